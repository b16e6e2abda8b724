"""The interface for systems."""

from tests.leaks.county import MARKET, PROCURATORS, URBAN
from tests.leaks.table.documents import KNOWS, POLICE, READS
from tests.leaks.table.referrals import SEES as SEES_REFERRALS
from tests.leaks.table.row import ByThing, Row
from tests.leaks.table.who import SEES, everybody

JUSTICE = {"justice_officer"}
SEES_FILES: ByThing = {
    "shared": {200: MARKET | {"procurator", "chief_procurator", "discipline_officer"}},
    "inner": {200: {"clerk"}},
    "sent": {200: MARKET | JUSTICE},
    "kept": {200: JUSTICE},
    "urban": {200: URBAN},
}
ROWS: tuple[Row, ...] = (
    Row("api:schema", get=everybody(), api=True),
    Row("api:docs", get=everybody(), api=True),
    Row("api:changes", get=everybody(), api=True),
    Row("api:case-list", get=everybody(), api=True),
    Row(
        "api:case-by-key", "key", get={"shared": {200: MARKET}, "restricted": {200: {"clerk"}}},
        api=True, by_token=("put",),
    ),
    Row("api:case-batch", post=everybody(403), api=True, by_token=("post",)),
    Row("api:case-detail", "case", get=SEES, api=True),
    Row("api:flows", get=everybody(), api=True),
    Row("api:events", get=everybody(), api=True),
    Row("api:referral-list", get=everybody(), api=True, by_token=("post",)),
    Row("api:referral-start-actions", get=everybody(), api=True),
    Row("api:referral-detail", "referral", get=SEES_REFERRALS, api=True),
    Row("api:referral-actions", "referral", get=SEES_REFERRALS, api=True),
    Row(
        "api:referral-action", "act",
        get={
            "review+approve": {200: MARKET},
            "waiting+sign": {200: JUSTICE},
            "hushed+submit": {200: {"clerk"}},
        },
        api=True, by_token=("post",),
    ),
    Row("api:referral-files", "referral", get=SEES_REFERRALS, api=True, by_token=("post",)),
    # Goods are for the two sides that sign their list; who only watches them has none.
    Row(
        "api:referral-goods", "referral", get={"flow_goods": {200: MARKET | POLICE}, "clue": {}},
        api=True, by_token=("put",),
    ),
    # Nothing follows from a clue: tests/referrals/test_api_more.py
    Row(
        "api:referral-follow-ups", "referral", get={"clue": {}}, api=True, by_token=("post",)
    ),
    Row("api:follow-up", "item", get={"clue+7": {}}, api=True, by_token=("post",)),
    Row("api:file-content", "file", get=SEES_FILES, api=True),
    Row("api:paper-detail", "paper", get=KNOWS, api=True),
    Row("api:paper-file", "paper_file", get=READS, api=True),
    Row("api:delivery-list", get=everybody(), api=True),
    Row(
        "api:delivery-receipt", "receipt",
        get={"letter+police": {200: POLICE}, "letter+procuratorate": {200: PROCURATORS}},
        api=True, by_token=("post",),
    ),
)  # fmt: skip
