"""Access to a case by a ground of its own: a referral, later a supervision matter or a request.

A grant is kept beside the access row (`CaseGrant`); which ground the row stands on is settled
each time a ground comes or goes (cases.sharing.settle_access).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agencies.models import Agency, Person
from audit.services import record
from cases.grounds import view_permission_id
from cases.models import Case, CaseAccess, CaseGrant, CasePersonAccess, Profile
from cases.sharing import settle_access
from core.clock import current_moment


@dataclass(frozen=True)
class Granted:
    """What a ground opens to an agency.

    `people`: who of the agency may see the case when it is restricted to named people.
    """

    agency: Agency
    profile: str
    ceiling: int
    basis: str
    expires_at: datetime | None = None
    people: tuple[int, ...] = ()


def grant_access(
    *,
    actor: Person | None,
    case: Case,
    agency: Agency,
    profile: str,
    ceiling: int,
    basis: str,
    referral_key: str,
    expires_at: datetime | None = None,
    people: Sequence[int] = (),
) -> None:
    """Open a case to an agency on this ground; again, with other terms, replaces them.

    To the owner nothing is opened. Where another ground shows more, that one goes on counting
    and this one takes over when it ends.
    """
    there = _grants(case, referral_key)
    kept = [_as_granted(grant) for grant in there if grant.agency_id != agency.pk]
    new = Granted(agency, profile, ceiling, basis[:200], expires_at, tuple(people))
    set_grants(actor=actor, case=case, referral_key=referral_key, wanted=[*kept, new])


def end_access(
    *, actor: Person | None, case: Case, referral_key: str, agency: Agency | None = None
) -> None:
    """This ground ends, for one agency or for all; the next that opens the case counts again."""
    there = _grants(case, referral_key) if agency else []
    kept = [_as_granted(grant) for grant in there if agency and grant.agency_id != agency.pk]
    set_grants(actor=actor, case=case, referral_key=referral_key, wanted=kept)


def is_restricted(case_id: int | None) -> bool:
    """Whether its owner restricts the case to named people; no case, no restriction."""
    return case_id is not None and bool(restricted_cases([case_id]))


def restricted_cases(case_ids: Collection[int]) -> set[int]:
    """Which of these cases their owners restrict to named people."""
    if not case_ids:
        return set()
    rows = CaseAccess.objects.filter(content_object__in=case_ids, profile=Profile.OWNER)
    found = rows.filter(named_only=True).values_list("content_object_id", flat=True)
    return set(found)


@transaction.atomic
def set_grants(
    *, actor: Person | None, case: Case, referral_key: str, wanted: Sequence[Granted]
) -> None:
    """Make the grants of one ground be these, and the access rows fit.

    Of several for one agency the one that shows most counts. Idempotent; only a change is
    logged, in the trail of the case.
    """
    # One at a time for a case: who counts grounds must see all of them.
    Case.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=case.pk)
    best: dict[int, Granted] = {}
    for each in sorted(wanted, key=_shows):
        if each.agency.pk != case.owner_id:
            best[each.agency.pk] = each
    there = {grant.agency_id: grant for grant in _grants(case, referral_key)}
    gone = [there[pk] for pk in there.keys() - best.keys()]
    moved = [each for pk, each in best.items() if pk not in there or not _same(there[pk], each)]
    if not gone and not moved:
        return
    agencies = [*best.keys(), *there.keys()]
    before = _rows(case, agencies)
    CaseGrant.objects.filter(pk__in=[grant.pk for grant in gone]).delete()
    _write(actor, case, referral_key, moved)
    settle_access(case.pk)
    for agency_id in {grant.agency_id for grant in gone} | {each.agency.pk for each in moved}:
        _follow_people(case, agency_id, there.get(agency_id))
    _record(actor, case, referral_key, before, _rows(case, agencies))


def _write(actor: Person | None, case: Case, key: str, moved: Sequence[Granted]) -> None:
    now = current_moment()
    CaseGrant.objects.bulk_create(
        [
            CaseGrant(
                case=case,
                agency=each.agency,
                key=key,
                profile=each.profile,
                grade_ceiling=each.ceiling,
                basis=each.basis,
                people=sorted(each.people),
                granted_by=actor,
                granted_at=now,
                expires_at=each.expires_at,
            )
            for each in moved
        ],
        update_conflicts=True,
        unique_fields=["case", "agency", "key"],
        update_fields=[
            "profile", "grade_ceiling", "basis", "people", "granted_by", "granted_at",
            "expires_at",
        ],
    )  # fmt: skip


def _follow_people(case: Case, agency_id: int, before: CaseGrant | None) -> None:
    """Name whom the grants name, and no longer whom only the one that went named."""
    named = {
        person
        for grant in CaseGrant.objects.filter(case=case, agency=agency_id)
        for person in grant.people
    }
    gone = set(before.people if before else ()) - named
    if gone:
        CasePersonAccess.objects.filter(content_object=case, user__in=gone).delete()
    if not named:
        return
    there = CasePersonAccess.objects.filter(content_object=case, user__in=named)
    missing = named - set(there.values_list("user_id", flat=True))
    for person in Person.objects.filter(pk__in=missing, agency=agency_id):
        CasePersonAccess.objects.create(
            user=person, content_object=case, permission_id=view_permission_id()
        )


def _record(
    actor: Person | None,
    case: Case,
    key: str,
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    changes = {
        name: [before.get(name), after.get(name)]
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }
    record(
        actor=actor,
        verb="access.close" if before.keys() - after.keys() else "access.open",
        obj=case,
        case_id=case.pk,
        changes=changes,
        ground=key,
    )


def _rows(case: Case, agency_ids: Sequence[int]) -> dict[str, str]:
    """What the agencies see of the case, by their names, for the log."""
    rows = CaseAccess.objects.filter(content_object=case, group__agency__in=agency_ids)
    fields = ("group__agency__name", "profile", "grade_ceiling")
    return {name: f"{profile} L{grade}" for name, profile, grade in rows.values_list(*fields)}


def _grants(case: Case, key: str) -> list[CaseGrant]:
    return list(CaseGrant.objects.filter(case=case, key=key).select_related("agency"))


def _as_granted(grant: CaseGrant) -> Granted:
    return Granted(
        grant.agency,
        grant.profile,
        grant.grade_ceiling,
        grant.basis,
        grant.expires_at,
        tuple(grant.people),
    )


def _same(grant: CaseGrant, each: Granted) -> bool:
    return _as_granted(grant) == each


_RANKS = (Profile.POINTER, Profile.FOLLOWER, Profile.SUPERVISOR, Profile.HANDLER, Profile.OWNER)


def _shows(each: Granted) -> tuple[int, int]:
    """How much it shows, as cases.grounds orders it."""
    return _RANKS.index(Profile(each.profile)), each.ceiling
