"""Exports: for one person, what that person sees, as long as the grounds hold."""

import datetime as dt
import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from audit.models import AuditEvent
from cases.exporting import make, services
from cases.exporting.make import make_export, resume_exports
from cases.exporting.rows import PUBLICITY_HEADINGS
from cases.exporting.services import (
    FileGone,
    delete_ended_exports,
    discard_export,
    start_export,
    take_file,
)
from cases.inputs import PenaltyInput
from cases.models import CaseExport, ExportFile, ExportKind
from cases.selectors.search import search_cases
from cases.services import record_case
from tests.cases.exporting.asked import PURPOSE, file_url, made, numbered, sheet, taken
from tests.cases.factory import MAN, SHOP, agreement, case_input, investigation, recorded
from tests.cases.importing.files import states, uploaded
from tests.conftest import ClientAs
from tests.personas import World, make_world


def test_the_list_comes_out_as_the_viewer_sees_it(world: World) -> None:
    recorded(world.clerk, parties=(SHOP, MAN))
    head, row = sheet(world.clerk, made(world.clerk))
    assert head[:4] == ["文号", "当事人", "当事人数", "案由"]
    assert row[:5] == [numbered(12), SHOP.name, 2, "经营超过保质期的食品案", "市场监管局"]
    assert row[6] == 5000


def test_a_handover_is_no_penalty_decision_in_any_table(world: World) -> None:
    letter = "宁市监移〔2026〕3号"
    record_case(
        actor=world.clerk,
        data=investigation(
            outcome="to_judicial", decided_on=dt.date(2026, 6, 1), decision_number=letter
        ),
    )
    for kind in (ExportKind.PUBLICITY_XLSX, ExportKind.PUBLICITY_CSV):
        assert made(world.clerk, kind).fault == "nothing"
    recorded(world.clerk)
    _head, row = sheet(world.clerk, made(world.clerk, ExportKind.PUBLICITY_XLSX))
    assert letter not in map(str, row)
    head, *rows = sheet(world.clerk, made(world.clerk))
    decided, passed_on = head.index("决定日期"), head.index("移送司法机关日期")
    days = {(bool(each[decided]), bool(each[passed_on])) for each in rows}
    assert days == {(True, False), (False, True)}


def test_another_agency_gets_nothing_without_a_ground(world: World) -> None:
    recorded(world.clerk)
    assert (made(world.urban_clerk).state, made(world.urban_clerk).fault) == ("failed", "nothing")


def test_names_above_the_grade_are_masked_and_the_reading_is_logged(world: World) -> None:
    agreement(world, receiver=world.justice, grade_ceiling=2)
    case = recorded(world.clerk, parties=(MAN,), cause=f"{MAN.name}无证经营案")
    export = made(world.justice_officer)
    text = str(sheet(world.justice_officer, export))
    assert MAN.name not in text
    read = AuditEvent.objects.get(verb="export.read")
    assert (read.changes["cases"], read.outside, read.ground) == ([case.pk], True, PURPOSE)


def test_conditions_of_the_list_narrow_the_file(world: World) -> None:
    recorded(world.clerk)
    recorded(world.clerk, decision_number=numbered(13), parties=(MAN,))
    rows = sheet(world.clerk, made(world.clerk, query="party=晨光"))
    assert [row[0] for row in rows[1:]] == [numbered(12)]


def test_the_publicity_table_has_one_row_for_each_party(world: World) -> None:
    recorded(world.clerk, parties=(SHOP, MAN), penalties=(
        PenaltyInput(kind="confiscate_gains", amount=Decimal("9.20")),
        PenaltyInput(kind="fine", amount=Decimal(2000)),
    ))  # fmt: skip
    head, shop, man = sheet(world.clerk, made(world.clerk, ExportKind.PUBLICITY_XLSX))
    assert tuple(head) == PUBLICITY_HEADINGS
    row = dict(zip(head, shop, strict=True))
    assert row["行政相对人代码_1（统一社会信用代码）"] == SHOP.identifier
    assert row["罚款金额（万元）"] == "0.200000"
    assert row["没收违法所得、没收非法财物的金额（万元）"] == "0.000920"
    assert row["处罚类别"] == "罚款;没收违法所得"
    assert (row["处罚决定日期"], row["处罚有效期"]) == ("2026/06/01", "2099/12/31")
    assert row["处罚依据"] == "《中华人民共和国食品安全法》第一百二十四条第一款"
    assert man[head.index("行政相对人类别")] == "自然人"
    assert MAN.identifier not in man
    assert man[head.index("证件号码")].endswith("X") or "*" in man[head.index("证件号码")]


def test_identifiers_stand_in_it_only_when_asked_and_then_it_is_logged(world: World) -> None:
    case = recorded(world.clerk, parties=(MAN,))
    export = made(world.clerk, ExportKind.PUBLICITY_CSV, with_identifiers=True)
    text = taken(world.clerk, export).decode("utf-8-sig")
    assert MAN.identifier in text
    read = AuditEvent.objects.get(verb="export.read")
    assert read.changes == {"cases": [case.pk], "with_identifiers": True}


def test_only_own_decided_penalties_are_published(world: World) -> None:
    agreement(world, receiver=world.urban)
    recorded(world.clerk)
    mine = record_case(
        actor=world.urban_clerk,
        data=case_input(decision_number="宁综执罚字〔2026〕3号", parties=(SHOP,)),
    )
    rows = sheet(world.urban_clerk, made(world.urban_clerk, ExportKind.PUBLICITY_XLSX))
    assert [row[11] for row in rows[1:]] == [mine.decision_number]


def test_what_comes_out_comes_in_again_as_the_same_cases(world: World) -> None:
    recorded(world.clerk, penalties=(
        PenaltyInput(kind="fine", amount=Decimal("34723.65")),
    ), decision_content="罚款34723.65元")  # fmt: skip
    recorded(world.clerk, decision_number=numbered(13), parties=(MAN,))
    export = made(world.clerk, ExportKind.PUBLICITY_XLSX, with_identifiers=True)
    content = taken(world.clerk, export)
    session = uploaded(world, content, name="导出.xlsx")
    assert [row.changes for row in session.rows.all()] == ["", ""]
    assert states(session) == ["exists", "exists"]


def test_procurators_publish_nothing(world: World) -> None:
    with pytest.raises(PermissionDenied):
        start_export(
            actor=world.procurator, kind=ExportKind.PUBLICITY_CSV, query="", purpose=PURPOSE
        )


def test_a_purpose_is_asked_for(world: World) -> None:
    with pytest.raises(ValidationError) as fault:
        start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=" 看 ")
    assert "purpose" in fault.value.message_dict


def test_colleagues_do_not_get_it(world: World, client_as: ClientAs) -> None:
    recorded(world.clerk)
    export = made(world.clerk)
    assert client_as(world.clerk_b).get(file_url(export)).status_code == 404
    with pytest.raises(FileGone):
        take_file(actor=world.clerk_b, export=export)


def test_it_is_sealed_where_it_lies_and_deleted_in_time(world: World) -> None:
    recorded(world.clerk)
    export = made(world.clerk, ExportKind.PUBLICITY_CSV)
    assert SHOP.name.encode() not in bytes(export.file.parts.get().content)
    CaseExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert delete_ended_exports() == 1
    export.refresh_from_db()
    assert (export.state, export.case_ids, ExportFile.objects.count()) == ("deleted", [], 0)
    assert delete_ended_exports() == 0


def test_two_clicks_are_one_export(world: World) -> None:

    def click() -> CaseExport:
        return start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=PURPOSE)

    assert click() == click()


def test_more_than_three_at_once_are_refused(world: World) -> None:
    for n in range(3):
        start_export(actor=world.clerk, kind="list", query=f"number={n}", purpose=PURPOSE)
    with pytest.raises(ValidationError):
        start_export(actor=world.clerk, kind="list", query="number=4", purpose=PURPOSE)


def test_an_export_left_by_a_killed_worker_is_made_anew(world: World) -> None:
    recorded(world.clerk)
    export = start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=PURPOSE)
    CaseExport.objects.update(state="making", progress_at=timezone.now())
    assert make_export(export.pk) is False
    CaseExport.objects.update(progress_at=timezone.now() - timedelta(minutes=3))
    assert resume_exports() == 1
    export.refresh_from_db()
    assert (export.state, ExportFile.objects.count()) == ("made", 1)
    assert make_export(export.pk) is False


def test_an_export_that_never_gets_made_is_not_tried_for_ever(world: World) -> None:
    recorded(world.clerk)
    export = start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=PURPOSE)
    long_ago = timezone.now() - timedelta(hours=7)
    CaseExport.objects.update(state="making", created_at=long_ago, progress_at=long_ago)
    assert resume_exports() == 0
    export.refresh_from_db()
    assert (export.state, export.fault) == ("failed", "unmade")
    assert not make_export(export.pk)


def test_a_large_file_lies_in_parts_and_comes_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "_PART_BYTES", 100)
    recorded(world.clerk)
    export = made(world.clerk)
    assert export.file.parts.count() > 10
    content = taken(world.clerk, export)
    assert len(content) == export.file.size
    assert hashlib.sha256(content).hexdigest() == export.file.sha256
    assert len(sheet(world.clerk, export)) == 2


def test_nothing_in_clear_stays_in_a_file_with_a_name(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []

    def looking(*args: Any) -> Any:
        seen.append(list(tmp_path.iterdir()))
        return search_cases(*args)

    monkeypatch.setattr(make, "search_cases", looking)
    recorded(world.clerk)
    assert made(world.clerk).state == "made"
    assert seen == [[]]


def test_one_given_up_makes_no_file(world: World) -> None:
    recorded(world.clerk)
    export = start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=PURPOSE)
    discard_export(actor=world.clerk, export=export)
    discard_export(actor=world.clerk, export=export)
    assert make_export(export.pk) is False
    assert ExportFile.objects.count() == 0


def test_a_file_of_too_many_cases_is_refused(world: World, settings: Any) -> None:
    settings.EXPORT_MAX_CASES = 1
    recorded(world.clerk)
    recorded(world.clerk, decision_number=numbered(13))
    assert made(world.clerk).fault == "too_many"


def test_rights_lost_before_the_worker_comes_count(world: World) -> None:
    recorded(world.clerk)
    export = start_export(
        actor=world.clerk, kind=ExportKind.PUBLICITY_CSV, query="", purpose=PURPOSE
    )
    world.clerk.postings.all().delete()
    make_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.fault) == ("failed", "forbidden")


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "kick", lambda export_id: None)
    world = make_world()
    recorded(world.clerk)
    export = start_export(actor=world.clerk, kind=ExportKind.LIST, query="", purpose=PURPOSE)

    def work(_: int) -> bool:
        try:
            return make_export(export.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, range(2))) == [False, True]
    assert ExportFile.objects.count() == 1
