"""One line of the log, the log as a file, and how things stand with it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.checks import check_log, standing
from audit.models import AuditEvent
from audit.seals import seal_rows
from audit.services import record
from tests.audit.a_log import run, write_some
from tests.conftest import ClientAs
from tests.personas import World, make_world

pytestmark = pytest.mark.django_db
TAMPER = "UPDATE audit_auditevent SET actor_name = '别人' WHERE id = %s"


@pytest.fixture
def reader(world: World, client_as: ClientAs) -> Client:
    return client_as(world.audit_admin)


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def tamper(event: AuditEvent) -> None:
    run("SET LOCAL session_replication_role = replica")
    run(TAMPER, event.pk)
    run("SET LOCAL session_replication_role = origin")


def test_every_page_of_the_log_is_for_the_audit_administrator_alone(
    world: World, client_as: ClientAs
) -> None:
    event = record(actor=None, verb="x.y")
    for name in ("clerk", "leader", "system_admin", "security_admin", "procurator"):
        browser = client_as(world.people[name])
        for address in (f"/audit/{event.pk}/", "/audit/integrity/"):
            assert browser.get(address).status_code == 404, (name, address)
        assert browser.post("/audit/export/", {"purpose": "检查一下"}).status_code == 404
        assert browser.post("/audit/integrity/").status_code == 404


def test_one_line_is_shown_with_its_signature_and_the_look_is_recorded(reader: Client) -> None:
    event = record(actor=None, verb="case.close", ground="当事人履行完毕", changes={"n": 1})
    page = text(reader, f"/audit/{event.pk}/")
    assert "当事人履行完毕" in page
    assert "尚未封存" in page
    assert "与写入时的签名不符" not in page
    look = AuditEvent.objects.get(verb="audit.event")
    assert (look.changes, look.reading) == ({"event": event.pk}, True)
    tamper(event)
    assert "与写入时的签名不符" in text(reader, f"/audit/{event.pk}/")
    assert reader.get(f"/audit/{event.pk + 10**6}/").status_code == 404


def test_acts_and_looks_can_be_asked_for_apart(reader: Client) -> None:
    record(actor=None, verb="case.close", ground="一件办理")
    acts = text(reader, "/audit/?kind=acts")
    assert "一件办理" in acts
    reads = text(reader, "/audit/?kind=reads")
    assert "一件办理" not in reads
    assert "查询审计日志" in reads


def test_without_days_only_the_last_thirty_are_looked_through(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_some(monkeypatch, days_ago=40, step=0)
    record(actor=None, verb="x.y", ground="今天的")
    page = text(reader, "/audit/")
    assert "今天的" in page
    assert "笔误" not in page
    assert "未填日期时查最近30天" in page
    older = text(reader, "/audit/?since=2020-01-01")
    assert "笔误" in older


def test_a_file_holds_the_lines_of_the_search_and_nothing_that_a_spreadsheet_runs(
    reader: Client,
) -> None:
    record(actor=None, verb="case.close", ground="=HYPERLINK(1)", changes={"n": [1, 2]})
    record(actor=None, verb="x.other")
    answer = reader.post("/audit/export/", {"query": "verb=case.close", "purpose": "年度检查"})
    assert answer.status_code == 200
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "'=HYPERLINK" in rows[1]
    assert answer["Content-Disposition"].startswith("attachment")
    line = AuditEvent.objects.get(verb="audit.export")
    assert (line.ground, line.changes) == ("年度检查", {"rows": 1, "verb": "case.close"})


def test_a_file_without_a_purpose_or_too_large_is_refused(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(actor=None, verb="x.y")
    record(actor=None, verb="x.y")
    assert reader.post("/audit/export/", {"query": "", "purpose": "x"}).status_code == 422
    monkeypatch.setattr("audit.exporting.MOST", 1)
    refused = reader.post("/audit/export/", {"query": "", "purpose": "年度检查"})
    assert refused.status_code == 422
    assert "请缩小日期范围" in refused.content.decode()
    assert not AuditEvent.objects.filter(verb="audit.export").exists()


def test_the_page_tells_when_it_was_verified_and_what_was_found(reader: Client) -> None:
    assert "还没有核对过" in text(reader, "/audit/integrity/")
    event = record(actor=None, verb="x.y")
    check_log(actor=None)
    assert "未发现改动" in text(reader, "/audit/integrity/")
    tamper(event)
    check_log(actor=None)
    page = text(reader, "/audit/integrity/")
    assert "发现审计日志被改动" in page
    assert f"记录 {event.pk}" in page
    assert "记录内容被改动" in page


def test_whoever_makes_a_failed_result_look_well_is_found_out(reader: Client) -> None:
    event = record(actor=None, verb="x.y")
    tamper(event)
    check_log(actor=None)
    run("SET LOCAL session_replication_role = replica")
    run("UPDATE audit_auditevent SET changes = changes || '{\"sound\": true}'")
    assert not standing().sound
    assert "核对结果本身被改动" in text(reader, "/audit/integrity/")


@pytest.mark.usefixtures("committed")
def test_the_administrator_has_everything_verified(
    client_as: ClientAs, settings: Settings, tmp_path: Path
) -> None:
    settings.AUDIT_SEAL_FILE = str(tmp_path / "seals")
    world = make_world()
    with transaction.atomic():
        record(actor=None, verb="x.y")
    seal_rows()
    answer = client_as(world.audit_admin).post("/audit/integrity/", follow=True)
    assert "未发现改动" in answer.content.decode()
    assert "1/1" in answer.content.decode()
    asked = AuditEvent.objects.get(verb="audit.ask_verification")
    assert asked.actor_id == world.audit_admin.pk
    assert AuditEvent.objects.get(verb="audit.verify").changes["seals"] == 1


def test_what_was_found_stays_until_the_whole_log_is_looked_at_again(reader: Client) -> None:
    event = record(actor=None, verb="x.y")
    tamper(event)
    check_log(actor=None)
    check_log(actor=None, since=timezone.now() + timedelta(days=40))
    assert not standing().sound
    assert "发现审计日志被改动" in text(reader, "/audit/integrity/")
    run("SET LOCAL session_replication_role = replica")
    run("DELETE FROM audit_auditevent WHERE id = %s", event.pk)
    run("SET LOCAL session_replication_role = origin")
    check_log(actor=None)
    assert standing().sound


def test_what_was_found_is_told_on_the_home_page_and_above_the_log(
    world: World, client_as: ClientAs
) -> None:
    reader = client_as(world.audit_admin)
    event = record(actor=None, verb="x.y")
    check_log(actor=None)
    assert "最近一次核对：未发现改动" in text(reader, "/")
    assert "被改动" not in text(reader, "/audit/")
    tamper(event)
    check_log(actor=None)
    for address in ("/", "/audit/"):
        assert "发现审计日志被改动，请立即查明" in text(reader, address)
    assert "被改动" not in text(client_as(world.clerk), "/")


def test_without_a_file_outside_the_database_a_verification_says_so(settings: Settings) -> None:
    settings.AUDIT_SEAL_FILE = ""
    assert "AUDIT_SEAL_FILE" in str(check_log(actor=None).notes[0])


def test_everything_about_a_case_is_one_click_away_however_old_it_is(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "audit.models.event.current_moment", lambda: timezone.now() - timedelta(days=40)
    )
    event = AuditEvent.objects.create(verb="case.record", ground="browser", case_id=77)
    AuditEvent.objects.create(verb="case.close", ground="另一件", case_id=78)
    monkeypatch.undo()
    page = text(reader, f"/audit/{event.pk}/")
    assert "/audit/?case=77" in page
    assert "网页录入" in page
    found = text(reader, "/audit/?case=77")
    assert "登记案件" in found
    assert "另一件" not in found
    assert "未填日期时" not in found
    assert reader.get("/audit/?case=x").status_code == 200


def test_changes_are_called_as_the_forms_call_them(reader: Client) -> None:
    text(reader, "/audit/?person=张三")
    look = AuditEvent.objects.filter(verb="audit.read").latest("id")
    page = text(reader, f"/audit/{look.pk}/")
    assert "<dt>人员姓名</dt><dd>张三</dd>" in page
