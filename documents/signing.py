"""Where a paper is signed: by itself, or with the step of a flow that it belongs to."""

from agencies.models import Person
from documents.models import Document
from documents.registry import rules_of

# The purpose of a paper that amends the one of this id.
AMENDS = "amends:{}"


def is_free(document: Document) -> bool:
    """Whether it is signed by itself: drafted for nothing, or to amend another paper."""
    return not document.purpose or document.purpose.startswith(AMENDS.format(""))


def signed_with(actor: Person, document: Document) -> str:
    """The address of the step that a paper of a flow is signed with, or ""."""
    rules = rules_of(document.subject_type)
    if is_free(document) or rules is None or rules.signed_at is None:
        return ""
    return rules.signed_at(actor, document)
