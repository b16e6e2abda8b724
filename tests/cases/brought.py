"""Many cases at once, as tests send them."""

from collections.abc import Iterable
from typing import Any

from agencies.models import Person
from cases.inputs import CaseInput
from cases.services.bring import (
    Brought,
    Existing,
    Result,
    bring_cases,
)
from tests.cases.factory import case_input


def numbered(serial: int, **said: Any) -> CaseInput:
    """A decided case with this number."""
    return case_input(decision_number=f"宁市监罚决字〔2026〕{serial}号", **said)


def items(serials: Iterable[int], **said: Any) -> list[Brought]:
    """Cases with these numbers."""
    return [Brought(data=numbered(serial, **said)) for serial in serials]


def bring(actor: Person, brought: list[Brought], existing: str = Existing.UPDATE) -> list[Result]:
    """From a file."""
    return bring_cases(
        actor=actor, items=brought, channel="import", existing=existing, reason="导入台账"
    )


def statuses(results: list[Result]) -> list[str]:
    """What became of each."""
    return [result.status for result in results]


def case_id(result: Result) -> int:
    """The case that was made or found."""
    assert result.case_id is not None
    return result.case_id


def said(result: Result) -> str:
    """Why it was refused."""
    assert result.fault is not None
    return "".join(result.fault.messages)
