"""Asking for an export, giving it up, and taking the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import Person, Post
from audit.services import record, record_read
from cases.exporting.kick import kick
from cases.exporting.terms import mark_now
from cases.models import UNDER_WAY, CaseExport, ExportFile, ExportKind, ExportState
from cases.policies import WRITING_POSTS, may_record, sees_cases
from core.crypto import decrypt_bytes
from inbox.services import withdraw_notices

AT_ONCE = 3
_LEAST_PURPOSE = 4
# Cases in a minute: as many as the largest export.
_LOOKED_AT = 100_000


def may_export(actor: Person, kind: str) -> bool:
    """Lists and files of a case: whoever sees cases. The 双公示 table: those who record."""
    everybody = kind in (ExportKind.LIST, ExportKind.CASE_FILE)
    return sees_cases(actor) if everybody else may_record(actor)


def may_export_identifiers(actor: Person) -> bool:
    """Those who may reveal the identifiers of their own agency's cases."""
    return may_record(actor) and actor.holds(*WRITING_POSTS, Post.LEGAL_REVIEWER)


def exports_of(actor: Person) -> QuerySet[CaseExport]:
    """What this person asked for, latest first; nobody sees another's."""
    if not sees_cases(actor):
        return CaseExport.objects.none()
    return CaseExport.objects.filter(person=actor, agency=actor.agency_id)


@transaction.atomic
def start_export(
    *, actor: Person, kind: str, query: str, purpose: str, with_identifiers: bool = False
) -> CaseExport:
    """Ask for a file of the cases that `query` (a query string of the list) finds.

    A second click gives the export that the first one asked for. Raises PermissionDenied,
    and ValidationError that names the field in fault.
    """
    if not may_export(actor, kind) or (with_identifiers and not may_export_identifiers(actor)):
        raise PermissionDenied
    if len(purpose.strip()) < _LEAST_PURPOSE:
        raise ValidationError({"purpose": _("请写明用途（至少4个字）。")})
    # Two clicks at once wait for each other here.
    Person.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    waiting = list(exports_of(actor).filter(state__in=UNDER_WAY))
    for export in waiting:
        if (export.kind, export.query, export.with_identifiers) == (kind, query, with_identifiers):
            return export
    if len(waiting) >= AT_ONCE:
        raise ValidationError(_("已有%d个导出正在生成，请等它们完成。") % AT_ONCE)
    export = CaseExport.objects.create(
        agency=actor.agency,
        person=actor,
        kind=kind,
        query=query,
        purpose=purpose.strip(),
        with_identifiers=with_identifiers,
        language=get_language() or settings.LANGUAGE_CODE,
    )
    record_read(
        actor=actor,
        verb="export.start",
        obj=export,
        changes={"kind": kind, "with_identifiers": with_identifiers},
        ground=export.purpose,
    )
    transaction.on_commit(lambda: kick(export.pk), robust=True)
    return export


@transaction.atomic
def discard_export(*, actor: Person, export: CaseExport) -> None:
    """Give up an export or delete its file; doing so twice does no harm."""
    if not exports_of(actor).filter(pk=export.pk).exists():
        raise PermissionDenied
    if _empty(export.pk):
        record(actor=actor, verb="export.discard", obj=export)


class FileGone(Exception):
    """The file isn't there any more, or what it shows isn't open to the person any more."""


@dataclass(frozen=True)
class TakenFile:
    """`size` in bytes; `parts` are read and opened one by one."""

    size: int
    parts: Iterator[bytes]


def _parts(file: ExportFile) -> Iterator[bytes]:
    for pk in list(file.parts.order_by("number").values_list("pk", flat=True)):
        yield decrypt_bytes(bytes(file.parts.get(pk=pk).content))


@transaction.atomic
def take_file(*, actor: Person, export: CaseExport) -> TakenFile:
    """The file, for the person who asked for it. Raises FileGone when one of its cases
    isn't open to the actor on the same terms any more."""
    kept = exports_of(actor).filter(pk=export.pk, state=ExportState.DONE).first()
    if kept is None or kept.expires_at is None or kept.expires_at <= timezone.now():
        raise FileGone
    if mark_now(actor, kept.case_ids) != kept.terms:
        raise FileGone
    record_read(
        actor=actor,
        verb="export.take",
        obj=kept,
        changes={"rows": kept.row_count},
        ground=kept.purpose,
    )
    return TakenFile(kept.file.size, _parts(kept.file))


def _empty(export_id: int, why: str = "") -> bool:
    """Delete the file and forget which cases were in it."""
    ExportFile.objects.filter(export=export_id).delete()
    withdraw_notices(actor=None, subject_type="export", subject_ids=[export_id])
    live = CaseExport.objects.filter(pk=export_id).exclude(state=ExportState.GONE)
    return bool(live.update(state=ExportState.GONE, fault=why, case_ids=[], query="", terms=""))


def delete_ended_exports() -> int:
    """Delete the files whose time is over; returns how many."""
    over = CaseExport.objects.filter(state=ExportState.DONE, expires_at__lte=timezone.now())
    ids = list(over.values_list("pk", flat=True))
    for export_id in ids:
        with transaction.atomic():
            _empty(export_id)
    return len(ids)


def delete_lapsed_exports() -> int:
    """Delete files that are refused since their grounds changed; returns how many.

    Looks at some of them each time, at first at those not looked at for longest.
    """
    ready = CaseExport.objects.filter(state=ExportState.DONE).order_by("progress_at")
    gone = looked_at = 0
    for export in ready.select_related("person__agency__group").iterator(chunk_size=1):
        if looked_at > _LOOKED_AT:
            break
        looked_at += len(export.case_ids)
        with transaction.atomic():
            CaseExport.objects.filter(pk=export.pk).update(progress_at=timezone.now())
            if mark_now(export.person, export.case_ids) != export.terms:
                gone += _empty(export.pk, "lapsed")
    return gone


def keep_until() -> timedelta:
    """How long a finished file stays."""
    return timedelta(hours=settings.EXPORT_KEEP_HOURS)
