"""Sealing: without a gap, at whatever moment it is stopped."""

import json
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from pytest_django import Settings

from audit.models import AuditEvent, AuditSeal
from audit.seals import BookAhead, ClusterChanged, follow_cluster, seal_rows, start_chain
from audit.seals import sealing as sealing_module
from audit.seals.content import ids_in, runs
from audit.services import Entry, record, record_all
from audit.tasks import seal
from audit.verifying import verify
from tests.audit.a_log import run
from tests.audit.people import Someone

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def book(settings: Settings, tmp_path: Path) -> Path:
    settings.AUDIT_SEAL_FILE = str(tmp_path / "seals" / "seals.jsonl")
    return Path(settings.AUDIT_SEAL_FILE)


def act(number: int = 1) -> None:
    with transaction.atomic():
        record_all(actor=Someone(), entries=[Entry("x.y", changes={"n": n}) for n in range(number)])


def test_it_seals_what_finished_and_nothing_twice(book: Path) -> None:
    act(3)
    act(2)
    (seal,) = seal_rows()
    assert (seal.chain, seal.number, seal.rows, seal.previous) == (1, 1, 5, "")
    assert set(ids_in(seal.ids)) == set(AuditEvent.objects.values_list("pk", flat=True))
    assert seal_rows() == []
    act()
    (following,) = seal_rows()
    assert (following.number, following.previous) == (2, seal.hash)
    assert following.first_xid == seal.end_xid
    assert [json.loads(line)["hash"] for line in book.read_text().splitlines()] == [
        seal.hash,
        following.hash,
    ]


def test_an_open_transaction_holds_back_its_own_rows_and_those_after_it() -> None:
    act()
    inside, go_on = threading.Event(), threading.Event()

    def long() -> None:
        with transaction.atomic():
            record(actor=None, verb="slow.act")
            inside.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=long)
    thread.start()
    inside.wait(10)
    act()
    assert [seal.rows for seal in seal_rows()] == [1]
    assert verify().unsealed == 1
    go_on.set()
    thread.join()
    assert [seal.rows for seal in seal_rows()] == [2]
    assert verify().sound


def test_many_rows_become_several_seals_cut_between_transactions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealing_module, "MOST_ROWS", 4)
    for number in (3, 3, 7, 1):
        act(number)
    assert [seal.rows for seal in seal_rows()] == [6, 7, 1]
    assert verify().sound


def test_two_at_once_make_one_chain(book: Path) -> None:
    for _ in range(5):
        act()
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        seal_rows()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditSeal.objects.count() == len(book.read_text().splitlines()) == 1
    assert verify().sound


def test_nothing_is_found_in_a_log_that_several_write_while_others_seal_and_verify() -> None:
    faults: list[object] = []
    done = threading.Event()

    def write(which: int) -> None:
        for number in range(40):
            with transaction.atomic():
                entries = [Entry("x.y", case_id=which, changes={"n": number})] * (1 + number % 3)
                record_all(actor=Someone(), entries=entries)
                record(actor=None, verb="x.z", changes={"who": which})
                transaction.set_rollback(number % 5 == 0)
        connection.close()

    def watch() -> None:
        while not done.is_set():
            seal_rows()
            faults.extend(verify().findings)
        connection.close()

    writers = [threading.Thread(target=write, args=(which,)) for which in range(4)]
    watcher = threading.Thread(target=watch)
    for thread in (watcher, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    watcher.join()
    seal_rows()
    report = verify()
    assert faults == report.findings == []
    assert report.rows == AuditEvent.objects.count() > 300
    assert report.unsealed == 0


def test_a_seal_that_a_kill_kept_from_the_file_is_written_the_next_time(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act()
    seal_rows()
    act()
    with monkeypatch.context() as patch:
        patch.setattr(sealing_module, "write_book", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seal_rows()
    assert [finding.kind for finding in verify().findings] == ["file_missing"]
    seal_rows()
    assert len(book.read_text().splitlines()) == 2
    assert AuditEvent.objects.filter(verb="audit.file_completed").exists()
    assert verify().sound


def test_a_line_torn_by_a_kill_is_written_whole_after_it(book: Path) -> None:
    act()
    seal_rows()
    act()
    seal_rows()
    whole = book.read_text()
    book.write_text(whole[:-30])
    seal_rows()
    lines = book.read_text().splitlines()
    assert len(lines) == 3
    assert lines[2].startswith(lines[1])
    assert verify().sound


def test_a_backup_that_was_restored_is_noticed_and_goes_on_with_a_new_chain(book: Path) -> None:
    act()
    seal_rows()
    before = book.read_bytes()
    act()
    act()
    seal_rows()
    # What a restore does: rows and seals of the time since are gone, the file isn't.
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        last = AuditSeal.objects.latest("number")
        run("DELETE FROM audit_auditevent WHERE xid >= %s", last.first_xid)
        run("DELETE FROM audit_auditseal WHERE id = %s", last.pk)
    assert book.read_bytes() != before
    act()
    with pytest.raises(BookAhead, match="1/2"):
        seal_rows()
    assert seal() == 0
    assert [finding.kind for finding in verify().findings] == ["file_added"]
    with pytest.raises(ValidationError):
        start_chain(actor=None, reason=" ")
    new = start_chain(actor=Someone(), reason="恢复了昨夜的备份")
    assert (new.chain, new.number) == (2, 1)
    act()
    assert [(each.chain, each.number) for each in seal_rows()] == [(2, 2)]
    report = verify()
    assert report.findings == []
    assert len(report.notes) == 1
    assert "恢复了昨夜的备份" in report.notes[0]
    assert AuditEvent.objects.get(verb="audit.new_chain").ground == "恢复了昨夜的备份"


def test_after_a_move_to_another_cluster_rows_are_numbered_on_from_where_they_end() -> None:
    act()
    seal_rows()
    act()
    before = AuditEvent.objects.latest("xid").xid
    try:
        run("UPDATE audit_origin SET cluster = 'another'")
        with pytest.raises(ClusterChanged):
            seal_rows()
        assert seal() == 0
        # As if this cluster had only just begun to count.
        run("UPDATE audit_origin SET shift = 1000000")
        assert follow_cluster() is True
        assert follow_cluster() is False
        act()
        assert AuditEvent.objects.latest("pk").xid > before + 900_000
        seal_rows()
        assert verify().findings == []
    finally:
        run(
            "ALTER TABLE audit_auditevent ALTER COLUMN xid "
            "SET DEFAULT (pg_current_xact_id()::text::bigint)"
        )
        run("UPDATE audit_origin SET shift = 0")


def test_without_a_file_seals_are_kept_in_the_database_alone(settings: Settings) -> None:
    settings.AUDIT_SEAL_FILE = ""
    act()
    seal_rows()
    report = verify()
    assert (report.sound, report.seals, report.lines) == (True, 1, 0)


def test_ids_are_written_as_runs() -> None:
    ids = [7, 3, 1, 2, 9, 10]
    assert runs(ids) == "1-3,7,9-10"
    assert list(ids_in(runs(ids))) == sorted(ids)
    assert (runs([]), list(ids_in(""))) == ("", [])
