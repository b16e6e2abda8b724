"""The one selector from which lists, pages, downloads and searches of papers start."""

from django.db.models import QuerySet

from agencies.models import Person
from documents.models import Document
from documents.policies import visible


def visible_documents(actor: Person) -> QuerySet[Document]:
    """The papers this actor may know of; how much of each is shown, `policies.cleared` says."""
    return visible(actor)
