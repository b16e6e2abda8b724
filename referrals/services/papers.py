"""The paper of a transition: drafted with what was typed, and signed in the same transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Agency, Person
from cases.grants import is_restricted
from documents.errors import Incomplete, MayNotDraft, MayNotSign, Refused
from documents.errors import NotVisible as PaperNotVisible
from documents.frame import Enclosures
from documents.kinds import KINDS, PaperKind
from documents.models import Delivery, Document
from documents.policies import OWN_GRADE
from documents.services import (
    Recipient,
    Subject,
    draft_document,
    issue_document,
    send_along,
    take_back_enclosures,
    void_document,
    withdraw_delivery,
)
from referrals.clocks import SUBJECT
from referrals.errors import Invalid, NotAllowed
from referrals.flows import FLOWS
from referrals.flows.table import Field, Kind, Role, Transition
from referrals.models import Referral
from referrals.services.enclosing import enclosed_with

# Kept by id: the paper says it in its own words.
_NAMED = frozenset({Kind.PERSON, Kind.PEOPLE})
_TAKEN_BACK = "移送方在对方签收前撤回"


def issue_paper(
    *,
    actor: Person,
    referral: Referral,
    done: Transition,
    sides: Mapping[Role, int],
    values: Mapping[str, Any],
    paper: Mapping[str, Any] | None,
) -> Document:
    """Sign the paper that belongs to a transition; a draft for it that is there is taken.

    With `paper` it says that and nothing else: whoever signs has checked this, not what a
    colleague left in the draft. Sections that weren't written take over the fields of the same
    name. Raises Invalid with
    ``paper.<section>`` for what is missing, NotAllowed where the post doesn't sign it.
    """
    kind = KINDS[done.paper]
    said: dict[str, Any] = {}
    if paper is not None:
        said = {**dict.fromkeys(section.name for section in kind.sections), **paper}
    try:
        draft = draft_document(
            actor=actor,
            kind=kind.key,
            subject=Subject(SUBJECT, referral.pk, referral.case_id),
            values=said,
            purpose=done.name,
        )
        _as_checked(draft, whole=paper is not None)
        taken_over = _taken_over(kind, done, values, draft.values) | dict(done.says)
        if taken_over:
            draft_document(
                actor=actor,
                kind=kind.key,
                subject=Subject(SUBJECT, referral.pk, referral.case_id),
                values=taken_over,
                purpose=done.name,
            )
        to = _recipients(referral.flow, done, sides)
        # Who gets it stands on no side yet: of a confidential matter it is for named people too.
        closed = referral.confidential or is_restricted(referral.case_id)
        confined = [each.agency_id for each in to] if closed else []
        enclosed = enclosed_with(actor, referral, done)
        document = issue_document(
            actor=actor,
            document_id=draft.pk,
            recipients=to,
            confined=confined,
            enclosures=Enclosures(enclosed.names, enclosed.papers),
        )
    except Incomplete as error:
        raise Invalid(
            {f"paper.{name}" if name else "": text for name, text in error.errors.items()}
        ) from error
    except (MayNotSign, MayNotDraft) as error:
        raise NotAllowed(_("您的岗位不能签发《%(paper)s》。") % {"paper": kind.name}) from error
    except PaperNotVisible as error:
        raise NotAllowed(_("您不能制作《%(paper)s》。") % {"paper": kind.name}) from error
    except Refused as error:
        raise Invalid({"": error.message}) from error
    send_along(actor=actor, document_ids=enclosed.papers, recipients=to)
    return document


def _taken_over(
    kind: PaperKind, done: Transition, values: Mapping[str, Any], written: Mapping[str, Any]
) -> dict[str, Any]:
    """Sections that weren't written and are answered by the fields of the same name."""
    fields = {field.name: field for field in done.fields}
    return {
        section.name: _as_section(fields[section.name], section.kind, values[section.name])
        for section in kind.sections
        if section.name in values.keys() & fields.keys()
        and fields[section.name].kind not in _NAMED
        and not written.get(section.name)
    }


def _as_checked(draft: Document, *, whole: bool) -> None:
    """Keep nothing of a draft that whoever signs with the step isn't shown."""
    draft.grade = max(draft.grade, OWN_GRADE)
    if whole:
        draft.title = draft.addressee = ""
        draft.frame = {**draft.frame, "urgency": ""}
    draft.save(update_fields=["grade", "title", "addressee", "frame"])


def void_paper(*, actor: Person, document_id: int, reason: str) -> None:
    """The paper of a step that was taken back is void; its number stays.

    Whoever hasn't signed for it reads it no more: it never was theirs.
    """
    said = reason or _TAKEN_BACK
    take_back_enclosures(actor=actor, document_id=document_id, reason=said)
    waiting = Delivery.objects.filter(
        document=document_id, signed_for_at__isnull=True, withdrawn_at__isnull=True
    )
    try:
        for delivery in waiting.order_by("pk"):
            withdraw_delivery(actor=actor, delivery_id=delivery.pk, reason=said, with_step=True)
        void_document(actor=actor, document_id=document_id, reason=said, with_step=True)
    except (MayNotSign, PaperNotVisible) as error:
        raise NotAllowed(_("您不能作废这一步的文书。")) from error
    except Refused as error:
        raise Invalid({"": error.message}) from error


def _recipients(flow: str, done: Transition, known: Mapping[Role, int]) -> list[Recipient]:
    """Who gets it. An agency that was closed meanwhile holds nobody up, unless the matter would
    wait for it."""
    waiting = {each.role for each in FLOWS[flow].state(done.target).waits_for}
    closed = set(
        Agency.objects.filter(pk__in=known.values(), is_active=False).values_list("pk", flat=True)
    )
    sides = {
        role: agency
        for role, agency in known.items()
        if agency not in closed or (role in waiting and role in done.paper_to)
    }
    direct = [Recipient(sides[role]) for role in done.paper_to if role in sides]
    copies = [Recipient(sides[role], is_copy=True) for role in done.copies_to if role in sides]
    return [*direct, *copies]


def _as_section(field: Field, kind: str, value: Any) -> Any:
    """A kept value as a section of a paper takes it, in Chinese whatever the actor reads."""
    if field.kind == Kind.CHOICE and kind != "choice":
        with override("zh-hans"):
            return str(dict(field.choices)[value])
    if field.kind == Kind.YES_NO:
        return "是" if value == "yes" else "否"
    if field.kind == Kind.AGENCY:
        return Agency.objects.values_list("name", flat=True).get(pk=value)
    if kind == "lines":
        return value.split("\n") if isinstance(value, str) else value
    if field.kind in {Kind.DAY, Kind.MOMENT} and kind == "day":
        return dt.datetime.fromisoformat(value).date().isoformat()
    return str(value)
