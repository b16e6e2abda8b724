"""Referrals in bulk are as the platform leaves them, and everything asked of them is answered."""

from pathlib import Path

from django.conf import LazySettings
from django.core.management import call_command

from bench.options import asked
from bench.referrals.figures import referrals
from bench.referrals.fill import fill_referrals
from deadlines.models import Clock
from inbox.models import Todo
from referrals.models import Referral, ReferralAccess

MANY = 200


def test_copies_are_as_the_engine_leaves_them_and_everything_asked_is_answered(
    county: None, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    call_command("load_reference", "charges", verbosity=0)
    assert fill_referrals(MANY) == MANY
    check_copies()
    figures = referrals(asked(["--referrals", "--rounds", "1"]), many=MANY)
    assert {"event feed", "sign for a paper"} <= {each.question.title for each in figures}
    assert all(figure.median > 0 for figure in figures)


def check_copies() -> None:
    """To-dos, sides, steps, who holds them and periods, of every state."""
    assert Referral.objects.filter(ended_at=None).count() == Referral.objects.count() > MANY
    assert len(set(Referral.objects.values_list("flow", "state"))) == 9
    waiting = ReferralAccess.objects.filter(must_act=True).values_list("referral_id", flat=True)
    raised = Todo.objects.filter(key__startswith="referral:").values_list("subject_id", flat=True)
    assert set(waiting) == set(raised)
    seen = set(ReferralAccess.objects.values_list("referral_id", flat=True))
    assert seen == set(Referral.objects.values_list("pk", flat=True))
    assert Clock.objects.filter(subject_type="referral").count() > MANY
    for referral in Referral.objects.order_by("-pk")[:9]:
        steps = list(referral.steps.order_by("number"))
        assert [step.number for step in steps] == list(range(1, referral.version + 1))
        assert steps[-1].to_state == referral.state
        assert referral.custody.filter(until=None).count() == 1
        assert all(todo.key.split(":")[1] == str(referral.pk) for todo in _todos(referral))


def _todos(referral: Referral) -> list[Todo]:
    return list(Todo.objects.filter(subject_type="referral", subject_id=referral.pk))
