"""Cases that may be the one being entered: warned of with a link, never refused."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.inputs import PartyInput
from cases.models import Party
from cases.parsing.names import name_key
from cases.parsing.numbers import number_key
from cases.redaction import PERSON_NAME_GRADE
from cases.selectors.lines import CaseLine
from cases.selectors.lists import shown_lines
from cases.selectors.search import PARTIES_SHOWN, graded
from cases.selectors.visibility import visible_cases
from cases.services.children import clean_identifier, identifier_hash

MOST = 5


@dataclass(frozen=True)
class Duplicate:
    """A case that may be the same, and why; shown as the viewer sees it in a list."""

    line: CaseLine
    reason: str


def duplicates_of(
    actor: Person,
    *,
    numbers: Iterable[str],
    parties: Iterable[PartyInput],
    conduct_from: dt.date | None,
    except_case: int | None = None,
) -> list[Duplicate]:
    """Visible cases with the same number, or the same party and date of conduct."""
    cases = visible_cases(actor).exclude(pk=except_case) if except_case else visible_cases(actor)
    keys = [key for key in map(number_key, numbers) if key]
    found: list[Duplicate] = []
    if keys:
        same = cases.filter(Q(decision_key__in=keys) | Q(file_key__in=keys))
        found += [Duplicate(line, _("文号相同")) for line in shown_lines(actor, same[:MOST])]
    who = _same_party(parties)
    if conduct_from and who:
        matching = Party.objects.filter(who, case=OuterRef("pk"))
        # The date of the conduct is shown from L3 on, and so are the names of people.
        same = cases.filter(
            graded(actor, PARTIES_SHOWN, PERSON_NAME_GRADE),
            Exists(matching),
            conduct_from=conduct_from,
        )
        seen = {duplicate.line.id for duplicate in found}
        rows = same.exclude(pk__in=seen)[:MOST]
        reason = _("当事人和违法行为发生日期相同")
        found += [Duplicate(line, reason) for line in shown_lines(actor, rows)]
    return found


def same_decision(actor: Person, number: str) -> CaseLine | None:
    """The case of the actor's agency that has this decision number: it can't have two."""
    if not (key := number_key(number)):
        return None
    same = visible_cases(actor).filter(owner=actor.agency_id, decision_key=key)
    return next(iter(shown_lines(actor, same[:1])), None)


def _same_party(parties: Iterable[PartyInput]) -> Q:
    who = Q()
    for party in parties:
        if party.identifier:
            cleaned = clean_identifier(party.identifier_type, party.identifier)
            who |= Q(identifier_hash=identifier_hash(cleaned))
        if party.name:
            who |= Q(name_key=name_key(party.name))
    return who
