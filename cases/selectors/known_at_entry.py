"""Parties that the actor's agency has had to do with: offered at entry, so that nobody
types them twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from agencies.models import Person
from cases.inputs import PartyInput
from cases.models import Party, Profile
from cases.parsing.names import name_key
from cases.policies import may_record
from cases.redaction import PartyView
from cases.selectors.identities import known_parties, row_view
from cases.selectors.narrow import parties_called
from cases.services.children import clean_identifier, identifier_hash

if TYPE_CHECKING:
    from cases.selectors.identities import GrantedParty

MOST_OFFERED = 8
# Rows that are looked at: the same party comes in many cases.
_NEWEST = 80
# Rows counted for one form; beyond these a party is known well enough.
_MOST_COUNTED = 500
SHORTEST = 2
_TRIGRAM = 3


def _own(actor: Person) -> "QuerySet[GrantedParty]":
    """Parties of the agency's own cases that the actor sees. Nothing for who records none."""
    own = known_parties(actor).filter(grant_profile=Profile.OWNER, case__owner=actor.agency_id)
    return own.exclude(name="") if may_record(actor) else own.none()


def own_parties(actor: Person, ids: Collection[int]) -> dict[int, "GrantedParty"]:
    """Those of these parties that the actor may take over, by id."""
    return {row.pk: row for row in _own(actor).filter(pk__in=ids)} if ids else {}


@dataclass(frozen=True)
class Offered:
    """A party that may be taken over, as on the page of its case: people's numbers masked."""

    party: PartyView
    identifier_type: str


def offered_parties(actor: Person, text: str) -> list[Offered]:
    """Parties by a part of the name, initials or whole credit code, newest first.

    One line for each identity, and without one for each name.
    """
    called = _called(text.strip())
    if called is None or not may_record(actor):
        return []
    own = called.filter(case__owner=actor.agency_id).order_by("-pk")
    newest = list(own.values_list("pk", flat=True)[:_NEWEST])
    found: dict[tuple[str, str], GrantedParty] = {}
    for row in _own(actor).filter(pk__in=newest).select_related("identity").order_by("-pk"):
        root = str(row.identity.root_id) if row.identity else ""
        found.setdefault(("identity", root) if root else ("name", row.name_key), row)
    offered = list(found.values())[:MOST_OFFERED]
    return [Offered(row_view(actor, row), row.identifier_type) for row in offered]


def _called(text: str) -> QuerySet[Party] | None:
    if (number := _credit_code(text)) is not None:
        return Party.objects.filter(identifier_type="uscc", identifier_hash=number)
    key = name_key(text)
    if len(key) < SHORTEST:
        return None
    if not text.isascii():
        return parties_called(key)
    initials = Q(name_initials__startswith=text.lower())
    if len(text) >= _TRIGRAM:
        initials = Q(name_initials__contains=text.lower()) | Q(name_key__contains=key)
    return Party.objects.filter(initials)


def _credit_code(text: str) -> str | None:
    try:
        return identifier_hash(clean_identifier("uscc", text))
    except ValidationError:
        return None


@dataclass(frozen=True)
class SeenBefore:
    """A typed party that other visible cases name; `by_name`: it may be a namesake's."""

    name: str
    party_id: int
    cases: int
    by_name: bool


def seen_before(actor: Person, parties: Iterable[PartyInput]) -> list[SeenBefore]:
    """In how many visible cases each party is already: by number, else by the whole name.

    One query for all of them.
    """
    wanted = [(party, *_terms(party)) for party in parties if party.name]
    numbers = {number for _party, number, _key in wanted if number}
    names = {key for _party, number, key in wanted if key and not number}
    if not numbers and not names:
        return []
    same = Q(identifier_hash__in=numbers) if numbers else Q()
    same |= Q(name_key__in=names) if names else Q()
    columns = ("pk", "case_id", "identifier_hash", "name_key")
    rows = list(
        known_parties(actor).filter(same).order_by("-pk").values_list(*columns)[:_MOST_COUNTED]
    )
    found = []
    for party, number, key in wanted:
        own = [
            (pk, case)
            for pk, case, hash_, name in rows
            if (hash_ == number if number else name == key)
        ]
        if own:
            cases = len({case for _pk, case in own})
            found.append(SeenBefore(party.name, own[0][0], cases, by_name=not number))
    return found


def _terms(party: PartyInput) -> tuple[str, str]:
    if not party.identifier:
        return "", name_key(party.name)
    return identifier_hash(clean_identifier(party.identifier_type, party.identifier)), ""
