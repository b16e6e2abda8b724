"""What the case file tells the floors below."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from audit.registry import name_verbs
from cases.case_file import subject
from cases.case_file.papers import scanned_kinds
from cases.case_file.telling import INFECTED, tell_infected
from cases.extensions import CaseAction, register_actions
from cases.selectors import CaseView
from documents.attachments.registry import (
    on_infected,
    register_grades,
    register_kinds,
    register_place,
)
from documents.registry import register_subject
from inbox.registry import register_kind


def file_url(case_id: int) -> str:
    """Where the file of a case is shown."""
    return reverse("cases:file", args=[case_id])


def file_action(actor: Person, view: CaseView) -> Sequence[CaseAction]:
    """The way from the page of a case to its file."""
    return [CaseAction(_("案卷和附件"), file_url(view.id), key="file")]


def register() -> None:
    """Called once when the app starts."""
    register_subject(subject.SUBJECT, subject.RULES)
    register_grades(subject.SUBJECT, subject.file_grades)
    register_kinds(subject.SUBJECT, scanned_kinds())
    register_place(subject.SUBJECT, file_url)
    register_actions("case_file", file_action)
    on_infected(tell_infected)
    register_kind(INFECTED, gettext_lazy("您上传的文件有病毒，已经停止下载"))
    name_verbs(
        {
            "case_file.read": gettext_lazy("查看案卷"),
            "case_file.make": gettext_lazy("生成整卷 PDF"),
            "case_file.print": gettext_lazy("打印案卷目录"),
        }
    )
