"""Who listens in the workers of a fault run."""

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

from django.db import connection

from core.outbox import subscribe
from deadlines.registry import Rung, on_rung
from inbox.registry import register_kind
from tests.faults.county import receiver

TOPIC = "faults.told"
KIND = "faults.change"
_MESSAGE_SECONDS, _RUNG_SECONDS = 0.01, 0.005


register_kind(KIND, "变更")


def amid(work: str, seconds: float) -> None:
    """Be in the middle of a work for a while, so that a kill finds it under way.

    Until the transaction ends the session is named after it, for `Machine.amid`.
    """
    with connection.cursor() as cursor:
        name = f"amid {work} {os.getpid()}"
        cursor.execute("SELECT set_config('application_name', %s, true)", [name])
    time.sleep(seconds)


class NotYet(Exception):
    """A message that can't be handled now."""


@subscribe(TOPIC)
def told(payload: dict[str, Any]) -> None:
    """Write the effect, tell the other system, and fail or die as the message says.

    Nothing in the table of effects refuses a second row: it would be counted.
    """
    key = payload["key"]
    times = receiver.receive(key)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO faults_effect (key) VALUES (%s)", [key])
    amid("messages", _MESSAGE_SECONDS)
    if times <= payload.get("kills", 0):
        os.kill(os.getpid(), signal.SIGKILL)
    if times <= payload.get("fails", 0):
        raise NotYet


@on_rung("case")
def take_a_while(rungs: Sequence[Rung]) -> None:
    """After the to-dos were written and before that is committed."""
    amid("clocks", _RUNG_SECONDS * len(rungs))
