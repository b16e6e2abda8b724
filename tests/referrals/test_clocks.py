"""Periods of referrals: from the steps alone, in time or late; who hears of them."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import AgencyKind, Post
from core.clock import current_moment
from deadlines import reference
from deadlines.calendar import current_rulebook
from deadlines.models import Clock
from deadlines.services import check_overdue
from documents.models import Delivery
from documents.services import lay as lay_delivery
from documents.services import sign_for
from inbox.models import Notice, Todo
from referrals.clocks import clock_facts, periods_of
from referrals.clocks.facts import Period
from referrals.flows.table import ClockStart, Flow, Role, State, Transition
from referrals.models import ReferralStep
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.handover import move, moved_to

SENDER, RECEIVER = 1, 2
NINE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=timezone.get_current_timezone())


def transition(name: str, source: str, target: str, **said: Any) -> Transition:
    return Transition(
        name, name, (source,), target, Role.SENDER, frozenset({Post.HANDLER}), "", **said
    )


def flow(*transitions: Transition) -> Flow:
    """A flow with three states, the last of which ends it."""
    return Flow(
        "tiny",
        "",
        "",
        (State("one", ""), State("two", ""), State("over", "", ended=True)),
        transitions,
        sides={Role.SENDER: frozenset(AgencyKind), Role.RECEIVER: frozenset(AgencyKind)},
    )


def step(number: int, done: str, target: str, days: int = 0, **said: Any) -> ReferralStep:
    values = said.pop("values", {}) | ({"receiver": RECEIVER} if number == 1 else {})
    return ReferralStep(
        number=number,
        transition=done,
        from_state="",
        to_state=target,
        at=NINE + dt.timedelta(days=days),
        values=values,
        **said,
    )


def counted(table: Flow, *steps: ReferralStep, served: Any = None) -> list[Period]:
    return periods_of(table, SENDER, steps, served or {})


def begins(*starts: ClockStart, **said: Any) -> Transition:
    return transition("begin", "", "one", starts=starts, **said)


def test_a_period_runs_until_the_table_ends_it() -> None:
    table = flow(
        begins(ClockStart("cf.review", Role.RECEIVER)),
        transition("go", "one", "two"),
        transition("decide", "two", "one", ends=("cf.review",)),
    )
    first, second = step(1, "begin", "one"), step(2, "go", "two", 1)
    (period,) = counted(table, first, second)
    assert (period.agency_id, period.start, period.closed_on) == (RECEIVER, NINE, None)
    (period,) = counted(table, first, second, step(3, "decide", "one", 5))
    assert period.closed_on == dt.date(2026, 3, 7)


def test_the_end_of_the_referral_ends_what_still_runs() -> None:
    table = flow(begins(ClockStart("cf.review", Role.SENDER)), transition("stop", "one", "over"))
    (period,) = counted(table, step(1, "begin", "one"), step(2, "stop", "over", 2))
    assert period.closed_on == dt.date(2026, 3, 4)


def test_it_counts_from_the_day_that_was_entered_and_ends_on_the_day_it_happened() -> None:
    table = flow(
        begins(ClockStart("cf.review", Role.SENDER, since="got_on")),
        transition("decide", "one", "two", ends=("cf.review",), happened="decided_on"),
    )
    (period,) = counted(
        table,
        step(1, "begin", "one", values={"got_on": "2026-02-25"}),
        step(2, "decide", "two", 9, values={"decided_on": "2026-02-28"}),
    )
    assert (period.start, period.closed_on) == (dt.date(2026, 2, 25), dt.date(2026, 2, 28))


def test_what_the_act_itself_fulfils_is_kept_as_done_that_day() -> None:
    table = flow(
        begins(),
        transition(
            "file", "one", "two",
            starts=(ClockStart("cf.notice", Role.SENDER, since="filed_on"),),
            ends=("cf.notice",), happened="filed_on",
        ),
    )  # fmt: skip
    (period,) = counted(
        table,
        step(1, "begin", "one"),
        step(2, "file", "two", 9, values={"filed_on": "2026-03-03"}),
    )
    assert (period.start, period.closed_on) == (dt.date(2026, 3, 3), dt.date(2026, 3, 11))


def test_it_begins_only_where_its_field_says_so() -> None:
    when = ("economic", frozenset({"yes"}))
    table = flow(begins(ClockStart("cf.review_econ", Role.SENDER, when=when)))
    assert counted(table, step(1, "begin", "one", values={"economic": "no"})) == []
    assert len(counted(table, step(1, "begin", "one", values={"economic": "yes"}))) == 1


def test_begun_again_it_is_one_period_that_moved() -> None:
    table = flow(
        begins(ClockStart("cf.supp", Role.SENDER)),
        transition("again", "one", "one", starts=(ClockStart("cf.supp", Role.SENDER),)),
    )
    (period,) = counted(table, step(1, "begin", "one"), step(2, "again", "one", 3))
    assert (period.slot, period.start) == (1, NINE + dt.timedelta(days=3))


def test_what_was_taken_back_began_nothing_and_ended_nothing() -> None:
    table = flow(
        begins(ClockStart("cf.transfer", Role.SENDER)),
        transition(
            "send", "one", "two", ends=("cf.transfer",), withdrawable=True,
            starts=(ClockStart("cf.receipt", Role.RECEIVER),),
        ),
    )  # fmt: skip
    steps = step(1, "begin", "one"), step(2, "send", "two", 1), step(3, "take_back", "one", 1)
    (period,) = counted(table, *steps)
    assert (period.rule, period.closed_on) == ("cf.transfer", None)


def test_it_begins_when_the_paper_is_signed_for() -> None:
    table = flow(begins(ClockStart("cf.recon_apply", Role.RECEIVER, served=True)))
    begun = step(1, "begin", "one", document_id=7)
    (waiting,) = counted(table, begun)
    assert waiting.start is None
    at = NINE + dt.timedelta(days=4)
    (running,) = counted(table, begun, served={(7, RECEIVER): at})
    assert running.start == at


def test_it_falls_to_whoever_stands_on_that_side_now() -> None:
    table = flow(begins(ClockStart("cf.review", Role.RECEIVER)), transition("move", "one", "one"))
    (period,) = counted(
        table, step(1, "begin", "one"), step(2, "move", "one", values={"receiver": 9})
    )
    assert period.agency_id == 9


@pytest.fixture
def rules(db: None) -> None:
    reference.load(lambda text: None)


def test_a_prolonged_period_counts_from_the_last_day_of_the_first(rules: None) -> None:
    table = flow(
        begins(ClockStart("cf.review_econ_complex", Role.SENDER)),
        transition(
            "more", "one", "one", ends=("cf.review_econ_complex",),
            starts=(ClockStart("cf.review_econ_ext", Role.SENDER, after="cf.review_econ_complex"),),
        ),
    )  # fmt: skip
    periods = counted(table, step(1, "begin", "one"), step(2, "more", "one", 20))
    facts = {fact.rule_key: fact for fact in clock_facts(periods, 5, current_rulebook())}
    assert facts["cf.review_econ_ext"].start == dt.date(2026, 4, 1)
    assert facts["cf.review_econ_complex"].closed_on == dt.date(2026, 3, 22)


def test_a_rule_without_a_number_makes_no_clock_unless_a_day_is_stated(rules: None) -> None:
    start = ClockStart("rv.move_opinion", Role.SENDER, until="by")
    table = flow(begins(start))
    book = current_rulebook()
    assert clock_facts(counted(table, step(1, "begin", "one")), 5, book) == []
    stated = counted(table, step(1, "begin", "one", values={"by": "2026-03-20"}))
    (fact,) = clock_facts(stated, 5, book)
    assert fact.stated_due == dt.date(2026, 3, 20)


def test_hours_count_from_the_moment_and_days_from_the_day(rules: None) -> None:
    table = flow(
        begins(ClockStart("cf.transfer", Role.SENDER), ClockStart("cf.approve", Role.SENDER))
    )
    facts = {
        fact.rule_key: fact.start
        for fact in clock_facts(counted(table, step(1, "begin", "one")), 5, current_rulebook())
    }
    assert facts == {"cf.transfer": NINE, "cf.approve": NINE.date()}


# --- Who hears of them ---


def signed_now(county: County) -> Any:
    """Received by the police just now: after it was sent, though a minute began in between."""
    sent = moved_to(county, "hand_over")
    values = {
        "economic": "no",
        "complete": "yes",
        "competence": "own",
        "received_at": current_moment().isoformat(),
    }
    return move(county, sent, "sign", "police_intake", values=values)


@pytest.mark.django_db
def test_the_side_that_must_act_hears_then_its_leader_and_who_supervises(
    county: County, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=0)
    referral = signed_now(county)
    clock = Clock.objects.get(rule_key="cf.review", subject_id=referral.pk)
    moved_clock.to(clock.due_on + dt.timedelta(days=5))
    check_overdue()
    told = Todo.objects.filter(subject_type="referral", kind__startswith="referral.clock.")
    told = told.exclude(kind__contains=".undated.")
    heard = set(told.filter(settled_at__isnull=True).values_list("agency__kind", "post"))
    assert ("police", "handler") in heard
    assert heard <= {
        ("police", "handler"), ("police", "leader"), ("procuratorate", "procurator"),
    }  # fmt: skip
    move(county, referral, "file", "police_leader")
    open_now = told.filter(settled_at__isnull=True, kind__endswith=".cf.review")
    assert not open_now.exists()


@pytest.mark.django_db
def test_who_sent_it_is_told_that_the_other_side_is_late_and_not_once_more(
    county: County, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=0)
    referral = signed_now(county)
    clock = Clock.objects.get(rule_key="cf.review", subject_id=referral.pk)
    told = Notice.objects.filter(kind="referral.clock.theirs.cf.review", withdrawn_at=None)
    moved_clock.to(clock.due_on)
    check_overdue()
    assert not told.exists()
    for day in (1, 4):
        moved_clock.to(clock.due_on + dt.timedelta(days=day))
        check_overdue()
        assert list(told.values_list("agency", "post")) == [(county.market.pk, "handler")]
    move(county, referral, "file", "police_leader")
    assert not told.exists()


@pytest.mark.django_db
def test_a_head_whose_own_step_it_is_is_told_once(county: County, moved_clock: MovedClock) -> None:
    moved_clock.ahead(days=0)
    referral = moved_to(county, "report")
    clock = Clock.objects.get(rule_key="cf.approve", subject_id=referral.pk)
    for day in (-1, 0, 1, 2):
        moved_clock.to(clock.due_on + dt.timedelta(days=day))
        check_overdue()
        desks = Todo.objects.filter(kind__endswith=".cf.approve", settled_at=None)
        assert desks.filter(post="leader").count() <= 1


@pytest.mark.django_db
def test_a_time_that_only_lapses_is_told_as_a_notice(
    county: County, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=0)
    referral = signed_now(county)
    assert Clock.objects.get(rule_key="cf.supp_notice", subject_id=referral.pk).lapses
    moved_clock.ahead(days=3)
    check_overdue()
    kinds = Notice.objects.values_list("kind", flat=True)
    told = Todo.objects.filter(kind__contains="cf.supp_notice")
    assert not told.exists()
    assert all("cf.supp_notice" not in kind or "lapsed" in kind for kind in kinds)


@pytest.mark.django_db
def test_signing_for_the_paper_begins_what_runs_from_its_receipt(county: County) -> None:
    referral = moved_to(county, "sign")
    values = {"decided_on": timezone.localdate().isoformat()}
    referral = move(county, referral, "not_file", "police_leader", values=values)
    rules = Clock.objects.filter(subject_type="referral", subject_id=referral.pk)
    assert not rules.filter(rule_key="cf.recon_apply").exists()
    paper = referral.steps.order_by("-number")[0].document_id
    delivery = Delivery.objects.get(document=paper or 0, receiver=county.market)
    lay_delivery({"delivery_id": delivery.pk})
    sign_for(actor=county.clerk, delivery_id=delivery.pk)
    clock = rules.get(rule_key="cf.recon_apply")
    assert (clock.agency_id, clock.started_on) == (county.market.pk, timezone.localdate())
