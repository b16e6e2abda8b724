"""Following changes: nothing is missed, nothing is shown that may not be seen."""

import datetime as dt
import threading
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction

from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.inputs import PaymentInput
from cases.models import CaseAccess, CasePersonAccess
from cases.selectors.changes import CaseChange, Changes, changes_since
from cases.selectors.marks import BadMark, FeedMoved
from cases.services import add_fact
from cases.services.feed import restart_changes
from core.delivery import drain
from tests.cases.factory import agreement, recorded
from tests.personas import World, make_world
from tests.queries import real_queries


@pytest.fixture
def county(committed: None) -> World:
    """A county that is really there: what a test's own transaction holds is never handed out."""
    return make_world()


def told(changes: Changes) -> list[tuple[str, int]]:
    return [(item.what, item.id) for item in changes.items]


def touched(world: World, case_id: int) -> None:
    """A new version of a case."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET version = version + 1 WHERE id = %s", [case_id])


def numbered(world: World, count: int) -> list[int]:
    return [
        recorded(world.clerk, decision_number=f"宁市监罚决字〔2026〕{n}号").pk
        for n in range(1, count + 1)
    ]


def test_a_case_appears_changes_and_comes_once(county: World) -> None:
    first, second = numbered(county, 2)
    start = changes_since(county.clerk, "")
    assert told(start) == [("appeared", first), ("appeared", second)]
    assert changes_since(county.clerk, start.mark).items == []
    touched(county, first)
    touched(county, first)
    after = changes_since(county.clerk, start.mark)
    assert told(after) == [("changed", first)]
    assert after.items[0].version == 3
    # Who never followed is told that it appeared, last.
    assert told(changes_since(county.clerk, "")) == [("appeared", second), ("appeared", first)]


def test_an_update_that_changes_no_version_is_no_change(county: World) -> None:
    (case,) = numbered(county, 1)
    mark = changes_since(county.clerk, "").mark
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET missing = '{}' WHERE id = %s", [case])
    assert changes_since(county.clerk, mark).items == []


def test_strangers_are_told_nothing(county: World) -> None:
    numbered(county, 1)
    for name in ("urban_clerk", "procurator", "system_admin"):
        assert changes_since(county.people[name], "").items == []


def test_an_agreement_makes_cases_appear_and_its_end_makes_them_go(county: World) -> None:
    cases = numbered(county, 3)
    mark = changes_since(county.procurator, "").mark
    shared = agreement(county)
    drain()
    opened = changes_since(county.procurator, mark)
    assert told(opened) == [("appeared", case) for case in cases]
    end_agreement(actor=county.security_admin_b, agreement=shared, reason="协议调整")
    drain()
    ended = changes_since(county.procurator, opened.mark)
    assert told(ended) == [("gone", case) for case in cases]
    assert ended.items[0] == CaseChange(what="gone", id=cases[0], xid=ended.items[0].xid)


def test_a_case_for_named_people_is_told_to_them_alone(county: World) -> None:
    (case,) = numbered(county, 1)
    seen = changes_since(county.clerk, "")
    assert told(seen) == [("appeared", case)]
    CaseAccess.objects.update(named_only=True)
    gone = changes_since(county.clerk, seen.mark)
    assert told(gone) == [("gone", case)]
    mark = gone.mark
    access = CaseAccess.objects.get()
    CasePersonAccess.objects.create(
        user=county.clerk, permission=access.permission, content_object_id=case
    )
    assert told(changes_since(county.clerk, mark)) == [("appeared", case)]
    assert told(changes_since(county.clerk_b, "")) == [("gone", case)]
    assert changes_since(county.clerk_b, mark).items == []


def test_a_case_that_is_no_longer_for_named_people_appears_again(county: World) -> None:
    agreement(county)
    (case,) = numbered(county, 1)
    mark = changes_since(county.procurator, "").mark
    CaseAccess.objects.update(named_only=True)
    gone = changes_since(county.procurator, mark)
    assert told(gone) == [("gone", case)]
    CaseAccess.objects.update(named_only=False)
    assert told(changes_since(county.procurator, gone.mark)) == [("appeared", case)]


def test_a_case_that_was_never_shown_does_not_go(county: World) -> None:
    (case,) = numbered(county, 1)
    hidden = CaseAccess.objects.get()
    hidden.pk, hidden.group, hidden.named_only = None, county.urban.group, True
    hidden.profile = "supervisor"
    hidden.save()
    assert changes_since(county.urban_clerk, "").items == []
    CaseAccess.objects.filter(group=county.urban.group).delete()
    assert changes_since(county.urban_clerk, "").items == []
    assert told(changes_since(county.clerk, "")) == [("appeared", case)]


def test_pages_follow_one_another_within_one_transaction(county: World) -> None:
    with transaction.atomic():
        cases = numbered(county, 7)
    seen, mark = [], ""
    while True:
        page = changes_since(county.clerk, mark, limit=3)
        seen += [item.id for item in page.items]
        mark = page.mark
        if not page.more:
            break
    assert seen == cases


@pytest.fixture
def late(county: World) -> Iterator[tuple[threading.Event, threading.Event, threading.Thread]]:
    """A change in a connection of its own that is written early and committed late."""
    case = recorded(county.clerk)
    written, go_on = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                touched(county, case.pk)
                written.set()
                go_on.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    yield written, go_on, thread
    go_on.set()
    thread.join(10)


def test_a_change_that_commits_late_is_not_missed(
    county: World, late: tuple[threading.Event, threading.Event, threading.Thread]
) -> None:
    written, go_on, thread = late
    mark = changes_since(county.clerk, "").mark
    thread.start()
    assert written.wait(10)
    # A later transaction that commits earlier.
    (other,) = numbered(county, 1)
    between = changes_since(county.clerk, mark)
    assert between.items == [], "handed out beyond a transaction that still runs"
    go_on.set()
    thread.join(10)
    after = changes_since(county.clerk, between.mark)
    assert [item.what for item in after.items] == ["changed", "appeared"]
    assert after.items[1].id == other


def test_a_mark_that_was_never_given_is_refused(county: World) -> None:
    for mark in ("x", "1-2", "1-2-3-4", "１-2-3"):
        with pytest.raises(BadMark):
            changes_since(county.clerk, mark)


def test_after_a_move_to_another_cluster_everybody_starts_anew(county: World) -> None:
    (case,) = numbered(county, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_feed_origin SET cluster = '7'")
        cursor.execute("UPDATE cases_caseaccess SET since_xid = 2^61, changed_xid = 2^61")
    with pytest.raises(FeedMoved):
        changes_since(county.clerk, "")
    assert restart_changes()
    assert not restart_changes()
    assert told(changes_since(county.clerk, "")) == [("appeared", case)]


def test_what_outsiders_are_told_is_logged_once_a_page(county: World) -> None:
    agreement(county)
    drain()
    cases = numbered(county, 3)
    changes_since(county.clerk, "")
    changes_since(county.procurator, "")
    line = AuditEvent.objects.get(verb="case.changes")
    assert (line.outside, line.changes) == (True, {"cases": cases})


def test_queries_do_not_grow_with_the_page(county: World) -> None:
    numbered(county, 12)
    with real_queries() as queries:
        assert len(changes_since(county.clerk, "").items) == 12
    assert len(queries) <= 7, "\n".join(queries)


def test_the_walk_uses_its_index(county: World) -> None:
    numbered(county, 2)
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("SET enable_sort = off")
    with real_queries() as queries:
        changes_since(county.clerk, "")
    walk = next(query for query in queries if 'FROM "cases_caseaccess"' in query)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {walk}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "access_feed" in plan
    assert "Sort" not in plan


def test_a_payment_counts_as_a_change(county: World) -> None:
    case = recorded(county.clerk)
    mark = changes_since(county.clerk, "").mark
    payment = PaymentInput(amount=Decimal(100), paid_on=dt.date(2026, 6, 5))
    add_fact(actor=county.clerk, case_id=case.pk, fact=payment)
    assert told(changes_since(county.clerk, mark)) == [("changed", case.pk)]
