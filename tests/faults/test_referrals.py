"""The strand of referrals, worked off in peace: its plan holds, and its counts can fail."""

from pathlib import Path
from random import Random

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import F

from core.outbox import drain
from deadlines import reference
from documents.models import Delivery, SerialCounter
from inbox.models import Todo
from referrals.edges import follow_flows
from referrals.models import Custody
from tests.faults.county.referrals.acting import Work
from tests.faults.county.referrals.counting import count
from tests.faults.county.referrals.ways import SIGN_FOR, planned, prepare
from tests.personas import make_world

pytestmark = pytest.mark.django_db


def work_off() -> None:
    """As a process does that begins anew, to the end of the plan."""
    work = Work(0, 1)
    while work.go_on():
        pass
    drain()


def wrong() -> set[str]:
    """What was lost or done twice, by the beginning of its name."""
    return {" ".join(line.what.split()[:2]) for line in count() if line.lost or line.doubled}


def test_the_plan_holds_and_what_goes_wrong_is_counted(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setenv("FAULTS_FOLDER", str(tmp_path))
    settings.MEDIA_ROOT = str(tmp_path / "files")
    reference.load(lambda text: None)
    follow_flows()
    prepare(make_world(), Random(3), clocks=20, days=30)
    work_off()
    lines = count()
    assert wrong() == set()
    acts = [act for way in planned() for act in way.acts]
    assert lines[0].due == sum(act.name != SIGN_FOR for act in acts)
    assert all(line.due for line in lines)
    assert {way.flow for way in planned()} == {"forward", "clue", "consultation"}

    # Killed before any answer was noted: everything is asked for again.
    (tmp_path / "answered.0.txt").unlink()
    work_off()
    assert wrong() == set()

    counter = SerialCounter.objects.earliest("pk")
    SerialCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    with connection.cursor() as cursor:
        # The database itself refuses what is tried here.
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE;"
            "ALTER TABLE documents_delivery DISABLE TRIGGER USER;"
            "ALTER TABLE referrals_custody DISABLE TRIGGER USER"
        )
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(delivered_at=None)
    waiting = Todo.objects.filter(settled_at__isnull=True, key__startswith="referral:")
    waiting.filter(pk=waiting.earliest("pk").pk).update(key="referral:0")
    ended = Custody.objects.filter(until__isnull=False).earliest("pk")
    Custody.objects.filter(pk=ended.pk).delete()
    assert wrong() == {"their numbers,", "deliveries to", "to-dos of", "who held"}
