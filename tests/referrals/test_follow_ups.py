"""What was advised is followed up, by those who take part and nobody else."""

import datetime as dt
from typing import Any

import pytest

from audit.models import AuditEvent
from cases.services import record_case
from deadlines import reference
from inbox.models import Todo
from referrals.edges import follow_flows
from referrals.errors import Invalid, NotAllowed, NotVisible
from referrals.models import FollowUp, Referral
from referrals.selectors.follow_ups import open_follow_ups
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from tests.cases.factory import investigation
from tests.referrals.county import County, make_county
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

DUE = dt.date(2027, 1, 15)


@pytest.fixture
def county(db: None) -> County:
    reference.load(lambda text: None)
    follow_flows()
    found = make_county()
    found.case = record_case(actor=found.clerk, data=investigation())
    return found


def asked(county: County) -> Referral:
    found = begun(
        county, "consultation", "clerk", "ask_procuratorate", receiver=county.procuratorate.pk
    )
    return go(county, found, "procurator", "answer")


def item(county: County, referral: Referral, **said: Any) -> FollowUp:
    values = {"task": "补充提取进货台账", "due_on": DUE, "owner_id": county.market.pk} | said
    actor = values.pop("actor", county.procurator)
    return add_follow_up(actor=actor, referral_id=referral.pk, **values)


def test_who_owes_it_gets_a_todo_that_goes_when_it_is_done(county: County) -> None:
    referral = asked(county)
    made = item(county, referral)
    # It stands, whatever becomes of the consultation meanwhile.
    go(county, referral, "clerk", "follow_up")
    todo = Todo.objects.get(key=f"referral.follow_up:{made.pk}")
    assert (todo.agency_id, todo.due_on, todo.settled_at) == (county.market.pk, DUE, None)
    settle_follow_up(actor=county.clerk, follow_up_id=made.pk, remark="已提取")
    todo.refresh_from_db()
    assert todo.settled_at is not None
    assert open_follow_ups(county.clerk) == []
    verbs = AuditEvent.objects.filter(case_id=county.case.pk).values_list("verb", flat=True)
    assert {"referral.follow_up", "referral.follow_up_done"} <= set(verbs)


def test_it_is_settled_once_and_with_a_word(county: County) -> None:
    made = item(county, asked(county))
    with pytest.raises(Invalid):
        settle_follow_up(actor=county.clerk, follow_up_id=made.pk, remark="  ")
    settle_follow_up(actor=county.clerk, follow_up_id=made.pk, remark="已提取")
    with pytest.raises(NotAllowed):
        settle_follow_up(actor=county.clerk, follow_up_id=made.pk, remark="再次")


def test_who_only_advised_doesn_t_settle_what_another_owes(county: County) -> None:
    made = item(county, asked(county))
    with pytest.raises(NotAllowed):
        settle_follow_up(actor=county.procurator, follow_up_id=made.pk, remark="已提取")


def test_a_stranger_learns_of_none_and_writes_none(county: County) -> None:
    referral = asked(county)
    made = item(county, referral)
    with pytest.raises(NotVisible):
        settle_follow_up(actor=county.urban_clerk, follow_up_id=made.pk, remark="已提取")
    with pytest.raises(NotVisible):
        item(county, referral, actor=county.urban_clerk)
    assert open_follow_ups(county.urban_clerk) == []


def test_it_is_owed_by_who_takes_part_by_a_day_to_come(county: County) -> None:
    referral = asked(county)
    with pytest.raises(Invalid) as refused:
        item(county, referral, owner_id=county.urban.pk, due_on=dt.date(2026, 1, 1), task=" ")
    assert refused.value.errors.keys() == {"owner", "due_on", "task"}


def test_what_isn_t_a_consultation_has_none(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    with pytest.raises(NotVisible):
        item(county, handover, actor=county.clerk)
