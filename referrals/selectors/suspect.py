"""The suspect who is no party of the case: masked on every page, in clear once and logged."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record_read
from cases.models import Party
from cases.redaction import shown_identifier
from cases.selectors.identities import MOST_CASES, known_parties
from referrals.flows.suspect import RELATION, RELATIONS
from referrals.flows.table import Depth, Role
from referrals.models import NamedSuspect, Referral
from referrals.policies import may_reveal
from referrals.selectors.cutting import Cut
from referrals.selectors.opened import Opened
from referrals.selectors.shapes import SuspectView
from referrals.suspects import named_in

_SHORTEST_REASON = 4


@dataclass(frozen=True)
class Elsewhere:
    """Where somebody of the same number is a party, of what the viewer sees."""

    party_id: int
    cases: int
    # More than are counted.
    more: bool


def suspect_view(actor: Person, referral: Referral, cut: Cut) -> SuspectView | None:
    """Who is no party of the case, for those who read the words; None for all others.

    Who reads the steps alone isn't told whether there is a number.
    """
    named = named_in(referral.values) if referral.party_id is None else None
    if named is None or cut.depth != Depth.FULL:
        return None
    known = numbered(named, referral)
    return SuspectView(
        name=named.name,
        kind=named.kind,
        kind_label=named.get_kind_display(),
        relation_label=str(dict(RELATIONS).get(referral.values.get(RELATION, ""), "")),
        identifier_type=named.identifier_type,
        identifier_label=named.get_identifier_type_display() if known else "",
        identifier=shown_identifier(named),
        may_reveal=known and may_reveal(actor, cut.roles, ended=cut.until is not None),
    )


def numbered(named: Party, referral: Referral) -> bool:
    """Put the number that is kept beside the referral into `named`; False without one."""
    kept = _kept(referral)
    if kept is not None:
        named.identifier_type, named.identifier = kept.identifier_type, kept.identifier
    return kept is not None


def _kept(referral: Referral) -> NamedSuspect | None:
    try:
        return referral.named_suspect
    except NamedSuspect.DoesNotExist:
        return None


def elsewhere(actor: Person, referral: Referral, shown: SuspectView | None) -> Elsewhere | None:
    """Parties of the same number among those that the actor knows; of others nothing is hinted."""
    kept = _kept(referral) if shown is not None else None
    if kept is None:
        return None
    rows = known_parties(actor).filter(
        identifier_hash=kept.identifier_hash, identifier_type=kept.identifier_type
    )
    found = list(rows.order_by("-pk").values_list("pk", "case_id")[: MOST_CASES + 1])
    if not found:
        return None
    cases = len({case for _pk, case in found})
    return Elsewhere(found[0][0], min(cases, MOST_CASES), cases > MOST_CASES)


@transaction.atomic
def revealed_number(seen: Opened, *, reason: str) -> str:
    """The number in clear, for one page view; the look is logged with its reason.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    referral, cut = seen.referral, seen.cut
    shown, kept = suspect_view(seen.actor, referral, cut), _kept(referral)
    if shown is None or not shown.may_reveal or kept is None:
        raise PermissionDenied
    if len(reason.strip()) < _SHORTEST_REASON:
        raise ValidationError({"reason": _("请写明查看完整号码的事由（至少4个字）。")})
    record_read(
        actor=seen.actor,
        verb="referral.reveal",
        obj=referral,
        case_id=referral.case_id,
        ground=reason,
        outside=Role.SENDER not in cut.roles,
    )
    return str(kept.identifier)
