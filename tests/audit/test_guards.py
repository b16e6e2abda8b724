"""Ways to keep lines from the log, or out of its seals, before there is anything to find."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from audit.checks import check_log, standing
from audit.models import AuditEvent, AuditSeal
from audit.seals import NumberingChanged, seal_rows
from audit.services import Entry, record, record_all
from audit.tasks import seal
from audit.verifying import verify
from audit.writing import LineRefused
from core.clock import current_moment
from tests.audit.a_log import a_log, run

EVENTS = "audit_auditevent"
NUMBER = "pg_current_xact_id()::text::bigint"
SWALLOW = """
CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER swallow BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION swallow();
"""


@pytest.fixture
def log(
    committed: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """What a test does to it, is undone."""
    a_log(settings, monkeypatch, tmp_path)
    seal_rows()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kinds(since: dt.datetime | None = None) -> set[tuple[str, str]]:
    return {(each.kind, each.where) for each in verify(since=since).findings}


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (SWALLOW, "strange"),
        ("CREATE RULE nothing AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING", "strange"),
        ("CREATE POLICY narrow ON audit_auditevent USING (verb <> 'x')", "strange"),
        ("ALTER TABLE audit_auditevent ALTER COLUMN xid SET DEFAULT 3", "strange"),
        ("UPDATE audit_origin SET shift = 1000000000000", "strange"),
        ("DELETE FROM audit_origin", "strange"),
        (
            "ALTER TABLE audit_auditevent ENABLE REPLICA TRIGGER pgtrigger_append_only_00dfa",
            "unprotected",
        ),
    ],
)
def test_whatever_could_keep_a_line_out_is_found(statement: str, kind: str) -> None:
    assert kinds() == set()
    run(statement)
    assert {found for found, _where in kinds()} == {kind}


@pytest.mark.django_db
def test_an_act_does_not_stand_when_its_lines_are_swallowed() -> None:
    run(SWALLOW)
    with pytest.raises(LineRefused), transaction.atomic():
        record_all(actor=None, entries=[Entry("case.record")])


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE audit_origin SET shift = 1000000000000"],
        ["UPDATE audit_origin SET shift = -1000000000000"],
        ["ALTER TABLE audit_auditevent ALTER COLUMN xid SET DEFAULT 3"],
        ["DELETE FROM audit_origin"],
        [
            "UPDATE audit_origin SET shift = -1000",
            f"ALTER TABLE {EVENTS} ALTER COLUMN xid SET DEFAULT (-1000 + {NUMBER})",
        ],
    ],
)
def test_nothing_is_sealed_by_bent_numbers_and_the_page_tells(
    statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = AuditSeal.objects.count()
    for statement in statements:
        run(statement)
    later = current_moment() + dt.timedelta(minutes=5)
    monkeypatch.setattr("audit.services.current_moment", lambda: later)
    record(actor=None, verb="case.record")
    with pytest.raises(NumberingChanged):
        seal_rows()
    assert seal() == 0
    assert AuditSeal.objects.count() == before
    monkeypatch.setattr("audit.checks.current_moment", lambda: later + dt.timedelta(hours=1))
    assert not standing().sealing


@pytest.mark.usefixtures("log")
def test_a_verification_of_the_last_weeks_finds_a_line_with_an_early_number() -> None:
    run(
        f"INSERT INTO {EVENTS} SELECT nextval(pg_get_serial_sequence('{EVENTS}', 'id')), now(), "
        "actor_id, actor_name, agency_id, agency_name, on_behalf_of, verb, object_type, object_id, "
        "object_label, case_id, changes, ground, outside, reading, request_id, ip, -5, row_hash "
        f"FROM {EVENTS} ORDER BY id LIMIT 1"
    )
    since = current_moment() - dt.timedelta(hours=12)
    assert ("row_added", "") in kinds(since)


@pytest.mark.usefixtures("log")
def test_a_verification_that_was_not_made_or_was_deleted_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert standing().verifying
    check_log(actor=None)
    later = current_moment() + dt.timedelta(days=4)
    monkeypatch.setattr("audit.checks.current_moment", lambda: later)
    assert not standing().verifying
    run("SET LOCAL session_replication_role = replica")
    AuditEvent.objects.filter(verb="audit.verify").delete()
    assert not standing().verifying
