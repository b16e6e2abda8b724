"""Who may know of cases that are restricted to named people."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import OuterRef, QuerySet

from cases.models import CaseAccess, CasePersonAccess, Profile


def confined_rows(case: OuterRef) -> QuerySet[CaseAccess]:
    """Rows where the owner of this case restricts it to named people."""
    return CaseAccess.objects.filter(content_object_id=case, profile=Profile.OWNER, named_only=True)


def named_people(case_ids: Collection[int]) -> Mapping[int, Mapping[int, Collection[int]]]:
    """Of the restricted cases among these: by case and agency the people named."""
    restricted = CaseAccess.objects.filter(content_object__in=list(case_ids), named_only=True)
    found: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for case_id, agency in restricted.values_list("content_object", "group__agency"):
        found[case_id][agency] = set()
    people = CasePersonAccess.objects.filter(content_object__in=list(found))
    for case_id, person, agency in people.values_list("content_object", "user", "user__agency"):
        if agency in found[case_id]:
            found[case_id][agency].add(person)
    return found


def own_named(case_id: int, agency_id: int) -> set[int]:
    """Whom an agency has named for a case, whether or not it is restricted now."""
    rows = CasePersonAccess.objects.filter(content_object=case_id, user__agency=agency_id)
    return set(rows.values_list("user_id", flat=True))
