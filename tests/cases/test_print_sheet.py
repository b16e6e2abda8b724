"""The sheet for paper: the same limits as the page, and a line for every print."""

import pytest

from audit.models import AuditEvent
from tests.cases.factory import FACTS, MAN, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries


def test_it_names_who_printed(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, parties=(MAN,))
    page = client_as(world.clerk).get(f"/cases/{case.pk}/print/").content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    for words in ("市场监管局 林知远 打印", FACTS, "欧阳远山", "第一百二十四条第一款"):
        assert words in page
    assert MAN.identifier not in page


@pytest.mark.parametrize(
    ("profile", "ceiling", "hidden"),
    [
        ("supervisor", 2, ["欧阳远山", FACTS, "北门巷"]),
        ("follower", 3, ["欧阳", FACTS, "周子谦"]),
        ("pointer", 3, ["欧阳", FACTS, "5,000", "食品", "2026-06-01"]),
    ],
)
def test_paper_shows_no_more_than_the_page(
    world: World, client_as: ClientAs, profile: str, ceiling: int, hidden: list[str]
) -> None:
    agreement(world, profile=profile, grade_ceiling=ceiling)
    case = recorded(world.clerk, parties=(MAN,))
    page = client_as(world.procurator).get(f"/cases/{case.pk}/print/").content.decode()
    assert "根据共享权限，本部分不显示" in page
    for words in hidden:
        assert words not in page, words


def test_every_print_is_logged_once_whoever_prints(world: World, client_as: ClientAs) -> None:
    agreement(world)
    case = recorded(world.clerk)
    for person in (world.clerk, world.procurator):
        with real_queries() as queries:
            client_as(person).get(f"/cases/{case.pk}/print/")
    events = AuditEvent.objects.filter(verb="case.print").order_by("pk")
    assert [(e.actor_id, e.case_id, e.outside) for e in events] == [
        (world.clerk.pk, case.pk, False),
        (world.procurator.pk, case.pk, True),
    ]
    assert {e.object_label for e in events} == {case.audit_label}
    assert queries
