"""The registry of papers holds together, and with the flows that name its keys."""

import re

import pytest
from django.conf import settings

from agencies.models import POSTS_OF_KIND
from documents.kinds import KINDS, PaperKind, kind_of
from documents.rendering.wording import GIVEN, lines_of
from referrals.filling import _OF_REFERRAL, FACTS
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Transition
from tests.documents.samples import WRITTEN

# Filled row by row.
_TABLES = {"evidence_items", "goods"}
_PAPERS = [
    pytest.param(flow, transition, id=f"{flow.name}.{transition.name}")
    for flow in FLOWS.values()
    for transition in flow.transitions
    if transition.paper
]


@pytest.mark.parametrize(("flow", "transition"), _PAPERS)
def test_a_transition_finds_its_paper_and_may_sign_it(flow: Flow, transition: Transition) -> None:
    kind = KINDS[transition.paper]
    assert not kind.outside
    assert transition.posts <= kind.signers
    assert flow.sides.get(transition.role, frozenset()) <= kind.issuers


@pytest.mark.parametrize(("flow", "transition"), _PAPERS)
def test_what_the_form_leaves_open_the_paper_does_not_demand(
    flow: Flow, transition: Transition
) -> None:
    fields = {field.name: field for field in transition.fields}
    shared = [each for each in KINDS[transition.paper].sections if each.name in fields]
    assert [each.name for each in shared if each.required and not fields[each.name].required] == []
    assert [each.name for each in shared if each.kind in {"choice", "table"}] == []


def test_papers_that_go_along_with_a_transition_are_known() -> None:
    named = {key for flow in FLOWS.values() for each in flow.transitions for key in each.attached}
    assert named - KINDS.keys() == set()


@pytest.mark.parametrize("key", sorted(KINDS))
def test_a_kind_is_named_and_issued_by_somebody(key: str) -> None:
    kind = KINDS[key]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", key)
    assert len(key) <= 40
    assert str(kind.name)
    assert kind.issuers
    assert kind.certainty in {"", "?"}
    assert kind_of(key, kind.edition) is kind


@pytest.mark.parametrize("key", WRITTEN)
def test_a_written_kind_can_be_numbered_and_signed_by_each_issuer(key: str) -> None:
    kind = KINDS[key]
    assert kind.symbol
    for field in ("{agency}", "{symbol}", "{year}", "{serial}"):
        assert field in kind.number
    for agency_kind in kind.issuers:
        assert POSTS_OF_KIND[agency_kind] & kind.signers, agency_kind


def test_no_two_kinds_share_a_series_of_numbers() -> None:
    symbols = [KINDS[key].symbol for key in WRITTEN]
    assert len(symbols) == len(set(symbols))


@pytest.mark.parametrize("key", WRITTEN)
def test_the_wording_shows_every_section_and_nothing_else(key: str) -> None:
    kind = KINDS[key]
    lines = lines_of(key, kind.edition)
    shown = {name for line in lines for name in (*line.names, *line.only_with)}
    shown |= set(re.findall(r"\{(\w+)\}", kind.subject))
    names = [section.name for section in kind.sections]
    assert len(names) == len(set(names))
    assert shown - GIVEN <= set(names)
    assert set(names) <= shown
    assert kind.receipt == any(line.what == "stub" for line in lines)


@pytest.mark.parametrize("key", WRITTEN)
def test_an_empty_section_leaves_no_sentence_with_a_hole(key: str) -> None:
    kind = KINDS[key]
    optional = {section.name for section in kind.sections if not section.required}
    for line in lines_of(key, kind.edition):
        if line.what != "fields":
            assert optional & set(line.names) <= set(line.only_with), line.text


@pytest.mark.parametrize("key", WRITTEN)
def test_a_line_for_one_choice_names_a_choice_that_there_is(key: str) -> None:
    kind = KINDS[key]
    for line in lines_of(key, kind.edition):
        for name, value in line.only_if:
            section = kind.section(name)
            assert section.kind in {"choice", "text"}
            assert section.kind == "text" or value in dict(section.choices)


@pytest.mark.parametrize("key", WRITTEN)
def test_a_section_is_filled_from_a_fact_that_exists(key: str) -> None:
    sources = {section.source for section in KINDS[key].sections} - {""}
    assert sources - FACTS.keys() - _OF_REFERRAL.keys() - _TABLES == set()


def test_every_kind_has_its_row_in_the_glossary() -> None:
    text = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [key for key in KINDS if f"`{key}`" not in text] == []


def test_an_edition_that_never_was_is_refused() -> None:
    with pytest.raises(KeyError):
        kind_of("crime_transfer", 99)


def test_a_kind_knows_its_sections_by_name() -> None:
    kind: PaperKind = KINDS["crime_transfer"]
    assert kind.section("charge").name == "charge"
    with pytest.raises(KeyError):
        kind.section("nonsense")
