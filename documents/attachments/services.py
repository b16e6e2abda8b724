"""Files are brought and taken out; each leaves its line in the log."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.clock import current_moment
from core.outbox import publish
from documents.attachments.checking import Checked, check_file, clean_name
from documents.attachments.policies import is_shown, limits, may_attach, removes
from documents.attachments.registry import kinds_of
from documents.attachments.store import keep
from documents.errors import NotVisible
from documents.models import Attachment, ScanState
from documents.policies import may_write
from documents.services.drafting import Subject

TOPIC = "attachment.brought"
_LEAST_REASON, _MOST_REASON = 2, 200
_GRADES = range(1, 5)
_NAME = 200


def attach_file(
    *,
    actor: Person,
    subject: Subject,
    upload: File[bytes],
    kind: str = "",
    name: str = "",
    grade: int = 3,
) -> Attachment:
    """Keep a file about a subject; it is handed out once it was looked through for viruses.

    `kind` is one of `registry.kinds_of(subject.type)` or "" for plain material; without
    `name` it bears the one it came with. Raises NotVisible when the actor may not write on
    the subject, and ValidationError with what is wrong with the file.
    """
    if not may_attach(actor, subject.type, subject.id):
        raise NotVisible
    if kind and kind not in kinds_of(subject.type):
        raise ValidationError(_("没有这种材料。"), code="kind")
    if grade not in _GRADES:
        raise ValidationError(_("数据级别应为1至4。"), code="grade")
    checked = check_file(upload)
    place = f"attachments/{current_moment():%Y/%m}/{get_random_string(32)}"
    stored = keep(place, upload.chunks())
    try:
        return _write(actor, subject, checked, stored, kind, clean_name(name)[:_NAME], grade)
    except BaseException:
        default_storage.delete(stored)
        raise


@transaction.atomic
def _write(
    actor: Person, subject: Subject, checked: Checked, stored: str, kind: str, name: str, grade: int
) -> Attachment:
    attachment = Attachment.objects.create(
        subject_type=subject.type,
        subject_id=subject.id,
        case_id=subject.case_id,
        agency=actor.agency,
        kind=kind,
        name=name or checked.name,
        file=stored,
        media_type=checked.kind.media_type,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
        grade=grade,
        scan=ScanState.PENDING if settings.CLAMD_ADDRESS else ScanState.UNSCANNED,
        brought_by=actor,
        brought_at=current_moment(),
    )
    if attachment.scan == ScanState.PENDING:
        payload = {"attachment_id": attachment.pk}
        publish(topic=TOPIC, key=f"attachment:{attachment.pk}", payload=payload)
    record(
        actor=actor,
        verb="attachment.bring",
        obj=attachment,
        case_id=subject.case_id,
        changes={"kind": kind, "size": checked.size, "sha256": checked.sha256},
    )
    return attachment


def same_files(attachment: Attachment) -> list[str]:
    """The names of files with the same content about the same subject."""
    same = Attachment.objects.filter(
        subject_type=attachment.subject_type,
        subject_id=attachment.subject_id,
        sha256=attachment.sha256,
        removed_at__isnull=True,
    )
    return list(same.exclude(pk=attachment.pk).order_by("pk").values_list("name", flat=True))


@transaction.atomic
def remove_attachment(*, actor: Person, attachment_id: int, reason: str) -> Attachment:
    """Take a file out. Its line stays, with the reason; the file goes some time later.

    Raises NotVisible, and ValidationError without a reason. Twice is once.
    """
    found = Attachment.objects.select_for_update(of=("self",)).filter(pk=attachment_id).first()
    if found is None:
        raise NotVisible
    limit = limits(actor, found.subject_type, [found.subject_id]).get(found.subject_id)
    if not is_shown(actor, found, limit) or found.agency_id != actor.agency_id:
        raise NotVisible
    if found.removed_at is not None:
        return found
    if not removes(actor, found) or not may_write(actor, found.subject_type, found.subject_id):
        raise NotVisible
    reason = reason.strip()[:_MOST_REASON]
    if len(reason) < _LEAST_REASON:
        raise ValidationError({"reason": _("请写明理由。")})
    found.removed_at, found.removed_by, found.remove_reason = current_moment(), actor, reason
    found.save(update_fields=["removed_at", "removed_by", "remove_reason"])
    record(
        actor=actor,
        verb="attachment.remove",
        obj=found,
        case_id=found.case_id,
        changes={"sha256": found.sha256},
        ground=reason,
    )
    return found
