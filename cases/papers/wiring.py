"""How papers reach desks, the home page and the calendar."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from cases.extensions import CaseAction, register_actions
from cases.papers import telling
from cases.papers.panels import to_sign_for
from cases.parsing.numbers import number_part
from cases.selectors import CaseView
from cases.selectors.numbers_held import numbers_held
from deadlines.calendar import current_calendar
from documents.models import Delivery, Document
from documents.policies import confined_deliveries, delivered_to
from documents.registry import (
    on_chased,
    on_laid,
    on_settled,
    on_void,
    register_number_spelling,
    register_numbers_held,
    register_workdays,
)
from documents.selectors import DocumentLine, deliveries_seen, lines_of, visible_documents
from inbox.registry import (
    SeenRows,
    SubjectLine,
    register_confined,
    register_kind,
    register_panel,
    register_subject,
)


def label_of(line: DocumentLine) -> str:
    """How a paper is named on a desk; without clearance it has no title there."""
    name = line.title or line.kind_name
    said = {"number": line.number, "name": name, "issuer": line.issuer}
    if line.withheld:
        return _("%(number)s %(name)s（%(issuer)s，须由数据级别相符的人员签收）") % said
    return _("%(number)s %(name)s（%(issuer)s）") % said


def delivery_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """Papers that reached the actor's agency, in to-dos and notices."""
    return {
        pk: SubjectLine(
            label_of(line.document), reverse("documents:paper", args=[line.document.id])
        )
        for pk, line in deliveries_seen(actor, ids).items()
    }


def seen_deliveries(actor: Person, ids: Collection[int]) -> QuerySet[Delivery]:
    """`delivery_subjects` without the labels."""
    return delivered_to(actor).filter(pk__in=list(ids))


def seen_documents(actor: Person, ids: Collection[int]) -> QuerySet[Document]:
    """`document_subjects` without the labels."""
    return visible_documents(actor).filter(pk__in=list(ids))


def document_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """Papers of the actor's agency, in what it is told of them."""
    found = seen_documents(actor, ids)
    related = found.select_related("issuer", "signed_by", "drafted_by")
    return {
        line.id: SubjectLine(label_of(line), reverse("documents:paper", args=[line.id]))
        for line in lines_of(actor, related)
    }


def paper_actions(actor: Person, view: CaseView) -> Sequence[CaseAction]:
    """The way from the page of a case to a new paper about it, for who writes the case."""
    if not view.may_change:
        return []
    return [
        CaseAction(_("起草文书"), reverse("documents:new", args=["case", view.id]), key="paper")
    ]


def workday_after(day: date, amount: int) -> date:
    """By the calendar of the notices of the State Council."""
    return current_calendar().shift(day, amount)


def register() -> None:
    """Called once when the app starts."""
    register_kind(telling.SIGN_FOR, gettext_lazy("签收文书"))
    register_kind(telling.UNSIGNED, gettext_lazy("文书逾期未签收"))
    register_kind(telling.COPY, gettext_lazy("收到抄送文书"))
    register_kind(telling.STILL_UNSIGNED, gettext_lazy("对方尚未签收文书"))
    register_kind(telling.SIGNED_FOR, gettext_lazy("对方已签收文书"))
    register_kind(telling.VOID, gettext_lazy("收到的文书已作废"))
    register_subject(telling.DELIVERY, delivery_subjects, SeenRows(seen_deliveries))
    register_subject(telling.DOCUMENT, document_subjects, SeenRows(seen_documents))
    register_confined(telling.DELIVERY, confined_deliveries)
    register_panel("documents.received", to_sign_for)
    register_actions("papers", paper_actions)
    register_workdays(workday_after)
    register_number_spelling(number_part)
    register_numbers_held(numbers_held)
    on_laid(telling.laid)
    on_chased(telling.chased)
    on_settled(telling.settled)
    on_void(telling.voided)
