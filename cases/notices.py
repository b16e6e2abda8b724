"""Those who gave a file or asked for one are told what became of it."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from cases.exporting.services import exports_of
from cases.importing.selectors import kept_counts, sessions_of
from cases.models import CaseExport, ExportState, ImportSession, RowState
from inbox.registry import SubjectLine, register_kind, register_subject
from inbox.services import NoticeInput, post_notices, withdraw_notices

IMPORT, EXPORT = "import", "export"
FINISHED, PARTLY, STOPPED = "import.finished", "import.partly", "import.stopped"
READY, FAILED = "export.ready", "export.failed"


def tell_import_finished(session: ImportSession) -> None:
    """Every row was dealt with: who uploaded the file and who began hear of it."""
    refused = kept_counts(session)[RowState.REFUSED]
    _tell_import(session, PARTLY if refused else FINISHED)


def tell_import_stopped(session: ImportSession) -> None:
    """Who began may not record any more; a colleague has to go on."""
    _tell_import(session, STOPPED)


def forget_import(session: ImportSession) -> None:
    """What it brought was taken back."""
    withdraw_notices(actor=None, subject_type=IMPORT, subject_ids=[session.pk])


def tell_export(export: CaseExport, state: str) -> None:
    """The file is there, or there will be none."""
    post_notices(
        [
            NoticeInput(
                kind=READY if state == ExportState.DONE else FAILED,
                key=f"export:{export.pk}",
                agency_id=export.agency_id,
                person_id=export.person_id,
                subject_type=EXPORT,
                subject_id=export.pk,
            )
        ]
    )


def import_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How imports are named: those of the actor's agency, to those who record for it."""
    return {
        session.pk: SubjectLine(_import_words(session), reverse("cases:import_session", args=[pk]))
        for session in sessions_of(actor).filter(pk__in=ids)
        if (pk := session.pk)
    }


def export_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How exports are named, each to the person who asked for it."""
    url = reverse("cases:exports")
    return {
        export.pk: SubjectLine(f"{export.get_kind_display()} #{export.pk}", url)
        for export in exports_of(actor).filter(pk__in=ids).defer("case_ids")
    }


def register() -> None:
    """Called once when the app starts."""
    register_kind(FINISHED, gettext_lazy("文件导入完成"))
    register_kind(PARTLY, gettext_lazy("文件导入完成，有不能登记的行"))
    register_kind(STOPPED, gettext_lazy("文件导入停止，登记人已不能登记案件，请同事继续"))
    register_kind(READY, gettext_lazy("导出文件已生成，可以下载"))
    register_kind(FAILED, gettext_lazy("导出文件没有生成"))
    register_subject(IMPORT, import_subjects)
    register_subject(EXPORT, export_subjects)


def _tell_import(session: ImportSession, kind: str) -> None:
    readers = filter(None, {session.person_id, session.committed_by_id})
    # Another end than the last time: what was said then isn't so any more.
    forget_import(session)
    post_notices(
        [
            NoticeInput(
                kind=kind,
                key=f"{kind}:{session.pk}:{person}",
                agency_id=session.agency_id,
                person_id=person,
                subject_type=IMPORT,
                subject_id=session.pk,
            )
            for person in sorted(readers)
        ]
    )


def _import_words(session: ImportSession) -> str:
    counts = kept_counts(session)
    said = {
        "file": session.file_name,
        "recorded": counts[RowState.RECORDED] + counts[RowState.UPDATED],
        "refused": counts[RowState.REFUSED],
    }
    return _("%(file)s：登记 %(recorded)s 行，不能登记 %(refused)s 行") % said
