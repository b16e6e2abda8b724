"""Who listens in the workers of a fault run."""

import os
import signal
import time
from typing import Any

from django.db import connection

from core.outbox import subscribe
from inbox.registry import register_kind
from tests.faults.county import receiver

TOPIC = "faults.told"
KIND = "faults.change"
# Work takes a while, so that a kill finds some under way.
WORK_SECONDS = 0.01


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
    time.sleep(WORK_SECONDS)
    if times <= payload.get("kills", 0):
        os.kill(os.getpid(), signal.SIGKILL)
    if times <= payload.get("fails", 0):
        raise NotYet
