"""What is typed, what comes in files, and what leaves in files."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.forms.typed import Typed
from tests.cases.at_the_form import a_form
from tests.leaks.county import HEADINGS, MARKET_WRITERS, RECORDING, SEES_CASES, URBAN, County
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import everybody, only


def typed_by(status: int | None) -> ByThing:
    """A draft is for the person who types it; None for a method that isn't taken."""
    return {who: {status: {who}} for who in ("clerk", "urban_clerk")} if status else {}


def imported(status: int) -> ByThing:
    """The files of the two agencies."""
    return {"clerk": {status: MARKET_WRITERS}, "urban_clerk": {status: URBAN}}


def exported(status: int) -> ByThing:
    """A file is for the one who asked for it."""
    return {who: {status: {who}} for who in ("clerk", "procurator")}


def a_file() -> SimpleUploadedFile:
    """A file that comes through."""
    return SimpleUploadedFile("a.csv", f"{HEADINGS}\n,,罚款,2026-02-03,,,,".encode())


def _columns(county: County, thing: str) -> dict[str, Any]:
    session = county.imports[thing]
    return {f"field-{place}": name for place, name in enumerate(session.fields)}


def _form(county: County, thing: str) -> Typed:
    return {**a_form(cause="新的案由"), "next": "later"}


ROWS: tuple[Row, ...] = (
    # What the case being typed may be: for who records cases
    Row("cases:offences_typed", post=only(RECORDING), data=says(cause="以次充好")),
    # Entry: drafts belong to the person who types them
    Row("cases:new", get=only(RECORDING), post=only(RECORDING, 302)),
    *(
        Row(f"cases:{name}", "draft", get=typed_by(get), post=typed_by(post), data=_form)
        for name, get, post in (
            ("draft", 200, 302), ("draft_autosave", None, 200), ("draft_check", 200, 302),
            ("draft_record", None, 302), ("draft_discard", 200, 302),
        )
    ),
    # Files belong to those of the agency who enter cases
    Row(
        "cases:imports", get=only(RECORDING), post=only(RECORDING, 302),
        data=lambda county, thing: {"file": a_file()},
    ),
    Row("cases:import_template", get=only(RECORDING)),
    Row("cases:import_session", "import", get=imported(200)),
    Row("cases:import_report", "import", get=imported(200)),
    Row("cases:import_commit", "import", post=imported(302)),
    Row("cases:import_columns", "import", get=imported(200), post=imported(302), data=_columns),
    Row("cases:import_choice", "import", post=imported(302), data=says(row="2", choice="skip")),
    Row("cases:import_discard", "import", post=imported(302)),
    # What was never recorded can't be taken back: the page leads to the import itself.
    Row("cases:import_undo", "import", get=imported(302), post=imported(302)),
    # Exports belong to the person who asked
    Row("cases:exports", get=only(SEES_CASES)),
    Row(
        "cases:export_new", get=only(SEES_CASES), post=only(SEES_CASES, 302),
        data=says(kind="list", purpose="年度案件核对"),
    ),
    Row("cases:export_file", "export", get=exported(200)),
    Row("cases:export_discard", "export", post=exported(302)),
    Row("cases:suggest_matters", get=everybody()),
    Row("cases:suggest_laws", get=everybody()),
    Row("cases:suggest_officers", get=everybody()),
    Row("cases:suggest_parties", get=everybody()),
    Row("cases:suggest_agencies", get=everybody()),
    Row("cases:suggest_charges", get=everybody()),
)  # fmt: skip
