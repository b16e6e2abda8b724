"""What cases add to the home page."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import Person
from audit.models import AuditEvent
from cases import panels
from cases.services import record_case
from deadlines.services import check_overdue
from inbox.models import Todo
from inbox.registry import Panel
from tests.cases.factory import MAN, agreement, investigation, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries


def words(panel: Panel | None) -> str:
    assert panel is not None
    return " ".join(f"{line.label} {line.note}" for line in panel.lines)


def overdue(person: Person) -> Panel | None:
    """Which of their agency's cases are late."""
    return _titled(person, "本机关逾期案件")


def recent(person: Person) -> Panel | None:
    """What their agency entered last."""
    return _titled(person, "最近录入")


def shared(person: Person) -> Panel | None:
    """What others opened to their agency last."""
    return _titled(person, "最近共享给本机关的案件")


def _titled(person: Person, title: str) -> Panel | None:
    return next((each for each in panels.of_cases(person) if each.title == title), None)


def test_a_handler_sees_what_ran_out(world: World) -> None:
    recorded(world.clerk)
    fresh = timezone.localdate() - dt.timedelta(days=2)
    record_case(actor=world.clerk, data=investigation(filed_on=fresh, conduct_from=None))
    panel = overdue(world.clerk)
    # Nothing was published either: still one line for the case.
    assert words(panel).endswith("缴款期限、公示期限")
    assert panel is not None
    assert (panel.count, len(panel.lines)) == (1, 1)
    assert overdue(world.urban_clerk) == Panel(
        title="本机关逾期案件",
        lines=[],
        empty="没有逾期的案件。",
        count=0,
        more_url="/cases/?own_only=on&overdue=on",
    )


def test_a_restricted_case_is_not_counted_for_others(world: World) -> None:
    case = recorded(world.clerk)
    case.access.update(named_only=True)
    panel = overdue(world.leader)
    assert panel is not None
    assert panel.count == 0
    assert words(recent(world.leader)) == ""


def test_procurators_see_what_was_shared_and_it_is_logged(world: World) -> None:
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, parties=(MAN,))
    shown = words(shared(world.procurator))
    assert "欧阳**" in shown
    assert "欧阳远山" not in shown
    assert AuditEvent.objects.filter(verb="case.list", outside=True).count() == 1
    assert overdue(world.procurator) is None
    assert recent(world.procurator) is None
    assert panels.links(world.procurator) == ()


def test_a_clerk_starts_from_entry_or_import(world: World) -> None:
    urls = [link.url for link in panels.links(world.clerk)]
    assert urls == ["/cases/new/", "/imports/"]


@pytest.mark.parametrize("name", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_see_no_panel_of_cases(world: World, name: str) -> None:
    recorded(world.clerk)
    person = world.people[name]
    assert [overdue(person), recent(person), shared(person)] == [None] * 3


def test_the_home_page_takes_at_most_fifteen_queries_of_anybody(
    world: World, client_as: ClientAs
) -> None:
    """With everything on it: overdue cases, to-dos, own cases and those of others."""
    agreement(world)
    agreement(world, provider=world.urban, receiver=world.market)
    for n in range(1, 10):
        recorded(world.clerk, decision_number=f"宁市监罚决字〔2026〕{n}号")
        recorded(world.urban_clerk, decision_number=f"宁城管罚决字〔2026〕{n}号")
    check_overdue()
    assert Todo.objects.exists()
    for name, person in world.people.items():
        browser = client_as(person)
        with real_queries() as queries:
            assert browser.get("/").status_code == 200
        assert len(queries) <= 15, "\n".join([name, *queries])


def test_what_others_opened_is_found_among_the_newest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement(world, provider=world.urban, receiver=world.market)
    recorded(world.urban_clerk, decision_number="宁城管罚决字〔2026〕1号")
    assert "宁城管罚决字〔2026〕1号" in words(shared(world.clerk))
    recorded(world.clerk, decision_number="宁市监罚决字〔2026〕1号")
    monkeypatch.setattr(panels, "AMONG_NEWEST", 1)
    assert shared(world.clerk) is None


def test_overdue_leads_to_the_overdue_cases(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    panel = overdue(world.clerk)
    assert panel is not None
    shown = client_as(world.clerk).get(panel.more_url).content.decode()
    assert case.decision_number in shown
