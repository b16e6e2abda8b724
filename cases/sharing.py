"""Access rows: written with the case, and when an agreement begins or ends."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q

from agencies.models import AgreementStatus, Person, SharingAgreement
from audit.services import record
from cases import grounds
from cases.grounds import view_permission_id
from cases.models import AccessSource, Case, CaseAccess, CaseGrant, Profile
from core.clock import current_day, current_moment

__all__ = [
    "OWN_CASE",
    "apply_agreement",
    "covered_cases",
    "follow_agreements",
    "follow_cases",
    "open_access",
    "settle_access",
    "view_permission_id",
]

# For so long the job may not have run.
_NIGHTS_MISSED = 7
# Stored as it was when granted; shown translated by its source.
OWN_CASE = "本机关办理的案件"


def _share(*, case_ids: Collection[int] | None = None, agreement_id: int | None = None) -> int:
    """Open what agreements in force today and grants cover; returns the rows written."""
    terms = grounds.terms(case_ids=case_ids, agreement_id=agreement_id)
    with connection.cursor() as cursor:
        cursor.execute(grounds.OPEN, terms)
        opened: int = cursor.rowcount
    return opened


def _improve(*, case_ids: Collection[int] | None = None, agreement_id: int | None = None) -> int:
    """Where another ground shows more than the one a row stands on, it takes its place."""
    terms = grounds.terms(case_ids=case_ids, agreement_id=agreement_id)
    with connection.cursor() as cursor:
        cursor.execute(grounds.REPLACE, terms)
        replaced: int = cursor.rowcount
    return replaced


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
    opened += _improve(case_ids=[case.pk])
    if closed or opened:
        record(
            actor=None,
            verb="access.follow_sector",
            obj=case,
            case_id=case.pk,
            changes={"sector": [sector_before, case.sector], "closed": closed, "opened": opened},
        )


def _follow_restrictions() -> None:
    """A row that was being opened while its case was restricted follows its owner's."""
    restricted = CaseAccess.objects.filter(profile=Profile.OWNER, named_only=True)
    rows = CaseAccess.objects.filter(content_object__in=restricted.values("content_object"))
    rows.filter(named_only=False).update(named_only=True)


def _lately_begun() -> list[int]:
    """Agreements that began of late: what they show more, rows of others have to give way to."""
    today = current_day()
    begun = SharingAgreement.objects.filter(
        status=AgreementStatus.IN_FORCE,
        valid_from__lte=today,
        valid_from__gt=today - timedelta(days=_NIGHTS_MISSED),
    )
    return list(begun.order_by("pk").values_list("pk", flat=True))


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


def settle_access(case_id: int) -> tuple[int, int, int]:
    """Make the rows of one case fit its grounds; returns how many were opened, changed, closed.

    The caller holds the lock of the case. Rows of the owner, and those that stand on no
    ground kept anywhere, stay as they are.
    """
    opened = _share(case_ids=[case_id])
    replaced = _improve(case_ids=[case_id])
    with connection.cursor() as cursor:
        cursor.execute(grounds.CLOSE, grounds.terms(case_ids=[case_id]))
        closed: int = cursor.rowcount
    return opened, replaced, closed


@transaction.atomic
def apply_agreement(agreement_id: int) -> int:
    """Open what one agreement covers, if it is in force today; returns the rows written."""
    opened = _share(agreement_id=agreement_id)
    replaced = _improve(agreement_id=agreement_id)
    if opened or replaced:
        agreement = SharingAgreement.objects.get(pk=agreement_id)
        changes = {"cases": opened} | ({"replaced": replaced} if replaced else {})
        record(actor=None, verb="agreement.apply", obj=agreement, changes=changes)
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
    CaseGrant.objects.filter(expires_at__lte=current_moment()).delete()
    opened = _share()
    _follow_restrictions()
    for agreement_id in _lately_begun():
        _improve(agreement_id=agreement_id)
    if removed or opened:
        changes = {"removed": removed, "opened": opened}
        record(actor=None, verb="access.follow_agreements", changes=changes)
    return removed
