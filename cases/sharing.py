"""Access rows: written with the case, and when an agreement begins or ends."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import timezone

from agencies.models import AgreementStatus, Person, SharingAgreement
from audit.services import record
from cases.models import AccessSource, Case, CaseAccess, Profile

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


def agreements_covering(case: Case) -> Iterable[SharingAgreement]:
    """Agreements in force under which the owner shares cases of this sector."""
    today = timezone.localdate()
    return SharingAgreement.objects.filter(
        Q(sectors=[]) | Q(sectors__contains=[case.sector]),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        provider=case.owner_id,
        status=AgreementStatus.IN_FORCE,
    ).select_related("receiver")


def open_access(case: Case, *, actor: Person | None) -> None:
    """Write the owner's row and one for every agreement that covers the case."""
    permission_id = view_permission_id()
    now = timezone.now()
    rows = [
        CaseAccess(
            group_id=case.owner.group_id,
            permission_id=permission_id,
            content_object=case,
            profile=Profile.OWNER,
            source=AccessSource.OWNERSHIP,
            basis=OWN_CASE,
            granted_by=actor,
            granted_at=now,
            entered_at=case.entered_at,
            is_open=case.closed_on is None,
        )
    ]
    rows += [
        CaseAccess(
            group_id=agreement.receiver.group_id,
            permission_id=permission_id,
            content_object=case,
            profile=agreement.profile,
            source=AccessSource.AGREEMENT,
            agreement=agreement,
            basis=agreement.legal_basis,
            grade_ceiling=agreement.grade_ceiling,
            granted_by_id=agreement.decided_by_id,
            granted_at=now,
            entered_at=case.entered_at,
            is_open=case.closed_on is None,
        )
        for agreement in agreements_covering(case)
    ]
    CaseAccess.objects.bulk_create(rows)


def follow_case(case: Case) -> None:
    """Carry to the access rows what the list needs to know of the case."""
    rows = case.access.exclude(is_open=case.closed_on is None)
    rows.update(is_open=case.closed_on is None)


# Set-based: an agreement may cover ten years of cases. A row that is there
# already (by ownership or another agreement) stays as it is.
_APPLY = """
INSERT INTO cases_caseaccess (group_id, permission_id, content_object_id, profile, source,
    agreement_id, basis, grade_ceiling, granted_by_id, granted_at, expires_at, named_only,
    entered_at, is_open)
SELECT receiver.group_id, %(permission)s, c.id, a.profile, 'agreement',
    a.id, a.legal_basis, a.grade_ceiling, a.decided_by_id, now(), NULL, false,
    c.entered_at, c.closed_on IS NULL
FROM agencies_sharingagreement a
JOIN agencies_agency receiver ON receiver.id = a.receiver_id
JOIN cases_case c ON c.owner_id = a.provider_id
    AND (a.sectors = '{}' OR c.sector = ANY (a.sectors))
WHERE a.id = %(agreement)s AND a.status = 'in_force'
ON CONFLICT (group_id, permission_id, content_object_id) DO NOTHING
"""


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
    """Open what an agreement that came into force covers; returns the rows written."""
    with connection.cursor() as cursor:
        cursor.execute(_APPLY, {"permission": view_permission_id(), "agreement": agreement_id})
        opened: int = cursor.rowcount
    if opened:
        agreement = SharingAgreement.objects.get(pk=agreement_id)
        record(actor=None, verb="agreement.apply", obj=agreement, changes={"cases": opened})
    return opened


@transaction.atomic
def remove_ended_access() -> int:
    """Remove rows that stopped counting; the audit keeps how many and why.

    A case that another agreement between the same two agencies still covers
    gets that agreement's row instead.
    """
    today = timezone.localdate()
    over = Q(agreement__status=AgreementStatus.ENDED) | Q(agreement__valid_to__lt=today)
    ended = list(
        SharingAgreement.objects.filter(receiver__is_active=True).filter(
            Q(status=AgreementStatus.ENDED) | Q(valid_to__lt=today)
        )
    )
    removed, _ = CaseAccess.objects.filter(over | Q(expires_at__lte=timezone.now())).delete()
    if removed:
        record(actor=None, verb="access.remove_ended", changes={"rows": removed})
        heirs = SharingAgreement.objects.filter(
            status=AgreementStatus.IN_FORCE,
            provider__in={a.provider_id for a in ended},
            receiver__in={a.receiver_id for a in ended},
        )
        for heir in heirs.order_by("-grade_ceiling"):
            apply_agreement(heir.pk)
    return removed
