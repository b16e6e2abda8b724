"""What is taken back leaves things as they were, and those who were told of it are told."""

from typing import Any

import pytest

from core.outbox import drain
from deadlines.models import Clock
from documents.models import Delivery, Document
from inbox.models import Notice, Todo
from inbox.selectors.notices import my_notices, page_of_notices
from referrals.errors import NotAllowed
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralAccess
from referrals.standing import stand
from tests.referrals.county import County
from tests.referrals.enclosing import enclose
from tests.referrals.handover import FORWARD, move, moved_to

pytestmark = pytest.mark.django_db


def standing(referral: Referral) -> dict[str, Any]:
    """All that follows from the steps, and what was made of it."""
    folded = stand(FLOWS["forward"], referral.sender_id, list(referral.steps.order_by("number")))
    todos = Todo.objects.filter(subject_type="referral", subject_id=referral.pk)
    clocks = Clock.objects.filter(subject_type="referral", subject_id=referral.pk, void=False)
    return {
        "folded": folded,
        "todos": set(todos.filter(settled_at__isnull=True).values_list("key", "due_on")),
        "clocks": set(clocks.values_list("rule_key", "started_on", "due_on", "closed_on")),
        "rows": set(
            ReferralAccess.objects.filter(referral=referral).values_list(
                "agency", "role", "must_act", "due_on", "ended_at"
            )
        ),
        "holder": referral.custody.get(until__isnull=True).agency_id,
    }


def test_it_stands_as_it_did_before(county: County) -> None:
    referral = moved_to(county, "approve")
    enclose(county.clerk, referral, FORWARD.transition("hand_over"))
    before = standing(referral)
    move(county, referral, "hand_over", "clerk")
    drain()
    assert standing(referral) != before
    move(county, referral, "take_back", "clerk")
    assert standing(referral) == before


def test_the_leader_takes_back_what_a_colleague_sent_and_another_colleague_doesn_t(
    county: County,
) -> None:
    referral = moved_to(county, "hand_over")
    with pytest.raises(NotAllowed, match="本机关负责人"):
        move(county, referral, "take_back", "clerk_b")
    with pytest.raises(NotAllowed):
        move(county, referral, "take_back", "police_leader")
    assert move(county, referral, "take_back", "leader").state == "approved"


def told(county: County, who: str) -> list[tuple[str, str]]:
    """The notices of this person about something that was taken back: title and subject."""
    page = page_of_notices(county.people[who], cursor=None)
    return [(line.title, line.subject.label) for line in page.items if "撤回" in line.title]


def test_everybody_who_was_told_of_it_hears_that_it_was_taken_back(county: County) -> None:
    referral = moved_to(county, "hand_over")
    drain()
    move(county, referral, "take_back", "clerk")
    # To the police it is gone: they learn what it was and whose, and nothing of the case.
    assert told(county, "police_intake") == [
        ("涉嫌犯罪案件移送：撤回", "涉嫌犯罪案件移送（市场监管局）")
    ]
    assert told(county, "procurator") == [
        ("涉嫌犯罪案件移送：撤回", "涉嫌犯罪案件移送（市场监管局）")
    ]
    assert told(county, "clerk") == []
    assert told(county, "judge") == []
    assert not my_notices(county.people["judge"]).exists()


def test_it_is_told_once_and_again_when_it_is_sent_again(county: County) -> None:
    referral = moved_to(county, "hand_over")
    move(county, referral, "take_back", "clerk")
    move(county, referral, "hand_over", "clerk")
    drain()
    again = move(county, referral, "take_back", "clerk")
    notices = Notice.objects.filter(kind="referral.forward.done.take_back", agency=county.police)
    assert sorted(notices.values_list("subject_id", flat=True).distinct()) == [
        step.pk for step in again.steps.filter(transition="take_back").order_by("pk")
    ]


def test_what_went_along_goes_back_with_it_and_comes_again(county: County) -> None:
    referral = moved_to(county, "hand_over")
    drain()
    report = Document.objects.get(kind="investigation_report")
    sent = Delivery.objects.get(document=report, receiver=county.police)
    assert (sent.is_copy, sent.withdrawn_at) == (True, None)
    move(county, referral, "take_back", "clerk")
    sent.refresh_from_db()
    assert sent.withdrawn_at is not None
    move(county, referral, "hand_over", "clerk")
    drain()
    again = Delivery.objects.get(document=report, receiver=county.police, withdrawn_at=None)
    assert again.delivered_at is not None
