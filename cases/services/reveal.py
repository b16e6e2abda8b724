"""Showing an identifier in clear is an act with a reason, and is logged."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record_read
from cases.models import Party, Profile
from cases.policies import access_of, may_reveal


@dataclass(frozen=True)
class RevealedParty:
    """A party's identifier and phone in clear, for one page view."""

    party_id: int
    identifier: str
    phone: str


@transaction.atomic
def reveal_identifiers(*, actor: Person, case_id: int, reason: str) -> dict[int, RevealedParty]:
    """The identifiers of a case's parties in clear, by party id.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    access = access_of(actor, case_id)
    if access is None or not may_reveal(actor, access):
        raise PermissionDenied
    if len(reason.strip()) < 4:
        raise ValidationError({"reason": _("请写明查看完整号码的事由（至少4个字）。")})
    parties = Party.objects.filter(case=case_id)
    revealed = {p.pk: RevealedParty(p.pk, p.identifier, p.phone) for p in parties}
    record_read(
        actor=actor,
        verb="case.reveal",
        case_id=case_id,
        obj=access.content_object,
        ground=reason,
        outside=access.profile != Profile.OWNER,
    )
    return revealed
