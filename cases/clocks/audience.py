"""Who may be told of a period of a case: asked for the system, nothing of the case is read."""

from collections.abc import Collection

from django.db.models import Q

from agencies.models import AgreementStatus, Posting, SharingAgreement
from cases.models import CaseAccess, CasePersonAccess, Profile
from cases.redaction import Scope
from core.clock import current_day, current_moment


def named_people(case_ids: Collection[int]) -> dict[int, dict[str, set[int]]]:
    """Of the cases that are restricted to named people: who those are in their agency, by post.

    For the system, which has something to tell them.
    """
    rows = CaseAccess.objects.filter(
        content_object__in=case_ids, profile=Profile.OWNER, named_only=True
    )
    restricted = dict(rows.values_list("content_object_id", "group_id"))
    found: dict[int, dict[str, set[int]]] = {case_id: {} for case_id in restricted}
    if not restricted:
        return found
    people = CasePersonAccess.objects.filter(content_object__in=restricted, user__is_active=True)
    fields = ("content_object_id", "user_id", "user__agency__group_id", "user__postings__post")
    for case_id, person_id, group_id, post in people.values_list(*fields):
        if group_id == restricted[case_id] and post:
            found[case_id].setdefault(post, set()).add(person_id)
    return found


def clearances(agency_ids: Collection[int], post: str) -> dict[int, dict[int, int]]:
    """Of these agencies: who holds the post, each with their clearance."""
    held = Posting.objects.filter(
        person__agency__in=agency_ids, person__is_active=True, person__is_system=False, post=post
    )
    found: dict[int, dict[int, int]] = {}
    for agency_id, person_id, clearance in held.values_list(
        "person__agency", "person", "person__clearance"
    ):
        found.setdefault(agency_id, {})[person_id] = clearance
    return found


def agencies_that_see(case_ids: Collection[int], kind: str) -> dict[int, dict[int, Scope]]:
    """Agencies of a kind to which each case is open now, and how much of it at most.

    For the system, which has something to tell them; people are asked by `visible_access`.
    """
    today = current_day()
    in_force = SharingAgreement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        status=AgreementStatus.IN_FORCE,
        valid_from__lte=today,
    )
    rows = CaseAccess.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=current_moment()),
        Q(agreement__isnull=True) | Q(agreement__in=in_force.values("pk")),
        content_object__in=case_ids,
        named_only=False,
        group__agency__kind=kind,
        group__agency__is_active=True,
    )
    found: dict[int, dict[int, Scope]] = {}
    fields = ("content_object_id", "group__agency__pk", "profile", "grade_ceiling")
    for case_id, agency_id, profile, ceiling in rows.values_list(*fields):
        found.setdefault(case_id, {})[agency_id] = Scope(profile=profile, grade=ceiling)
    return found
