"""Files are brought, listed, handed out and taken out again, each to those who may."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from agencies.models import Person
from audit.models import AuditEvent
from cases.models import Case
from documents.attachments import services
from documents.attachments.retention import empty_old
from documents.attachments.selectors import (
    NotServed,
    attachments_of,
    take_attachment,
)
from documents.attachments.services import attach_file, remove_attachment, same_files
from documents.attachments.store import Damaged, keep, parts_of
from documents.errors import NotVisible
from documents.models import Attachment, ScanState
from documents.services import Subject
from tests.cases.factory import recorded
from tests.conftest import MovedClock
from tests.documents.attachments import files
from tests.documents.attachments.sharing import shared
from tests.personas import World


def brought(actor: Person, case: Case, content: bytes = b"", **said: Any) -> Attachment:
    """A PDF about the case."""
    name = said.pop("file", "询问笔录.pdf")
    upload = files.upload(content or files.pdf(), name)
    subject = Subject("case", case.pk, case.pk)
    return attach_file(actor=actor, subject=subject, upload=upload, **said)


def test_what_was_brought_is_handed_out_again_byte_by_byte(world: World, case: Case) -> None:
    content = files.picture("JPEG", (900, 800), exif=b"Exif\0\0II*\0\x08\0\0\0\0\0")
    kept = brought(world.clerk, case, content, file="现场.jpg")
    taken = take_attachment(world.clerk_b, kept.pk)
    assert b"".join(taken.parts) == content
    assert (taken.name, taken.media_type, taken.size) == ("现场.jpg", "image/jpeg", len(content))
    assert AuditEvent.objects.filter(verb="attachment.download", case_id=case.pk).count() == 1


def test_it_lies_sealed_in_the_storage(world: World, case: Case) -> None:
    kept = brought(world.clerk, case)
    with default_storage.open(str(kept.file.name)) as file:
        assert b"%PDF" not in file.read()
    assert "询问" not in str(kept.file.name)


@pytest.mark.parametrize("size", [0, 1, 1024**2 - 1, 1024**2, 1024**2 + 1, 3 * 1024**2])
def test_parts_of_any_size_come_back_whole(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    piece = content[:size]
    name = keep("attachments/x", [piece[:1000], piece[1000:]])
    assert b"".join(parts_of(name, hashlib.sha256(piece).hexdigest())) == piece


def test_what_was_changed_in_the_storage_is_not_handed_out(world: World, case: Case) -> None:
    one, other = brought(world.clerk, case), brought(world.clerk, case, files.pdf(2))
    with default_storage.open(str(other.file.name)) as file:
        swapped = file.read()
    default_storage.delete(str(one.file.name))
    default_storage.save(str(one.file.name), files.upload(swapped, "x"))
    with pytest.raises(Damaged):
        b"".join(take_attachment(world.clerk, one.pk).parts)


def test_it_refuses_a_stranger(world: World, case: Case) -> None:
    kept = brought(world.clerk, case)
    for stranger in (world.urban_clerk, world.procurator, world.system_admin):
        with pytest.raises(NotVisible):
            take_attachment(stranger, kept.pk)
        with pytest.raises(NotVisible):
            brought(stranger, case)
        assert attachments_of(stranger, "case", [case.pk]) == []


def test_reading_is_not_writing(world: World, case: Case) -> None:
    shared(world)
    kept = brought(world.clerk, case)
    assert [line.name for line in attachments_of(world.procurator, "case", [case.pk])]
    assert b"".join(take_attachment(world.procurator, kept.pk).parts)
    event = AuditEvent.objects.get(verb="attachment.download")
    assert event.outside
    for reader in (world.procurator, world.legal_reviewer):
        with pytest.raises(NotVisible):
            brought(reader, case)
    with pytest.raises(NotVisible):
        remove_attachment(actor=world.procurator, attachment_id=kept.pk, reason="不是我的")


@pytest.mark.parametrize("profile", ["follower", "pointer"])
def test_who_only_follows_a_case_sees_none_of_its_files(
    world: World, case: Case, profile: str
) -> None:
    shared(world, profile=profile)
    kept = brought(world.clerk, case)
    assert attachments_of(world.procurator, "case", [case.pk]) == []
    with pytest.raises(NotVisible):
        take_attachment(world.procurator, kept.pk)


def test_a_file_above_the_grade_agreed_on_is_not_there(world: World, case: Case) -> None:
    shared(world, grade_ceiling=3)
    brought(world.clerk, case, grade=3, name="三级.pdf")
    secret = brought(world.leader, case, grade=4, name="四级.pdf")
    assert [line.name for line in attachments_of(world.procurator, "case", [case.pk])] == [
        "三级.pdf"
    ]
    with pytest.raises(NotVisible):
        take_attachment(world.procurator, secret.pk)
    # The leader is cleared for it, the clerk isn't.
    assert len(attachments_of(world.leader, "case", [case.pk])) == 2
    assert len(attachments_of(world.clerk, "case", [case.pk])) == 1


def test_an_unknown_kind_and_a_bad_file_leave_nothing(world: World, case: Case) -> None:
    with pytest.raises(ValidationError):
        brought(world.clerk, case, kind="nonsense")
    with pytest.raises(ValidationError):
        brought(world.clerk, case, b"MZ")
    assert not Attachment.objects.exists()


def test_a_file_without_a_line_does_not_stay_in_the_storage(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def note(name: str, content: Any) -> str:
        kept.append(keep(name, content))
        return kept[0]

    def fail(**said: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(services, "keep", note)
    monkeypatch.setattr(services, "record", fail)
    with pytest.raises(RuntimeError):
        brought(world.clerk, case)
    assert kept
    assert not default_storage.exists(kept[0])


def test_the_same_file_twice_about_the_same_case_is_noticed(world: World, case: Case) -> None:
    first = brought(world.clerk, case, name="笔录一.pdf")
    assert same_files(first) == []
    assert same_files(brought(world.clerk_b, case)) == ["笔录一.pdf"]
    elsewhere = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕第000013号")
    assert same_files(brought(world.clerk, elsewhere)) == []


def test_what_is_taken_out_leaves_a_line_with_the_reason(world: World, case: Case) -> None:
    shared(world)
    kept = brought(world.clerk, case)
    with pytest.raises(ValidationError):
        remove_attachment(actor=world.clerk, attachment_id=kept.pk, reason=" ")
    with pytest.raises(NotVisible):
        remove_attachment(actor=world.clerk_b, attachment_id=kept.pk, reason="传错案件")
    for _ in range(2):
        remove_attachment(actor=world.leader, attachment_id=kept.pk, reason="传错案件")
    (line,) = attachments_of(world.clerk, "case", [case.pk])
    assert (line.remove_reason, line.served) == ("传错案件", False)
    with pytest.raises(NotServed):
        take_attachment(world.clerk, kept.pk)
    # It may have been about somebody else: others aren't told its name.
    assert attachments_of(world.procurator, "case", [case.pk]) == []
    assert AuditEvent.objects.filter(verb="attachment.remove").count() == 1


def test_the_file_goes_when_its_time_is_over_and_not_before(
    world: World, case: Case, moved_clock: MovedClock
) -> None:
    kept, other = brought(world.clerk, case), brought(world.clerk, case, files.pdf(2))
    remove_attachment(actor=world.clerk, attachment_id=kept.pk, reason="传错案件")
    moved_clock.ahead(days=179)
    assert empty_old() == 0
    moved_clock.ahead(days=181)
    assert (empty_old(), empty_old()) == (1, 0)
    assert not default_storage.exists(str(kept.file.name))
    assert default_storage.exists(str(other.file.name))
    kept.refresh_from_db()
    assert kept.emptied_at is not None


def test_the_database_refuses_a_change_of_what_was_brought(world: World, case: Case) -> None:
    kept = brought(world.clerk, case)
    rows = Attachment.objects.filter(pk=kept.pk)
    for change in (
        {"sha256": "0" * 64},
        {"subject_id": 1},
        {"brought_at": dt.datetime.now(dt.UTC)},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    rows.update(scan=ScanState.INFECTED)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(scan=ScanState.CLEAN)
