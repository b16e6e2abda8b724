"""Who referrals are about, by the number of the case: as far as the viewer sees that case."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import Party, PartyKind
from cases.redaction import Scope, party_name
from cases.selectors import visible_cases
from cases.selectors.lines import for_lines, line_scope, parties_of
from core.masking import mask_name
from referrals.models import Referral
from referrals.suspects import named_in

# About one of them who wasn't prosecuted.
_REVERSE = "reverse"


def about_of(actor: Person, referrals: Iterable[Referral]) -> dict[int, str]:
    """By id, 宁川县禾丰食品店等（宁市监罚〔2026〕12号); nothing for who doesn't see the case.

    Of a track for one suspect it is the suspect, who was read with the referral or is now. Two
    statements at most.
    """
    found = list(referrals)
    cases = {each.case_id for each in found if each.case_id is not None}
    seen = for_lines(visible_cases(actor).filter(pk__in=cases)) if cases else ()
    read = {each.party for each in found if Referral.party.is_cached(each)}
    suspects = {party.pk: party for party in read if party is not None}
    unread = {each.party_id for each in found if each.party_id} - suspects.keys()
    suspects |= Party.objects.in_bulk(unread) if unread else {}
    by_id = {case.pk: case for case in seen}
    told = {}
    for each in found:
        case = by_id.get(each.case_id or 0)
        if case is None:
            continue
        of_case = parties_of(case)
        suspect = suspects.get(each.party_id or 0) or _named(actor, each, of_case)
        parties = [suspect] if suspect is not None else of_case
        told[each.pk] = _in_words(parties, case.number, line_scope(actor, case))
    return {pk: text for pk, text in told.items() if text}


def about_one(actor: Person, each: Referral, parties: Iterable[Party], scope: Scope) -> str:
    """The same of one whose case and suspect were read, of which `parties` are those of the case
    and `scope` is what the actor may see of it."""
    of_case = list(parties)
    suspect = each.party or _named(actor, each, of_case)
    number = each.case.number if each.case is not None else ""
    return _in_words([suspect] if suspect is not None else of_case, number, scope)


def _in_words(parties: Iterable[Party], number: str, scope: Scope) -> str:
    names = [name for party in parties if (name := party_name(party, scope))]
    who = (_("%(name)s等") if names[1:] else "%(name)s") % {"name": names[0]} if names else ""
    return f"{who}（{number}）" if who and number else who or number


def _named(actor: Person, each: Referral, parties: Sequence[Party]) -> Party | None:
    """Who is no party of the case: a person's name is for who named them and for who is to
    penalise them, whatever the case shows to others."""
    if each.party_id is not None:
        return None
    named, knowing = named_in(each.values), {each.sender_id}
    if each.flow == _REVERSE and each.values.get("suspect"):
        named = Party(name=str(each.values["suspect"]), kind=PartyKind.NATURAL)
        known = next((party for party in parties if party.name == named.name), None)
        if known is not None:
            return known
        knowing.add(each.receiver_id or 0)
    if named is not None and actor.agency_id not in knowing:
        named.name = mask_name(named.name, organisation=named.kind != PartyKind.NATURAL)
    return named
