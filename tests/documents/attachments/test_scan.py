"""Files are looked through for viruses, whoever is killed meanwhile."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from audit.models import AuditEvent
from cases.case_file.telling import INFECTED
from cases.models import Case
from core.models import OutboxMessage
from core.outbox import drain
from documents.attachments import scanning
from documents.attachments.clamd import ScannerFault, find_virus
from documents.attachments.selectors import NotServed, attachments_of, take_attachment
from documents.attachments.tasks import scan_unscanned
from documents.models import Attachment, ScanState
from inbox.models import Notice
from tests.documents.attachments import files
from tests.documents.attachments.scanner import MARK, NAME, scanner
from tests.documents.attachments.test_attach import brought
from tests.personas import World


@pytest.fixture
def clamd(settings: Settings) -> Iterator[str]:
    with scanner() as address:
        settings.CLAMD_ADDRESS = address
        yield address


def bad(world: World, case: Case) -> Attachment:
    """A picture with the mark in it."""
    return brought(world.clerk, case, files.picture("JPEG", comment=MARK), file="照片.jpg")


def state_of(attachment: Attachment) -> str:
    attachment.refresh_from_db()
    return attachment.scan


def test_without_a_scanner_it_is_served_and_says_so(world: World, case: Case) -> None:
    kept = brought(world.clerk, case)
    (line,) = attachments_of(world.clerk, "case", [case.pk])
    assert (state_of(kept), line.served, line.scan_label) == ("unscanned", True, "未查毒")


def test_it_is_served_only_after_the_scanner_said_clean(
    world: World, case: Case, clamd: str
) -> None:
    kept = brought(world.clerk, case)
    with pytest.raises(NotServed):
        take_attachment(world.clerk, kept.pk)
    drain(outside=True)
    assert state_of(kept) == ScanState.CLEAN
    assert b"".join(take_attachment(world.clerk, kept.pk).parts)


def test_an_infected_file_is_never_served_and_the_bringer_is_told_once(
    world: World, case: Case, clamd: str
) -> None:
    kept = bad(world, case)
    drain(outside=True)
    scanning.scan_attachment(kept.pk)
    assert state_of(kept) == ScanState.INFECTED
    assert kept.virus == NAME
    with pytest.raises(NotServed):
        take_attachment(world.clerk, kept.pk)
    notice = Notice.objects.get(kind=INFECTED)
    assert (notice.person_id, notice.subject_id) == (world.clerk.pk, case.pk)
    assert AuditEvent.objects.filter(verb="attachment.infected").count() == 1


def test_whoever_is_killed_after_the_answer_leaves_nothing_behind(
    world: World, case: Case, clamd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = bad(world, case)
    with monkeypatch.context() as patch:

        def killed(*said: object, **more: object) -> None:
            raise SystemExit

        patch.setattr(scanning, "record", killed)
        with pytest.raises(SystemExit):
            drain(outside=True)
    assert state_of(kept) == ScanState.PENDING
    OutboxMessage.objects.update(next_attempt_at="2026-01-01T00:00Z")
    drain(outside=True)
    drain(outside=True)
    assert state_of(kept) == ScanState.INFECTED
    assert Notice.objects.filter(kind=INFECTED).count() == 1


def test_while_the_scanner_is_away_the_file_waits(
    world: World, case: Case, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:9"
    kept = brought(world.clerk, case)
    drain(outside=True)
    assert state_of(kept) == ScanState.PENDING
    assert not OutboxMessage.objects.get(topic="attachment.brought").done_at
    with scanner() as address:
        settings.CLAMD_ADDRESS = address
        OutboxMessage.objects.update(next_attempt_at="2026-01-01T00:00Z")
        drain(outside=True)
    assert state_of(kept) == ScanState.CLEAN


def test_a_scanner_that_was_taken_away_keeps_no_file_back(
    world: World, case: Case, clamd: str, settings: Settings
) -> None:
    kept = brought(world.clerk, case)
    settings.CLAMD_ADDRESS = ""
    assert b"".join(take_attachment(world.clerk, kept.pk).parts)
    drain(outside=True)
    assert state_of(kept) == ScanState.UNSCANNED


def test_what_came_in_before_the_scanner_is_looked_at_later(
    world: World, case: Case, settings: Settings
) -> None:
    good, infected = brought(world.clerk, case), bad(world, case)
    assert scan_unscanned() == 0
    with scanner() as address:
        settings.CLAMD_ADDRESS = address
        assert (scan_unscanned(), scan_unscanned()) == (2, 0)
    assert (state_of(good), state_of(infected)) == (ScanState.CLEAN, ScanState.INFECTED)


def test_a_file_larger_than_the_scanner_takes_is_no_clean_file() -> None:
    with scanner(most=1000) as address, pytest.raises(ScannerFault, match="size limit"):
        find_virus(address, [bytes(5_000_000)], timeout=5)


@pytest.mark.parametrize("answer", ["UNKNOWN COMMAND", "stream: Can't open file ERROR", " "])
def test_an_answer_that_is_no_verdict_is_none(answer: str) -> None:
    with scanner(answer=answer) as address, pytest.raises(ScannerFault):
        find_virus(address, [b"x"], timeout=5)
