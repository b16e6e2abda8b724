"""A file that somebody takes home holds nothing that its page wouldn't show."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from openpyxl import load_workbook

from agencies.models import Person
from cases.exporting.make import make_export
from cases.exporting.services import FileGone, start_export, take_file
from cases.models import ExportKind
from cases.selectors import visible_cases
from tests.conftest import ClientAs
from tests.documents.rendering.reading import text_of
from tests.leaks.county import EVERYBODY, MARKET_WRITERS, SEES_CASES, URBAN, County

pytestmark = pytest.mark.django_db
PURPOSE = "年度案件核对"
# Of many cases; a file of one case is asked for by its case.
TABLES = [kind for kind in ExportKind.values if kind != ExportKind.CASE_FILE]


def words_of(person: Person, kind: str, query: str = "", *, with_identifiers: bool = False) -> str:
    """Everything in the file that this person gets; nothing when there is none."""
    try:
        with transaction.atomic():
            export = start_export(
                actor=person,
                kind=kind,
                query=query,
                purpose=PURPOSE,
                with_identifiers=with_identifiers,
            )
            make_export(export.pk)
            content = b"".join(take_file(actor=person, export=export).parts)
    except (PermissionDenied, FileGone):
        return ""
    if kind == ExportKind.PUBLICITY_CSV:
        return content.decode("utf-8-sig")
    if kind == ExportKind.CASE_FILE:
        return text_of(content)
    cells = load_workbook(io.BytesIO(content)).worksheets[0].values
    return "\n".join(str(cell) for row in cells for cell in row)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_no_marker_leaves_in_a_file_of_those_who_may_not_see_it(
    county: County, persona: str, kind: str
) -> None:
    text = words_of(county.people[persona], kind)
    hidden = county.forbidden(persona)
    assert [where for word, where in hidden.items() if word in text] == []
    if persona not in SEES_CASES:
        assert text == ""
    elif kind == ExportKind.LIST and "shared" in county.cases:
        # The search for markers would find them: some that this persona may see are there.
        seen = [word for word in county.allowed(persona) if word in text]
        assert bool(seen) == bool(text)


@pytest.mark.parametrize("thing", ["shared", "restricted", "passed"])
@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_the_file_of_a_case_holds_what_its_reader_may_see(
    county: County, persona: str, thing: str
) -> None:
    person, case = county.people[persona], county.cases[thing]
    text = words_of(person, ExportKind.CASE_FILE, f"case={case.pk}")
    hidden = county.forbidden(persona)
    assert [where for word, where in hidden.items() if "".join(word.split()) in text] == []
    assert bool(text) == visible_cases(person).filter(pk=case.pk).exists()


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_identifiers_leave_only_with_those_who_record(county: County, persona: str) -> None:
    person = county.people[persona]
    text = words_of(person, ExportKind.PUBLICITY_CSV, with_identifiers=True)
    visible = set(visible_cases(person).values_list("pk", flat=True))
    own, foreign = set[str](), set[str]()
    for case in county.cases.values():
        numbers = {p.identifier for p in case.parties.all() if p.kind == "natural"}
        mine = case.owner_id == person.agency_id and case.pk in visible
        (own if mine else foreign).update(filter(None, numbers))
    assert [number for number in foreign - own if number in text] == []
    writes = persona in MARKET_WRITERS | URBAN
    assert any(number in text for number in own) == writes


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_the_list_of_referrals_leaves_with_what_its_reader_may_see(
    county: County, persona: str, client_as: ClientAs
) -> None:
    for tab in ("mine", "sent", "received", "all"):
        said = {"query": f"tab={tab}", "purpose": PURPOSE}
        with transaction.atomic():
            answer = client_as(county.people[persona]).post("/referrals/export/", said)
            transaction.set_rollback(True)
        if persona not in SEES_CASES:
            assert answer.status_code == 404
            continue
        rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
        text = "\n".join(str(cell) for row in rows for cell in row)
        hidden = county.forbidden(persona)
        assert [where for word, where in hidden.items() if word in text] == []
        if persona == "clerk" and tab == "all":
            # The search for markers would find them.
            assert any(word in text for word in county.allowed(persona))
