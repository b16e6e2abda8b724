"""Who may see, take, bring and take out files: one place for all of it."""

from collections.abc import Collection, Mapping

from django.conf import settings

from agencies.models import HEADS, Person
from documents.attachments.registry import grades_of
from documents.models import Attachment, ScanState
from documents.policies import OWN_GRADE, may_write, sees_papers
from documents.registry import rules_of


def limits(actor: Person, subject_type: str, ids: Collection[int]) -> Mapping[int, int]:
    """Of the subjects that the actor may read, the highest grade of files shown."""
    rules = rules_of(subject_type)
    if rules is None or not ids or not sees_papers(actor):
        return {}
    readable = rules.readable(actor, ids)
    return grades_of(subject_type, actor, readable) if readable else {}


def is_shown(actor: Person, attachment: Attachment, limit: int | None) -> bool:
    """Whether a file is there for the actor, who sees others' files up to this grade.

    None stands for a subject that they may not read: not even their own agency's is there.
    One that was taken out is named only to the agency that had brought it: it may have been
    about somebody else.
    """
    if limit is None:
        return False
    own = attachment.agency_id == actor.agency_id
    if attachment.removed_at is not None and not own:
        return False
    return attachment.grade <= (max(limit, OWN_GRADE) if own else limit)


def is_served(attachment: Attachment) -> bool:
    """Whether the file itself is handed out to who sees it."""
    if attachment.removed_at is not None or attachment.emptied_at is not None:
        return False
    if attachment.scan == ScanState.PENDING:
        return not settings.CLAMD_ADDRESS
    return attachment.scan != ScanState.INFECTED


def may_attach(actor: Person, subject_type: str, subject_id: int) -> bool:
    """Whether the actor may bring files about this subject."""
    return sees_papers(actor) and may_write(actor, subject_type, subject_id)


def removes(actor: Person, attachment: Attachment) -> bool:
    """Who brought it, and the head of that agency; of what they may write on."""
    return (
        attachment.removed_at is None
        and attachment.agency_id == actor.agency_id
        and (attachment.brought_by_id == actor.pk or actor.holds(*HEADS))
    )
