"""Access rows: written with the case, and when an agreement begins or ends."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from agencies.models import AgreementStatus, Person, SharingAgreement
from audit.services import record
from cases.models import AccessSource, Case, CaseAccess, Profile
from core.clock import current_day, current_moment

# Stored as it was when granted; shown translated by its source.
OWN_CASE = "本机关办理的案件"


@cache
def view_permission_id() -> int:
    """The one permission that access rows carry; forgotten when it may have been made anew."""
    return Permission.objects.values_list("pk", flat=True).get(
        content_type__app_label="cases", codename="view_case"
    )


@receiver(post_migrate)
def _forget_permission(**kwargs: Any) -> None:
    view_permission_id.cache_clear()


# Every agreement in force today opens what it covers, for some cases, one agreement or all; where
# several cover a case for the same receiver, the one that shows most counts. A row that is there
# already stays as it is, so that this may run as often as one likes.
_SHARE = """
INSERT INTO cases_caseaccess (group_id, permission_id, content_object_id, profile, source,
    agreement_id, basis, grade_ceiling, granted_by_id, granted_at, expires_at, named_only,
    entered_at, is_open)
SELECT DISTINCT ON (receiver.group_id, c.id)
    receiver.group_id, %(permission)s, c.id, a.profile, 'agreement',
    a.id, a.legal_basis, a.grade_ceiling, a.decided_by_id, now(), NULL::timestamptz, false,
    c.entered_at, c.closed_on IS NULL
FROM agencies_sharingagreement a
JOIN agencies_agency receiver ON receiver.id = a.receiver_id
JOIN cases_case c ON c.owner_id = a.provider_id
    AND (a.sectors = '{}' OR c.sector = ANY (a.sectors))
WHERE a.status = 'in_force' AND a.valid_from <= %(today)s
  AND (a.valid_to IS NULL OR a.valid_to >= %(today)s)
  AND (%(agreement)s::bigint IS NULL OR a.id = %(agreement)s)
  AND (%(cases)s::bigint[] IS NULL OR c.id = ANY (%(cases)s::bigint[]))
  AND NOT EXISTS (
      SELECT 1 FROM cases_caseaccess there
      WHERE there.group_id = receiver.group_id AND there.permission_id = %(permission)s
        AND there.content_object_id = c.id
  )
ORDER BY receiver.group_id, c.id, a.grade_ceiling DESC, a.id
ON CONFLICT DO NOTHING
"""


def _share(*, case_ids: Collection[int] | None = None, agreement_id: int | None = None) -> int:
    """Open what agreements in force today cover; returns the rows written."""
    terms: dict[str, Any] = {
        "permission": view_permission_id(),
        "today": current_day(),
        "agreement": agreement_id,
        "cases": None if case_ids is None else list(case_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SHARE, terms)
        opened: int = cursor.rowcount
    return opened


def open_access(cases: Sequence[Case], *, actor: Person | None) -> None:
    """Write the owner's row of new cases, and one for every agency each is shared with."""
    now = current_moment()
    CaseAccess.objects.bulk_create(
        [
            CaseAccess(
                group_id=case.owner.group_id,
                permission_id=view_permission_id(),
                content_object=case,
                profile=Profile.OWNER,
                source=AccessSource.OWNERSHIP,
                basis=OWN_CASE,
                granted_by=actor,
                granted_at=now,
                entered_at=case.entered_at,
                is_open=case.closed_on is None,
            )
            for case in cases
        ]
    )
    _share(case_ids=[case.pk for case in cases])


def follow_cases(changed: Iterable[tuple[Case, str]]) -> None:
    """Carry to the access rows what changed: whether a case is open, and its sector.

    Each case comes with the sector it had.
    """
    by_state: dict[bool, list[int]] = {True: [], False: []}
    for case, sector_before in changed:
        by_state[case.closed_on is None].append(case.pk)
        if case.sector != sector_before:
            _follow_sector(case, sector_before)
    for is_open, ids in by_state.items():
        if ids:
            rows = CaseAccess.objects.filter(content_object_id__in=ids)
            rows.exclude(is_open=is_open).update(is_open=is_open)


def _follow_sector(case: Case, sector_before: str) -> None:
    covering = Q(agreement__sectors=[]) | Q(agreement__sectors__contains=[case.sector])
    closed, _ = case.access.filter(agreement__isnull=False).exclude(covering).delete()
    opened = _share(case_ids=[case.pk])
    if closed or opened:
        record(
            actor=None,
            verb="access.follow_sector",
            obj=case,
            case_id=case.pk,
            changes={"sector": [sector_before, case.sector], "closed": closed, "opened": opened},
        )


_COVERED = """
SELECT count(*) FROM agencies_sharingagreement a JOIN cases_case c ON c.owner_id = a.provider_id
    AND (a.sectors = '{}' OR c.sector = ANY (a.sectors))
WHERE a.id = %s
"""


def covered_cases(agreement: SharingAgreement) -> int:
    """How many cases the agreement covers or would cover: a figure for those who decide on it."""
    with connection.cursor() as cursor:
        cursor.execute(_COVERED, [agreement.pk])
        number: int = cursor.fetchone()[0]
    return number


@transaction.atomic
def apply_agreement(agreement_id: int) -> int:
    """Open what one agreement covers, if it is in force today; returns the rows written."""
    opened = _share(agreement_id=agreement_id)
    if opened:
        agreement = SharingAgreement.objects.get(pk=agreement_id)
        record(actor=None, verb="agreement.apply", obj=agreement, changes={"cases": opened})
    return opened


@transaction.atomic
def follow_agreements() -> int:
    """Remove rows that stopped counting and open what agreements in force cover; returns
    the rows removed.

    Agreements begin and end by the calendar, another agreement may take over from one
    that ended, and a case recorded while an agreement was being applied may have been
    missed: all of it is made good here.
    """
    today = current_day()
    over = Q(agreement__status=AgreementStatus.ENDED) | Q(agreement__valid_to__lt=today)
    removed, _ = CaseAccess.objects.filter(over | Q(expires_at__lte=current_moment())).delete()
    opened = _share()
    if removed or opened:
        changes = {"removed": removed, "opened": opened}
        record(actor=None, verb="access.follow_agreements", changes=changes)
    return removed
