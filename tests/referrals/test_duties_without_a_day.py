"""Duties of which the law says only that they be done in good time (及时): to-dos without a day."""

import pytest

from cases.services import record_case
from deadlines.models import Clock
from documents.models import Delivery
from documents.services import lay as lay_delivery
from documents.services import sign_for
from inbox.models import Todo
from referrals.models import Referral
from tests.cases.factory import investigation
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


def handed_over(county: County) -> Referral:
    county.case = record_case(actor=county.clerk, data=investigation())
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    return go(county, handover, "clerk", "hand_over")


def open_todos(referral: Referral, rule: str) -> list[Todo]:
    return list(
        Todo.objects.filter(
            kind=f"referral.clock.undated.{rule}", subject_id=referral.pk, settled_at=None
        )
    )


def test_the_copy_to_the_procuratorate_is_a_to_do_until_it_is_made(county: County) -> None:
    referral = handed_over(county)
    (todo,) = open_todos(referral, "cf.copy")
    assert (todo.agency_id, todo.post, todo.due_on) == (county.market.pk, "handler", None)
    go(county, referral, "police_intake", "sign")
    assert [each.pk for each in open_todos(referral, "cf.copy")] == [todo.pk]
    go(county, referral, "clerk", "copy_later")
    assert open_todos(referral, "cf.copy") == []


def test_police_who_find_it_isn_t_theirs_owe_the_sender_word_of_it(county: County) -> None:
    referral = handed_over(county)
    go(county, referral, "police_intake", "sign", competence="not_police")
    (todo,) = open_todos(referral, "cf.not_police")
    assert (todo.agency_id, todo.due_on) == (county.police.pk, None)
    go(county, referral, "police_intake", "not_police")
    assert open_todos(referral, "cf.not_police") == []


def test_where_nothing_speaks_against_the_police_they_owe_no_such_word(county: County) -> None:
    referral = go(county, handed_over(county), "police_intake", "sign")
    assert open_todos(referral, "cf.not_police") == []


def test_a_to_do_gets_its_last_day_when_the_paper_is_signed_for(county: County) -> None:
    referral = go(county, handed_over(county), "police_intake", "sign")
    go(county, referral, "police_intake", "ask_supplement")
    waiting = Todo.objects.filter(
        kind="referral.forward.wait.supplement", subject_id=referral.pk, settled_at=None
    )
    assert waiting.get().due_on is None
    paper = referral.steps.order_by("-number")[0].document_id
    delivery = Delivery.objects.get(document=paper or 0, receiver=county.market)
    lay_delivery({"delivery_id": delivery.pk})
    sign_for(actor=county.clerk, delivery_id=delivery.pk)
    clock = Clock.objects.get(subject_id=referral.pk, rule_key="cf.supp")
    assert waiting.get().due_on == clock.due_on
