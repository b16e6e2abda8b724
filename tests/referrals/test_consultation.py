"""Consultation and early intervention: taken away, asked again, closed with what follows."""

import datetime as dt
from collections.abc import Callable

import pytest

from core.clock import current_day
from core.outbox import drain
from deadlines.models import Clock
from documents.models import Delivery, Document, DocumentState
from documents.services import sign_for
from inbox.models import Notice
from referrals.errors import Invalid
from referrals.models import Referral
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


def asked(county: County) -> Referral:
    return begun(
        county, "consultation", "clerk", "ask_procuratorate", receiver=county.procuratorate.pk
    )


def requested(county: County) -> Referral:
    return begun(county, "early_intervention", "clerk", receiver=county.procuratorate.pk)


def letter(referral: Referral) -> Document:
    """The paper of the last step that has one."""
    steps = referral.steps.filter(document_id__isnull=False).order_by("-number")
    return Document.objects.get(pk=steps[0].document_id or 0)


def received(county: County, referral: Referral) -> None:
    """The procuratorate signs for the last letter."""
    drain()
    delivery = Delivery.objects.get(document=letter(referral), receiver=county.procuratorate)
    sign_for(actor=county.procurator, delivery_id=delivery.pk)


def state(referral: Referral) -> str:
    return Referral.objects.values_list("state", flat=True).get(pk=referral.pk)


def item(county: County, referral: Referral) -> int:
    made = add_follow_up(
        actor=county.procurator,
        referral_id=referral.pk,
        task="补充提取进货台账",
        due_on=current_day() + dt.timedelta(days=30),
        owner_id=county.market.pk,
    )
    return made.pk


Begin = Callable[[County], Referral]
BEGINNINGS = pytest.mark.parametrize("begin", [asked, requested])


@BEGINNINGS
def test_cancelled_before_anybody_has_it_the_letter_is_void(county: County, begin: Begin) -> None:
    referral = begin(county)
    sent = letter(referral)
    drain()
    with pytest.raises(Invalid):
        go(county, referral, "clerk", "withdraw")
    go(county, referral, "clerk", "cancel", reason="已自行解决")
    assert state(referral) == "cancelled"
    sent.refresh_from_db()
    assert (sent.state, sent.void_reason) == (DocumentState.VOID, "已自行解决")
    delivery = Delivery.objects.get(document=sent, receiver=county.procuratorate)
    assert delivery.withdrawn_at is not None


@BEGINNINGS
def test_once_received_it_is_withdrawn_with_a_letter_and_the_first_one_stands(
    county: County,
    begin: Begin,
) -> None:
    referral = begin(county)
    first = letter(referral)
    received(county, referral)
    with pytest.raises(Invalid):
        go(county, referral, "clerk", "cancel")
    go(county, referral, "clerk", "withdraw")
    assert state(referral) == "cancelled"
    first.refresh_from_db()
    assert first.state == DocumentState.SIGNED
    last = letter(referral)
    assert last.kind == "request_withdrawal"
    assert Delivery.objects.filter(document=last, receiver=county.procuratorate).exists()
    told = Notice.objects.filter(kind__endswith=".done.withdraw", agency=county.procuratorate)
    assert told.exists()


def test_who_answered_without_signing_for_the_letter_has_it(county: County) -> None:
    referral = requested(county)
    go(county, referral, "chief_procurator", "agree", handler=county.procurator.pk)
    go(county, referral, "clerk", "withdraw")
    assert state(referral) == "cancelled"


def test_a_question_that_is_put_again_has_its_seven_days_again(county: County) -> None:
    referral = asked(county)
    received(county, referral)
    go(county, referral, "procurator", "answer")
    go(county, referral, "clerk", "ask_again")
    clocks = Clock.objects.filter(subject_id=referral.pk, rule_key="rv.consult", void=False)
    assert [each.closed_on is None for each in clocks.order_by("pk")] == [False]
    received(county, referral)
    assert [each.closed_on is None for each in clocks.order_by("pk")] == [False, True]
    go(county, referral, "procurator", "answer")
    assert all(each.closed_on is not None for each in clocks.all())


def test_who_has_no_day_for_the_answer_gets_none_for_the_second_question(county: County) -> None:
    referral = begun(county, "consultation", "clerk", "ask", receiver=county.justice.pk)
    go(county, referral, "justice_officer", "answer")
    go(county, referral, "clerk", "ask_again")
    assert not Clock.objects.filter(subject_id=referral.pk, rule_key="rv.consult").exists()


def test_it_closes_with_what_follows_done_or_with_a_word_why_nothing_does(county: County) -> None:
    referral = asked(county)
    go(county, referral, "procurator", "answer")
    with pytest.raises(Invalid, match="跟进"):
        go(county, referral, "clerk", "close")
    made = item(county, referral)
    with pytest.raises(Invalid, match="没有办结"):
        go(county, referral, "clerk", "close")
    with pytest.raises(Invalid, match="已经登记"):
        go(county, referral, "clerk", "close_answered")
    settle_follow_up(actor=county.clerk, follow_up_id=made, remark="已提取")
    go(county, referral, "clerk", "close")
    assert state(referral) == "closed"


def test_what_an_answer_asks_for_is_not_passed_over(county: County) -> None:
    referral = asked(county)
    go(county, referral, "procurator", "answer")
    with pytest.raises(Invalid, match="后续需要开展的工作"):
        go(county, referral, "clerk", "close_answered")


def test_an_intervention_closes_no_sooner_than_what_was_advised(county: County) -> None:
    referral = requested(county)
    go(county, referral, "chief_procurator", "agree", handler=county.procurator.pk)
    go(county, referral, "procurator", "begin")
    go(county, referral, "procurator", "give_opinion")
    with pytest.raises(Invalid):
        go(county, referral, "clerk", "close")
    go(county, referral, "clerk", "close_answered")
    assert state(referral) == "closed"
