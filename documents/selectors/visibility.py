"""The one selector from which lists, pages, downloads and searches of papers start."""

from django.db.models import Q, QuerySet

from agencies.models import Person
from documents.models import Document
from documents.policies import OWN_GRADE, visible


def visible_documents(actor: Person) -> QuerySet[Document]:
    """The papers this actor may know of; how much of each is shown, `policies.cleared` says."""
    return visible(actor)


def readable_documents(actor: Person) -> QuerySet[Document]:
    """Those among them that the actor may read: `policies.cleared` as a question of rows."""
    own = Q(issuer=actor.agency_id, grade__lte=max(actor.clearance, OWN_GRADE))
    return visible(actor).filter(own | Q(grade__lte=actor.clearance))
