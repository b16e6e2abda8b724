"""What a case says against the thresholds of offences: nothing but data in, suggestions out."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Charge, Threshold
from cases.thresholds.matching import Level, Suggestion, suggestions
from cases.thresholds.material import Material
from cases.thresholds.quantities import quantities
from cases.thresholds.reading import Where

TODAY = dt.date(2026, 11, 22)
NEAR = Decimal("0.8")
FAKE, TAX, INVOICE = "生产、销售伪劣产品罪", "逃税罪", "虚开发票罪"


def row(charge: str, measure: str, value: int, **said: Any) -> Threshold:
    alternative = said.pop("alternative", 1)
    return Threshold(
        key=f"{charge}.{alternative}.{measure}",
        charge=Charge(name=charge),
        measure=measure,
        value=Decimal(value),
        alternative=alternative,
        effective_from=dt.date(2020, 1, 1),
        **said,
    )


SALES = row(FAKE, "sales", 50_000)
STOCK = row(FAKE, "goods_value", 150_000, alternative=2)


def judged(material: Material, *rows: Threshold) -> list[Suggestion]:
    return suggestions(material, rows, near=NEAR, today=TODAY)


def fakes(amount: str) -> Material:
    return Material(facts="以不合格产品冒充合格产品，", amount_involved=Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "level"),
    [
        ("39999.99", None),
        ("40000", Level.NEAR),
        ("49999.99", Level.NEAR),
        ("50000", Level.REACHED),
        ("900000", Level.REACHED),
    ],
)
def test_four_fifths_is_near_and_the_whole_is_reached(amount: str, level: Level | None) -> None:
    found = judged(fakes(amount), SALES)
    assert [one.level for one in found] == ([level] if level else [])


def test_an_amount_alone_suggests_nothing() -> None:
    assert judged(Material(facts="未取得许可摆摊", amount_involved=Decimal(900_000)), SALES) == []


def test_it_says_which_field_or_which_words_held_the_amount() -> None:
    (by_field,) = judged(fakes("60000"), SALES)
    assert by_field.parts[0].reading is not None
    assert by_field.parts[0].reading.where == Where.FIELD
    (by_words,) = judged(Material(facts="以次充好，销售金额共计5.2万余元。"), SALES)
    reading = by_words.parts[0].reading
    assert reading is not None
    assert (reading.where, reading.value) == (Where.WORDS, Decimal(52_000))
    assert "5.2万" in reading.said


def test_goods_unsold_are_held_against_their_own_threshold() -> None:
    stock = Material(facts="查获伪劣白酒一批，尚未销售，货值金额12万元")
    (found,) = judged(stock, SALES, STOCK)
    assert (found.level, found.threshold) == (Level.NEAR, STOCK)


def test_a_fine_is_no_proceeds() -> None:
    assert judged(Material(facts="销售不合格产品，曾被罚款60000元"), SALES) == []


def test_an_amount_of_no_named_nature_counts_and_is_said_to() -> None:
    (found,) = judged(Material(facts="以次充好，涉及60000元"), SALES)
    assert found.parts[0].reading is not None
    assert found.parts[0].reading.where == Where.UNNAMED


def test_conditions_joined_by_and_are_both_asked_for() -> None:
    both = (row(TAX, "tax", 100_000), row(TAX, "tax_ratio", 10))
    evades = "虚假纳税申报，少缴税款12万元"
    (unsaid,) = judged(Material(facts=evades), *both)
    assert unsaid.level == Level.OPEN
    (whole,) = judged(Material(facts=f"{evades}，占应纳税额的15%"), *both)
    assert whole.level == Level.REACHED
    assert judged(Material(facts=f"{evades}，占应纳税额的5%"), *both) == []


def test_either_alternative_is_enough_and_the_nearest_is_told() -> None:
    rows = (
        row(INVOICE, "face", 500_000),
        row(INVOICE, "copies", 100, alternative=2),
        row(INVOICE, "face", 300_000, alternative=2),
    )
    (found,) = judged(Material(facts="虚开普通发票120份，票面金额35万元"), *rows)
    assert found.level == Level.REACHED
    assert {part.threshold.measure for part in found.parts} == {"copies", "face"}


def test_earlier_penalties_count_within_their_span_alone() -> None:
    rows = (
        row(INVOICE, "penalties", 2, span_months=60),
        row(INVOICE, "face", 300_000),
    )
    said = "虚开普通发票，票面金额31万元"
    recent = (dt.date(2024, 1, 5), dt.date(2025, 3, 1))
    long_ago = (dt.date(2019, 1, 5), dt.date(2025, 3, 1))
    assert [one.level for one in judged(Material(facts=said, earlier=recent), *rows)] == [
        Level.REACHED
    ]
    assert judged(Material(facts=said, earlier=long_ago), *rows) == []


def test_a_row_for_certain_goods_waits_for_their_words() -> None:
    waste = row("污染环境罪", "weight", 3_000, words="危险废物|废酸")
    assert judged(Material(facts="倾倒建筑垃圾5吨，排放污染物"), waste) == []
    (found,) = judged(Material(facts="非法处置废酸2.5吨"), waste)
    assert found.level == Level.NEAR


def test_an_offence_of_conduct_needs_no_amount() -> None:
    poison = row("生产、销售有毒、有害食品罪", "conduct", 0)
    (found,) = judged(Material(facts="在火锅底料中添加罂粟壳"), poison)
    assert (found.level, found.ratio) == (Level.REACHED, None)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("倾倒废液三吨", "weight", "3000"),
        ("共计0.9336公顷", "area", "14.004"),
        ("蓄积为10.0立方米", "volume", "10"),
        ("乙醇含量为141毫克／100毫升", "alcohol", "141"),
        ("总铬超标4.4倍", "times", "4.4"),
        ("卷烟500条", "sticks", "100000"),
        ("先后被卫生局行政处罚2次", "penalties", "2"),
        ("尚欠钟某等十人劳动报酬", "people", "10"),
        ("票面金额人民币1,466,604元", "face", "1466604"),
        ("造成公私财产损失壹拾万元", "loss", None),
    ],
)
def test_quantities_are_read_as_decisions_write_them(
    text: str, measure: str, value: str | None
) -> None:
    found = {(one.measure, one.value) for one in quantities(text)}
    assert ((measure, Decimal(value or 0)) in found) is (value is not None)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.value > 0
        assert quantity.excerpt.strip()


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.decimals(min_value=0, max_value=10**9, places=2),
)
def test_more_money_is_never_further_away(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))

    def level(amount: Decimal) -> int:
        found = judged(fakes(str(amount)), SALES)
        return found[0].level if found else 0

    assert level(less) <= level(more)


@given(st.decimals(min_value=40_000, max_value=10**9, places=2), st.text(max_size=60))
def test_the_mark_changes_with_the_figures_and_with_nothing_else(
    amount: Decimal, more: str
) -> None:
    (before,) = judged(fakes(str(amount)), SALES)
    (again,) = judged(
        Material(facts=f"以不合格产品冒充合格产品{more}", amount_involved=amount), SALES
    )[:1] or [before]
    if again.parts[0].reading and again.parts[0].reading.where == Where.FIELD:
        assert again.fingerprint == before.fingerprint
    (grown,) = judged(fakes(str(amount + 1)), SALES)
    assert grown.fingerprint != before.fingerprint


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_suggestion_always_has_a_condition_that_comes_near(value: int, amount: int) -> None:
    for found in judged(fakes(str(amount)), row(FAKE, "sales", value)):
        assert found.ratio is not None
        assert found.ratio >= NEAR
