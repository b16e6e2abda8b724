"""What became of referrals, followed by systems: nothing is skipped, nothing comes out of order."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from cases.selectors.marks import BadMark
from cases.services.feed import restart_changes
from core.clock import current_moment
from referrals.models import EventKind, Referral, ReferralAccess, ReferralEvent, ReferralStep
from referrals.selectors.events import EventView, MarkTooOld, events_since
from referrals.services.events import EventInput, remove_old_events, tell_systems
from tests.cases.api.systems import speaker
from tests.personas import World, make_world
from tests.queries import real_queries
from tests.referrals.laid import laid

EVENTS = "/api/v1/events/"


@pytest.fixture
def county(committed: None) -> World:
    """A county that is really there: what a test's own transaction holds is never handed out."""
    return make_world()


@pytest.fixture
def clue(county: World) -> Referral:
    """One that the market bureau passes on to the urban bureau."""
    return laid(county.market, county.urban)[0]


def moved(referral: Referral, number: int = 1, state: str = "sent", **said: Any) -> None:
    """A step, told to the systems of both sides."""
    step = ReferralStep.objects.create(
        referral=referral, number=number, transition="approve", from_state="unit_review",
        to_state=state,
        agency=said.pop("agency", referral.sender), role="sender", at=current_moment(), **said,
    )  # fmt: skip
    tell_systems([EventInput(referral.pk, EventKind.MOVED, step.at, step_id=step.pk)])


def numbers(items: list[EventView]) -> list[int]:
    """Of the steps that are told of: to systems they go by their ids."""
    steps = dict(ReferralStep.objects.values_list("pk", "number"))
    return [steps[item.step or 0] for item in items]


def in_another_transaction(
    before: Any, after: Any
) -> tuple[threading.Event, threading.Event, threading.Thread]:
    """One that does `before`, waits to be told to go on, and does `after`."""
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                before()
                begun.set()
                go_on.wait(10)
                after()
        finally:
            connection.close()

    return begun, go_on, threading.Thread(target=work)


def nothing() -> None:
    pass


def take_a_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")


def test_each_side_is_told_and_nobody_else(county: World, clue: Referral) -> None:
    start = events_since(county.clerk, "")
    assert start.items == []
    moved(clue)
    (sent,) = events_since(county.clerk, start.mark).items
    (got,) = events_since(county.urban_clerk, "").items
    assert (sent.referral_id, sent.what, sent.role) == (clue.pk, "moved", "sender")
    assert (got.role, got.state, got.transition) == ("receiver", "sent", "approve")
    assert sent.agency == "市场监管局"
    for outsider in (county.procurator, county.judge, county.discipline_officer):
        assert events_since(outsider, "").items == []
    assert events_since(county.system_admin, "").items == []


def test_the_same_mark_gives_the_same_again_and_the_next_goes_on(
    county: World, clue: Referral
) -> None:
    for number in range(1, 6):
        moved(clue, number)
    seen: list[EventView] = []
    mark, more = "", True
    while more:
        page = events_since(county.clerk, mark, limit=2)
        assert events_since(county.clerk, mark, limit=2).items == page.items
        seen += page.items
        mark, more = page.mark, page.more
    assert numbers(seen) == [1, 2, 3, 4, 5]
    assert events_since(county.clerk, mark).items == []


def test_what_commits_late_is_not_skipped(county: World, clue: Referral) -> None:
    other = laid(county.market, county.urban)[0]
    begun, go_on, thread = in_another_transaction(lambda: moved(clue), nothing)
    thread.start()
    try:
        assert begun.wait(10)
        # A later transaction that commits earlier.
        moved(other)
        between = events_since(county.clerk, "")
        assert between.items == [], "handed out beyond a transaction that still runs"
    finally:
        go_on.set()
        thread.join(10)
    after = events_since(county.clerk, between.mark)
    assert [item.referral_id for item in after.items] == [clue.pk, other.pk]


def test_what_happened_to_one_referral_stays_in_order(county: World, clue: Referral) -> None:
    """Also when the later step belongs to the older transaction, which waited for its turn."""
    begun, go_on, thread = in_another_transaction(take_a_number, lambda: moved(clue, 2))
    thread.start()
    assert begun.wait(10)
    moved(clue, 1)
    go_on.set()
    thread.join(10)
    assert numbers(events_since(county.clerk, "").items) == [1, 2]


def test_a_side_that_sees_outcomes_is_told_of_outcomes_alone(county: World) -> None:
    (clue,) = laid(county.market, county.urban)
    ReferralAccess.objects.filter(referral=clue, role="sender").update(depth="outcome")
    moved(clue, agency=county.urban)
    tell_systems(
        [EventInput(clue.pk, EventKind.DELIVERED, current_moment(), receiver_id=county.urban.pk)]
    )
    assert events_since(county.clerk, "").items == []
    assert len(events_since(county.urban_clerk, "").items) == 2


def test_a_system_hears_of_no_confidential_referral(county: World) -> None:
    (clue,) = laid(county.market, county.urban, confidential=True)
    ReferralAccess.objects.filter(referral=clue).update(person=None, posts=["handler"])
    moved(clue)
    assert len(events_since(county.urban_clerk, "").items) == 1
    assert events_since(speaker(county.urban).system.person, "").items == []


def test_who_left_a_side_hears_no_more(county: World, clue: Referral) -> None:
    moved(clue)
    gone = ReferralAccess.objects.filter(referral=clue, role="receiver")
    gone.update(ended_at=current_moment())
    moved(clue, 2)
    assert numbers(events_since(county.urban_clerk, "").items) == [1]


def test_what_was_taken_back_is_gone_for_whom_it_had_reached(county: World, clue: Referral) -> None:
    moved(clue)
    ReferralAccess.objects.filter(referral=clue, role="receiver").delete()
    gone = EventInput(clue.pk, EventKind.GONE, current_moment(), agency_id=county.urban.pk)
    tell_systems([gone])
    (told,) = events_since(county.urban_clerk, "").items
    assert (told.what, told.referral_id, told.flow, told.agency) == ("gone", clue.pk, "", "")
    assert [item.what for item in events_since(county.clerk, "").items] == ["moved"]


def test_a_period_that_ran_out_is_told_once(county: World, clue: Referral) -> None:
    over = EventInput(
        clue.pk, EventKind.OVERDUE, current_moment(), rule_key="x", due_on=dt.date(2026, 6, 1)
    )
    tell_systems([over])
    tell_systems([over])
    (told,) = events_since(county.clerk, "").items
    assert (told.what, told.due_on) == ("overdue", dt.date(2026, 6, 1))


def test_old_events_go_and_marks_behind_them_with_them(county: World, clue: Referral) -> None:
    mark = events_since(county.clerk, "").mark
    moved(clue)
    ReferralEvent.objects.update(at=current_moment() - dt.timedelta(days=500))
    assert remove_old_events() == 2
    assert remove_old_events() == 0
    with pytest.raises(MarkTooOld):
        events_since(county.clerk, mark)
    start = events_since(county.clerk, "")
    assert start.items == []
    moved(clue, 2)
    assert numbers(events_since(county.clerk, start.mark).items) == [2]


def test_a_database_from_elsewhere_starts_anew(county: World, clue: Referral) -> None:
    moved(clue)
    ReferralEvent.objects.update(xid=2**61)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_feed_origin SET cluster = '7'")
    assert restart_changes()
    assert numbers(events_since(county.clerk, "").items) == [1]


def test_a_page_takes_few_statements(county: World) -> None:
    for clue in laid(county.market, county.urban, count=20):
        moved(clue)
    with real_queries() as asked:
        assert len(events_since(county.urban_clerk, "").items) == 20
    assert len(asked) <= 12


def test_the_interface_tells_it(county: World, clue: Referral) -> None:
    moved(clue)
    system = speaker(county.urban)
    answer = system.get(EVENTS)
    assert answer["more"] is False
    (item,) = answer["items"]
    assert (item["referral"], item["what"], item["flow"]) == (clue.pk, "moved", "clue")
    assert item["keys"] == []
    assert item["case"] is None
    assert system.get(f"{EVENTS}?since={answer['mark']}")["items"] == []
    system.get(f"{EVENTS}?since=nonsense", status=400)
    system.get(f"{EVENTS}?since=1-1-1", status=410)
    narrow = speaker(county.urban, scopes=["changes:read"], name="跟踪系统")
    assert "referrals:read" in narrow.get(EVENTS, status=403)["detail"]


def test_a_mark_is_one_of_ours(county: World) -> None:
    with pytest.raises(BadMark):
        events_since(county.clerk, "7")
