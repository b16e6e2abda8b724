"""Laws, charges and matters, and the files they come from."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.leaks.county import SEES_CASES
from tests.leaks.table.row import Row
from tests.leaks.table.who import SYSTEM, only

ROWS: tuple[Row, ...] = (
    # Laws are public, but no business of who neither sees cases nor keeps them
    *(
        Row(f"cases:{name}", get=only(SEES_CASES | SYSTEM))
        for name in ("law_list", "law_cited", "charge_list", "matter_list", "threshold_list")
    ),
    Row("cases:law", "reference", get={"law": {200: SEES_CASES | SYSTEM}}),
    Row("cases:article", "article", get={"1": {200: SEES_CASES | SYSTEM}, "2": {}}),
    Row("cases:threshold", "rule", get={"140.1.sales": {200: SEES_CASES | SYSTEM}}),
    # Set by the system administrator; a value that isn't one is told, a stranger isn't
    Row("cases:threshold_set", "rule", post={"140.1.sales": {422: SYSTEM}}),
    Row("cases:threshold_end", "reference", post={"threshold": {422: SYSTEM}}),
    # Reference data is the system administrator's
    Row(
        "cases:reference_files", get=only(SYSTEM), post=only(SYSTEM, 302),
        data=lambda county, thing: {
            "kind": "charges",
            "file": SimpleUploadedFile("a.csv", "罪名,条款\n非法经营罪,第225条".encode()),
        },
    ),
    Row("cases:reference_table", "kind", get={"charges": {200: SYSTEM}}),
    Row("cases:reference_file", "reference", get={"file": {200: SYSTEM}}),
    Row("cases:reference_confirm", "reference", post={"file": {302: SYSTEM}}),
    Row("cases:reference_discard", "reference", post={"file": {302: SYSTEM}}),
)  # fmt: skip
