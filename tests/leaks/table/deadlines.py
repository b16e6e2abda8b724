"""Rules, the calendar and what is counted by them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.editions import current_token
from tests.leaks.county import EVERYBODY, County
from tests.leaks.table.row import Row, says
from tests.leaks.table.who import SYSTEM, everybody, only

_TYPED = {
    "notice": "国办发明电", "published": "on", "runs-TOTAL_FORMS": "1", "runs-INITIAL_FORMS": "0",
    "runs-0-name": "元旦", "runs-0-first": "1-1", "runs-0-last": "", "runs-0-make_up": "",
}  # fmt: skip


def _year_file(county: County, thing: str) -> dict[str, Any]:
    days = "day,working,name\n2027-01-01,no,元旦\n"
    return {
        "file": SimpleUploadedFile("2027.csv", days.encode()),
        "notice": "国办发明电",
        "published": "on",
    }


ROWS: tuple[Row, ...] = (
    Row("deadlines:simulator", get=everybody()),
    # The calendar is public; what waits to be confirmed is the system administrator's
    Row("deadlines:calendar", get=everybody()),
    Row("deadlines:calendar_year", "year", get={"2026": {200: EVERYBODY}, "1999": {}}),
    Row("deadlines:calendar_print", "year", get={"2026": {200: EVERYBODY}, "1999": {}}),
    Row("deadlines:calendar_change", "calendar", get={"change": {200: EVERYBODY}}),
    Row("deadlines:calendar_load", post=only(SYSTEM, 302), data=_year_file),
    Row(
        "deadlines:calendar_edit", "year", get={"2027": {200: SYSTEM}, "1900": {}},
        post={"2027": {302: SYSTEM}, "1900": {}}, data=says(**_TYPED),
    ),
    Row(
        "deadlines:calendar_draft", "calendar", get={"draft": {200: SYSTEM}}, sent_back=SYSTEM
    ),
    Row(
        "deadlines:calendar_confirm", "calendar", post={"draft": {302: SYSTEM}},
        data=lambda county, thing: {"ground": "通知", "edition": str(current_token())},
        sent_back=SYSTEM,
    ),
    Row(
        "deadlines:calendar_discard", "calendar", post={"draft": {302: SYSTEM}}, sent_back=SYSTEM
    ),
    # Rules are law; what the county fixes for itself is the system administrator's
    Row("deadlines:rules", get=everybody()),
    Row("deadlines:rule", "rule", get={"ap.pay": {200: EVERYBODY}, "no.such": {}}),
    Row(
        "deadlines:local_set", "rule", post={"ap.pay": {200: SYSTEM}, "no.such": {}},
        data=says(
            amount="10", unit="working_day", effective_from="2026-11-01", ground="县公示办法",
        ),
    ),
    Row(
        "deadlines:local_end", "local", post={"ap.publish": {200: SYSTEM}},
        data=says(last="2026-11-30", ground="废止"),
    ),
)  # fmt: skip
