"""A real disclosure file comes through whole, in every dress it may wear."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from cases.models import Case, ImportRow
from tests.cases.importing.files import REAL, as_csv, as_xlsx, imported, real_rows, states, uploaded
from tests.personas import World

TWINS: dict[str, Callable[[], bytes]] = {
    "utf-8": REAL.read_bytes,
    "utf-8 with mark": lambda: b"\xef\xbb\xbf" + REAL.read_bytes(),
    "gb18030": lambda: REAL.read_text(encoding="utf-8").encode("gb18030"),
    "tabs in utf-16": lambda: "\n".join("\t".join(r) for r in real_rows()).encode("utf-16"),
    "xlsx": lambda: as_xlsx(real_rows()),
    "title above the headings": lambda: as_csv([["行政处罚台账"], [], *real_rows()]),
}


def test_every_row_is_recorded_incomplete_and_to_the_cent(world: World) -> None:
    session = imported(world, REAL.read_bytes())
    assert session.state == "done"
    assert session.counts == {"recorded": 32}
    cases = {row.number: row.case for row in ImportRow.objects.select_related("case")}
    assert len(cases) == 32
    clothes = cases[7]
    assert clothes is not None
    assert clothes.fine_total == Decimal("34723.65")
    assert clothes.confiscated_total == Decimal("3601.65")
    assert set(clothes.penalty_kinds) == {
        "warning", "fine", "confiscate_gains", "confiscate_goods",
    }  # fmt: skip
    bags = cases[4]
    assert bags is not None
    assert bags.confiscated_total == Decimal("9.20")
    assert set(bags.penalty_kinds) == {"fine", "confiscate_gains"}
    assert [(b.law_title, b.article) for b in bags.bases.all()] == [
        ("深圳经济特区产品质量管理条例", 58),
        ("深圳经济特区产品质量管理条例", 57),
    ]
    for case in cases.values():
        assert case is not None
        assert case.missing == ["party_name", "decision_number"]
        assert case.channel == "import"
        assert case.owner == world.market
        assert case.cause


def test_kinds_in_any_order_are_the_same_set(world: World) -> None:
    imported(world, REAL.read_bytes())
    kinds = {case.cause: set(case.penalty_kinds) for case in Case.objects.all()}
    assert kinds["销售无中文标签化妆品案"] == kinds["销售不合格服装案"]


@pytest.mark.parametrize("dress", TWINS)
def test_the_same_file_in_another_dress_finds_its_cases(world: World, dress: str) -> None:
    imported(world, REAL.read_bytes())
    again = uploaded(world, TWINS[dress](), "again")
    assert states(again) == ["exists"] * 32
    assert Case.objects.count() == 32
    assert not again.rows.filter(case=None).exists()


def test_a_file_may_be_imported_in_another_dress_first(world: World) -> None:
    imported(world, as_xlsx(real_rows()), "台账.xlsx")
    assert Case.objects.get(cause="销售不合格服装案").fine_total == Decimal("34723.65")
    assert states(uploaded(world, REAL.read_bytes())) == ["exists"] * 32


def test_two_rows_that_say_the_same_are_two_cases_once(world: World) -> None:
    heading, first, *_rest = real_rows()
    twice = as_csv([heading, first, first])
    imported(world, twice)
    assert Case.objects.count() == 2
    thrice = imported(world, as_csv([heading, first, first, first]))
    assert states(thrice) == ["exists", "exists", "recorded"]
    assert Case.objects.count() == 3
