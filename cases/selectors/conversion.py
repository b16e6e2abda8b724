"""The evidence that the receiving police convert."""

from django.db.models import QuerySet

from agencies.models import Person
from cases.models import EvidenceItem
from cases.policies import access_of, may_convert


def convertible(actor: Person, case_id: int) -> QuerySet[EvidenceItem]:
    """The items of a case for those who say what became of them; none for anybody else."""
    access = access_of(actor, case_id)
    if access is None or not may_convert(actor, access):
        return EvidenceItem.objects.none()
    return EvidenceItem.objects.filter(case=case_id)
