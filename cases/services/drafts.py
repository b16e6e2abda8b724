"""Drafts: what is typed is kept by the server, and makes exactly one case."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import Person
from audit.services import record
from cases.inputs import CaseInput
from cases.models import Case, CaseDraft
from cases.policies import may_record
from cases.services.record import record_case
from core.again import begun_again


class NewerDraft(Exception):
    """What is kept was sent after this."""


def open_draft(*, actor: Person) -> CaseDraft:
    """An empty draft of the actor's. PermissionDenied for those who don't enter cases."""
    if not may_record(actor):
        raise PermissionDenied
    with transaction.atomic():
        draft = CaseDraft.objects.create(person=actor, agency=actor.agency)
        record(actor=actor, verb="draft.open", obj=draft)
    return draft


def _lock(actor: Person, draft_id: uuid.UUID) -> CaseDraft:
    drafts = CaseDraft.objects.select_for_update().filter(person=actor, agency=actor.agency)
    draft = drafts.filter(pk=draft_id).first()
    if draft is None or not may_record(actor):
        raise PermissionDenied
    return draft


@transaction.atomic
def save_draft(
    *,
    actor: Person,
    draft_id: uuid.UUID,
    form_data: str,
    title: str = "",
    sequence: int = 0,
    automatic: bool = False,
) -> CaseDraft:
    """Keep what was typed, replacing what was kept. A recorded draft is left as it is.

    `sequence` rises with everything that one page sends. What a button sends is always
    kept; what was saved automatically only when it is newer than what is there, else
    NewerDraft is raised. Not audited: it happens every second while somebody types,
    and nobody else can see a draft.
    """
    draft = _lock(actor, draft_id)
    if draft.case_id is None:
        if automatic and sequence <= draft.sequence:
            raise NewerDraft
        draft.sequence = max(sequence, draft.sequence + 1)
        draft.form_data, draft.title = form_data, title[:120]
        draft.save(update_fields=["form_data", "title", "sequence", "saved_at"])
    return draft


@begun_again
@transaction.atomic
def record_draft(*, actor: Person, draft_id: uuid.UUID, data: CaseInput) -> Case:
    """Record the case of a draft; a second call returns the case of the first."""
    draft = _lock(actor, draft_id)
    if draft.case is not None:
        return draft.case
    case = record_case(actor=actor, data=data)
    # What was typed holds ID numbers; the case has them now.
    draft.case, draft.form_data = case, ""
    draft.save(update_fields=["case", "form_data", "saved_at"])
    return case


@transaction.atomic
def discard_draft(*, actor: Person, draft_id: uuid.UUID) -> None:
    """Throw a draft away, unless it has become a case."""
    draft = _lock(actor, draft_id)
    if draft.case_id is None:
        record(actor=actor, verb="draft.discard", obj=draft)
        draft.delete()
