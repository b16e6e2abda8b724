"""Systems of agencies with their tokens, and a client that speaks as one."""

import json
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client

from agencies.models import Agency, AgencySystem, Scope, SystemToken
from agencies.services import issue_token, register_system

CASES, BATCH, CHANGES = "/api/v1/cases/", "/api/v1/cases/batch/", "/api/v1/changes/"


@dataclass
class Speaker:
    """A system, its token, and how it asks."""

    system: AgencySystem
    token: SystemToken
    text: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer as it comes; `headers` with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = json.dumps(body) if body is not None else ""
        # What is refused rolls back as far as the request, not as far as the test.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return Client(raise_request_exception=False).generic(
                method,
                path,
                sent,
                content_type="application/json",
                headers={"Authorization": f"Bearer {self.text}", **named},
            )

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        return self._read(self.ask("GET", path, **headers), status)

    def put(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        return self._read(self.ask("PUT", path, body, **headers), status)

    def post(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        return self._read(self.ask("POST", path, body, **headers), status)

    @staticmethod
    def _read(answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content.decode()
        kind = "application/json" if status < 400 else "application/problem+json"
        assert answer.headers["Content-Type"] == kind
        return json.loads(answer.content)


def speaker(
    agency: Agency,
    *,
    scopes: Collection[str] = (),
    clearance: int = 3,
    networks: Collection[str] = (),
    name: str = "执法办案系统",
) -> Speaker:
    """A system of an agency with a token for all that such a system may."""
    every = [s for s in Scope.values if s != Scope.CASES_WRITE or agency.owns_cases]
    system = register_system(
        actor=None,
        agency=agency,
        name=name,
        purpose="向平台报送处罚案件",
        contact="信息中心 0571-88880000",
        scopes=every,
        clearance=clearance,
        networks=networks,
    )
    token, text = issue_token(actor=None, system=system, name="测试", scopes=scopes or every)
    return Speaker(system, token, text)
