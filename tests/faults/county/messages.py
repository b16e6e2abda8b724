"""The strand of the outbox: changes with a message, a to-do and a notice each."""

import logging
from pathlib import Path
from random import Random
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, transaction

from agencies.models import Agency, AgencyKind, Post
from core import outbox
from core.models import OutboxMessage
from inbox.services import raise_todo
from tests.faults.county import receiver
from tests.faults.county.counts import Count, compare, tally
from tests.faults.county.listening import KIND, TOPIC
from tests.personas import World

logger = logging.getLogger(__name__)

_FAIL_ONE_IN, _KILL_ONE_IN = 40, 400


def prepare(world: World, random: Random, clocks: int, days: int) -> None:
    """The tables of the changes and of their effects."""
    receiver.open_office()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE faults_change (key text PRIMARY KEY)")
        cursor.execute("CREATE TABLE faults_effect (key text NOT NULL)")


def write(random: Random, number: int) -> bool:
    """One change with its message, all or nothing; False when the database was away."""
    payload: dict[str, Any] = {"key": f"change-{number}"}
    if random.randrange(_FAIL_ONE_IN) == 0:
        payload["fails"] = random.randint(1, 2)
    if random.randrange(_KILL_ONE_IN) == 0:
        payload["kills"] = 1
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO faults_change VALUES (%s)", [payload["key"]])
            raise_todo(
                kind=KIND,
                key=payload["key"],
                agency_id=Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).earliest("pk").pk,
                post=Post.HANDLER,
                subject_type="change",
                subject_id=number,
            )
            outbox.publish(topic=TOPIC, key=payload["key"], payload=payload)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("not written: %s", error)
        connection.close()
        return False
    return True


def is_done() -> bool:
    """Whether no message of any topic waits."""
    return not OutboxMessage.objects.filter(done_at__isnull=True).exists()


def acknowledged_file() -> Path:
    """Where the writer notes the numbers of changes that it was told are safe."""
    return receiver.folder() / "acknowledged"


def count() -> list[Count]:
    """Every change is there with its effect, its to-do and its line in the log, each once."""
    changes = set(tally("SELECT key, 1 FROM faults_change"))
    effects = tally("SELECT key, count(*) FROM faults_effect GROUP BY key")
    arrived = receiver.received()
    raised = tally(
        "SELECT t.key, count(*) FROM inbox_todo t JOIN audit_auditevent a"
        " ON a.object_type = 'inbox.todo' AND a.object_id = t.id::text AND a.verb = 'todo.raise'"
        " WHERE t.subject_type = 'change' GROUP BY t.key"
    )
    safe = {f"change-{number}" for number in acknowledged_file().read_text("ascii").split()}
    tried = OutboxMessage.objects.filter(topic=TOPIC, attempts__gt=1).count()
    return [
        Count("changes whose writer was told they are safe", len(safe), len(safe - changes), 0),
        compare("messages, effect in the database", changes, effects, f"{tried} tried again"),
        compare(
            "messages, at another system by its key",
            changes,
            dict.fromkeys(arrived, 1),
            f"{receiver.attempts() - len(arrived)} came again and were known",
        ),
        compare("to-dos of the changes, each with its line in the log", changes, raised),
    ]
