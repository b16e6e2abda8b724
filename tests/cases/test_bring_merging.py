"""What an update makes of a case, whatever the two say."""

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.inputs import (
    CHILDREN,
    CaseInput,
    OfficerInput,
    PartyInput,
    PaymentInput,
    PenaltyInput,
    RemedyInput,
    StepInput,
)
from cases.services.bring import EVERYTHING
from cases.services.bring.differences import differences
from cases.services.bring.merging import merge
from tests.cases.factory import MAN, SHOP, case_input

NAMES = st.sampled_from(["甲", "乙", "丙（有限）", ""])
PARTIES = st.builds(
    PartyInput,
    kind=st.sampled_from(["natural", "organisation"]),
    name=NAMES,
    identifier_type=st.just("id_card"),
    identifier=st.sampled_from(["", MAN.identifier, "11010519491231021X", "不是证件"]),
    address=NAMES,
    phone=st.sampled_from(["", MAN.phone]),
)
PENALTIES = st.builds(
    PenaltyInput,
    kind=st.sampled_from(["fine", "warning", "confiscate_gains"]),
    amount=st.sampled_from([None, Decimal(100), Decimal(5000)]),
)
OFFICERS = st.builds(OfficerInput, name=NAMES, certificate_no=st.sampled_from(["", "A1", "A2"]))
PAYMENTS = st.builds(
    PaymentInput,
    amount=st.sampled_from([Decimal(1), Decimal(2)]),
    paid_on=st.dates(),
    receipt_no=st.sampled_from(["", "1", "2"]),
)


@st.composite
def cases(draw: Any, stored: bool = False) -> CaseInput:
    """A case as a source says it, or as it is kept: rows with ids."""
    rows = {
        name: tuple(draw(st.lists(of, max_size=4)))
        for name, of in (
            ("parties", PARTIES),
            ("penalties", PENALTIES),
            ("officers", OFFICERS),
            ("payments", PAYMENTS),
        )
    }
    if stored:
        ids = iter(range(1, 100))
        rows = {
            name: tuple(replace(row, id=next(ids)) for row in found) for name, found in rows.items()
        }
    return case_input(facts=draw(NAMES), cause=draw(NAMES), bases=(), **rows)


KINDS = st.frozensets(st.sampled_from(sorted(EVERYTHING)))


@given(cases(stored=True), cases(), KINDS, KINDS)
def test_nothing_changes_but_what_is_given(
    current: CaseInput, said: CaseInput, names: frozenset[str], by_hand: frozenset[str]
) -> None:
    merged = merge(current, said, given=names, by_hand=by_hand)
    for name in EVERYTHING - names - {"missing"}:
        assert getattr(merged, name) == getattr(current, name)


@given(cases(stored=True), cases(), KINDS)
def test_a_second_time_changes_nothing_more(
    current: CaseInput, said: CaseInput, by_hand: frozenset[str]
) -> None:
    once = merge(current, said, given=EVERYTHING, by_hand=by_hand)
    serial = iter(range(1000, 2000))
    rows: dict[str, Any] = {
        name: tuple(replace(row, id=row.id or next(serial)) for row in getattr(once, name))
        for name in CHILDREN
    }
    kept = replace(once, **rows)
    assert merge(kept, said, given=EVERYTHING, by_hand=by_hand) == kept


@given(cases(stored=True), cases(), KINDS)
def test_every_row_keeps_or_gets_one_place(
    current: CaseInput, said: CaseInput, by_hand: frozenset[str]
) -> None:
    merged = merge(current, said, given=EVERYTHING, by_hand=by_hand)
    for name in CHILDREN:
        old, new = getattr(current, name), getattr(merged, name)
        ids = [row.id for row in new if row.id is not None]
        assert len(set(ids)) == len(ids)
        assert set(ids) <= {row.id for row in old}
        assert len(new) >= len(getattr(said, name))
        if name in by_hand or name == "payments":
            assert set(ids) == {row.id for row in old}


@given(cases(stored=True), cases(), KINDS)
@settings(max_examples=200)
def test_no_difference_shows_an_identifier_or_a_telephone(
    current: CaseInput, said: CaseInput, by_hand: frozenset[str]
) -> None:
    merged = merge(current, said, given=EVERYTHING, by_hand=by_hand)
    told = str(differences(current, merged, by_hand=by_hand))
    for party in (*current.parties, *said.parties, SHOP):
        assert not party.identifier or party.identifier not in told
        assert not party.phone or party.phone not in told


DAY = dt.date(2026, 6, 10)
RECEIPT = PaymentInput(id=1, amount=Decimal(1000), paid_on=DAY, receipt_no="A1")


def rows_after(kind: str, there: Any, said: Any) -> tuple[Any, ...]:
    """The rows of this kind once the source has said its one."""
    current, brought = case_input(**{kind: (there,)}), case_input(**{kind: (said,)})
    rows: tuple[Any, ...] = getattr(merge(current, brought, given={kind}, by_hand=()), kind)
    return rows


def test_a_payment_known_with_its_receipt_and_without_is_one_payment() -> None:
    bare = replace(RECEIPT, receipt_no="")
    assert rows_after("payments", RECEIPT, replace(bare, id=None)) == (RECEIPT,)
    assert rows_after("payments", bare, replace(RECEIPT, id=None)) == (RECEIPT,)


@pytest.mark.parametrize(
    ("kind", "there", "own"),
    [
        ("payments", RECEIPT, "receipt_no"),
        ("steps", StepInput(id=1, kind="reminder", done_on=DAY, number="1号"), "number"),
        (
            "remedies",
            RemedyInput(id=1, kind="reconsideration", body="县政府", filed_on=DAY, number="1号"),
            "number",
        ),
    ],
)
def test_what_bears_two_numbers_is_two_whatever_else_is_the_same(
    kind: str, there: Any, own: str
) -> None:
    other = replace(there, id=None, **{own: "2号"})
    assert rows_after(kind, there, other) == (there, other)


def test_a_number_that_stays_is_of_the_kind_that_it_was() -> None:
    there = replace(SHOP, id=1)
    said = replace(SHOP, identifier_type="registration", identifier="")
    assert rows_after("parties", there, said) == (there,)


@given(cases(stored=True), cases())
def test_what_differs_is_told(current: CaseInput, said: CaseInput) -> None:
    merged = merge(current, said, given=EVERYTHING, by_hand=())
    told = {change.field for change in differences(current, merged, by_hand=())}
    differing = {
        field.name
        for field in fields(CaseInput)
        if getattr(current, field.name) != getattr(merged, field.name)
    }
    assert told == differing - {"missing"}
