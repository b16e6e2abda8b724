"""The commands of whoever runs the platform."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from audit.models import AuditEvent, AuditSeal
from audit.services import record
from audit.tasks import seal, verify_all, verify_log
from tests.audit.a_log import a_log, run

pytestmark = pytest.mark.usefixtures("committed")


def said(name: str, *arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_sound_log_is_said_to_be_sound_in_both_languages(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_log(settings, monkeypatch, tmp_path)
    words = said("verify_audit")
    assert "未发现改动" in words
    assert "最近 4 行尚未封存" in words
    assert said("verify_audit", "--language", "en")
    assert AuditEvent.objects.filter(verb="audit.verify").count() == 2


def test_a_fault_ends_with_exit_code_1_and_names_the_row(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_log(settings, monkeypatch, tmp_path)
    row = AuditEvent.objects.order_by("pk").first()
    assert row is not None
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        run("DELETE FROM audit_auditevent WHERE id = %s", row.pk)
    out = StringIO()
    with pytest.raises(CommandError) as fault:
        call_command("verify_audit", stdout=out)
    assert fault.value.returncode == 1
    assert f"记录被删除 封存 1/1 记录 {row.pk}" in out.getvalue()
    assert verify_all() == 1


def test_a_period_is_looked_over_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_log(settings, monkeypatch, tmp_path, seals=2)
    assert "核对 0 行记录" in said("verify_audit", "--since", "2001-01", "--until", "2001-02")
    assert verify_log() == 0
    with pytest.raises(CommandError, match="2026-11"):
        call_command("verify_audit", "--since", "lately")


def test_sealing_by_hand_and_a_new_chain(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_SEAL_FILE = str(tmp_path / "seals")
    with transaction.atomic():
        record(actor=None, verb="x.y")
    assert said("seal_audit").startswith("1 seals, 1 rows")
    assert seal() == 0
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        run("DELETE FROM audit_auditseal")
    with pytest.raises(CommandError, match="1/1"):
        call_command("seal_audit")
    with pytest.raises(CommandError):
        call_command("seal_audit", "--new-chain")
    began = said("seal_audit", "--new-chain", "--reason", "恢复备份", "--by", "运维张工")
    assert began.startswith("began chain 2")
    assert "另起第2链：恢复备份" in said("verify_audit")
    assert '"运维张工"' in AuditSeal.objects.get().ground


def test_tending_and_protecting_may_be_repeated() -> None:
    said("tend_audit")
    assert "0 months made" in said("tend_audit")
    with pytest.raises(CommandError, match="no role"):
        call_command("protect_audit", "nobody_at_all")
    owner = str(run("SELECT current_user")[0][0])
    with transaction.atomic():
        assert "owns the tables" in said("protect_audit", owner)
        transaction.set_rollback(True)
