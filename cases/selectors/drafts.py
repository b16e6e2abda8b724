"""Drafts are seen by the person who types them, and nobody else."""

import uuid

from django.db.models import QuerySet

from agencies.models import Person
from cases.models import CaseDraft
from cases.policies import may_record


def drafts_of(actor: Person) -> QuerySet[CaseDraft]:
    """Unfinished drafts of the actor's, latest first."""
    if not may_record(actor):
        return CaseDraft.objects.none()
    return CaseDraft.objects.filter(person=actor, agency=actor.agency, case__isnull=True)


def draft_of(actor: Person, draft_id: uuid.UUID) -> CaseDraft | None:
    """A draft of the actor's, recorded or not; None for anybody else."""
    if not may_record(actor):
        return None
    return (
        CaseDraft.objects.filter(pk=draft_id, person=actor, agency=actor.agency)
        .select_related("case")
        .first()
    )
