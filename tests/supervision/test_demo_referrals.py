"""What the demo county has passed on: in every state that matters, told through the services."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from agencies.models import Person
from cases.reference import load_charges, load_laws, load_matters
from core.clock import current_moment
from deadlines import reference as deadline_rules
from deadlines.models import Clock
from documents.models import Delivery, Document, DocumentState
from referrals.edges import follow_flows
from referrals.flows import FLOWS
from referrals.models import Custody, FollowUp, Referral, ReferralStep
from referrals.selectors.queues import QueueFilter, Tab, queue
from supervision.demo.fill import fill

# Without the mark there are no tables where no other file asks for them.
pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 10)
# What somebody who opens the county must be able to find.
STATES = {
    "clue": {"unit_review", "sent", "received", "in_review", "supplement", "case_opened",
             "feedback_given", "returned", "disputed"},
    "discipline": {"sent", "received"},
    "forward": {"demanded", "team", "approval", "approved", "sent", "received", "supplement",
                "filed", "not_filed", "reconsideration", "supervised"},
    "filing_supervision": {"reasons_demanded", "filing_ordered"},
    "suspect": {"prosecuted", "arrest_requested"},
    "reverse": {"intake", "review", "opinion", "accepted", "replied"},
    "reverse_direct": {"sent"},
    "non_litigation": {"overdue", "deferred", "reminded", "ready", "applied", "accepted",
                       "higher_reconsideration_denial", "executing", "this_run_ended"},
    "consultation": {"asked", "answered", "follow_up"},
    "early_intervention": {"requested", "reviewing"},
}  # fmt: skip
WAITED_FOR = [
    "clerk", "leader", "urban", "procurator", "chief", "police", "judge", "justice", "discipline",
    "coordinator",
]  # fmt: skip


def quiet(text: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture(scope="module", autouse=True)
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The county, filled once for all these tests."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        for load in (load_laws, load_matters, load_charges, deadline_rules.load):
            load(quiet)
        follow_flows()
        fill(seed=7, cases=25, today=TODAY, say=quiet)
        yield
        transaction.set_rollback(True)


def person(username: str) -> Person:
    """A persona."""
    return Person.objects.select_related("agency").get(username=username)


def test_there_is_one_in_every_state_that_matters() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for flow, state in Referral.objects.values_list("flow", "state"):
        found[flow].add(state)
    assert {flow: states - found[flow] for flow, states in STATES.items()} == {
        flow: set() for flow in STATES
    }


@pytest.mark.parametrize("username", WAITED_FOR)
def test_something_waits_for(username: str) -> None:
    wanted = QueueFilter(tab=Tab.MINE, confidential=username == "discipline")
    assert queue(person(username), wanted).exists()


def test_what_is_confidential_is_known_to_two_sides_alone() -> None:
    for username in ("clerk", "procurator", "coordinator", "justice", "police"):
        for confidential in (True, False):
            wanted = QueueFilter(tab=Tab.ALL, confidential=confidential)
            assert not queue(person(username), wanted).filter(flow="discipline").exists()


def test_papers_are_signed_and_numbered_without_gaps() -> None:
    steps = ReferralStep.objects.select_related("referral").exclude(actor=None)
    for each in steps:
        flow = FLOWS[each.referral.flow]
        assert bool(flow.transition(each.transition).paper) == (each.document_id is not None)
    papers = Document.objects.all()
    assert papers.count() > 100
    assert set(papers.values_list("state", flat=True)) == {DocumentState.SIGNED}
    series: defaultdict[tuple[int, str, int], list[int]] = defaultdict(list)
    for paper in papers.order_by("pk"):
        assert paper.dated is not None
        assert paper.serial is not None
        assert paper.dated <= TODAY
        series[paper.issuer_id, paper.kind, paper.dated.year].append(paper.serial)
    for serials in series.values():
        assert serials == list(range(1, len(serials) + 1))


def test_most_deliveries_are_signed_for_and_some_wait() -> None:
    sent = Delivery.objects.all()
    waiting = sent.filter(signed_for_at__isnull=True)
    assert 5 < waiting.count() < sent.count() / 2
    assert not sent.filter(delivered_at__isnull=True).exists()
    for each in sent.exclude(signed_for_at__isnull=True):
        assert each.sent_at <= each.signed_for_at  # type: ignore[operator]  # excluded above


def test_steps_follow_one_another_in_the_past() -> None:
    end = min(current_moment(), dt.datetime.combine(TODAY, dt.time(23), dt.UTC))
    last: dict[int, dt.datetime] = {}
    for referral, at in ReferralStep.objects.order_by("referral", "number").values_list(
        "referral", "at"
    ):
        assert last.get(referral, at) <= at < end
        last[referral] = at
    for held in Custody.objects.exclude(until=None):
        assert held.until is not None
        assert held.since <= held.until


def test_periods_run_and_one_is_over() -> None:
    running = Clock.objects.filter(subject_type="referral", closed_on=None)
    assert running.filter(due_on__lt=TODAY, rule_key__startswith="cf.review").exists()
    assert running.filter(due_on__gte=TODAY, rule_key="cf.review").exists()
    due_soon = running.get(rule_key="rv.reply")
    assert dt.timedelta() < due_soon.due_on - TODAY < dt.timedelta(days=15)


def test_what_was_advised_is_partly_done() -> None:
    assert FollowUp.objects.filter(done_on=None).exists()
    assert FollowUp.objects.exclude(done_on=None).exists()
