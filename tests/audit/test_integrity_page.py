"""One line of the log, the log as a file, and how things stand with it."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
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
    assert "最近一次核对发现审计日志被改动" in page
    assert f"记录 {event.pk}" in page
    assert "记录内容被改动" in page


def test_whoever_makes_a_failed_result_look_well_is_found_out(reader: Client) -> None:
    event = record(actor=None, verb="x.y")
    tamper(event)
    check_log(actor=None)
    run("SET LOCAL session_replication_role = replica")
    run("UPDATE audit_auditevent SET changes = changes || '{\"sound\": true}'")
    assert not standing().sound
    assert "最近一次核对结果本身被改动" in text(reader, "/audit/integrity/")


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
