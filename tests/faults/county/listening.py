"""Who listens in the workers of a fault run."""

import os
import signal
from collections.abc import Sequence
from typing import Any

from django.db import connection

from core.outbox import subscribe
from deadlines.registry import Rung, on_rung
from documents.models import Delivery
from documents.registry import on_laid
from inbox.registry import register_kind
from tests.faults.county import receiver
from tests.faults.county.lingering import amid

TOPIC = "faults.told"
KIND = "faults.change"
_MESSAGE_SECONDS, _RUNG_SECONDS, _LAYING_SECONDS = 0.01, 0.005, 0.02


register_kind(KIND, "变更")


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


@on_laid
def lay_slowly(deliveries: Sequence[Delivery]) -> None:
    """After a paper was laid on a desk and before that is committed."""
    amid("deliveries", _LAYING_SECONDS * len(deliveries))
