"""Who may be the same as a party: only among the rows that the viewer knows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Person
from cases.models import ChangeKind, IdentityCandidate, IdentityChange, Profile
from cases.parsing.likeness import WORTH_A_LOOK, Sign, score, signs
from cases.policies import grade_limit
from cases.redaction import PERSON_NAME_GRADE, PartyView
from cases.selectors.identities import Whom, known_parties, row_view
from cases.selectors.lookalikes import lookalikes, traits_of
from core.paging import keyset_page

if TYPE_CHECKING:
    from cases.parsing.likeness import Traits
    from cases.selectors.identities import GrantedParty

MOST_SHOWN = 10
PAGE_SIZE = 20


@dataclass(frozen=True)
class Candidate:
    """Another party that may be the same, as the viewer sees it, and what speaks for it."""

    party: PartyView
    case_id: int
    score: int
    signs: tuple[Sign, ...]


def traits_known(actor: Person, row: "GrantedParty") -> "Traits":
    """What the viewer sees of the row; the rest must not be told by what it agrees with."""
    ceiling: int = row.grant_ceiling
    grade = grade_limit(actor, profile=row.grant_profile, ceiling=ceiling)
    whole = traits_of(row)
    if grade >= PERSON_NAME_GRADE:
        return whole
    return replace(whole, representative="", address="", phone="")


def candidates_of(found: Whom) -> list[Candidate]:
    """The likeliest others for a row of which one of the two has no number."""
    row = found.row
    known = known_parties(found.actor).filter(pk__in=lookalikes({row.pk: traits_of(row)})[row.pk])
    if found.root:
        known = known.exclude(identity__root=found.root).exclude(
            identity__root__in=_told_apart(found.root)
        )
    mine = traits_known(found.actor, row)
    best: dict[tuple[str, int], Candidate] = {}
    for other in known.select_related("identity"):
        told = signs(mine, traits_known(found.actor, other))
        if (points := score(told)) < WORTH_A_LOOK:
            continue
        key = _whose(other)
        if key not in best or best[key].score < points:
            view = row_view(found.actor, other)
            best[key] = Candidate(view, other.case_id, points, told)
    return sorted(best.values(), key=lambda c: (-c.score, -c.party.id))[:MOST_SHOWN]


def _whose(row: "GrantedParty") -> tuple[str, int]:
    return ("identity", row.identity.root_id) if row.identity else ("party", row.pk)


def _told_apart(root: int) -> list[int]:
    """Roots of identities that somebody said aren't this one."""
    said = IdentityChange.objects.filter(
        Q(source__root=root) | Q(target__root=root),
        kind=ChangeKind.DISTINCT,
        undone_at__isnull=True,
    )
    pairs = said.values_list("source__root_id", "target__root_id")
    return [one if two == root else two for one, two in pairs]


@dataclass(frozen=True)
class Pending:
    """A party of the own agency without a number, and those that it may be."""

    party: PartyView
    case_id: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class PendingPage:
    """A page of the work list."""

    items: list[Pending]
    next_cursor: str | None
    previous_cursor: str | None


def pending_pairs(actor: Person) -> QuerySet[IdentityCandidate]:
    """Kept pairs of which the actor knows both rows, nobody decided on yet."""
    known = known_parties(actor)
    apart = IdentityChange.objects.filter(
        Q(
            source__root=OuterRef("party__identity__root"),
            target__root=OuterRef("other__identity__root"),
        )
        | Q(
            source__root=OuterRef("other__identity__root"),
            target__root=OuterRef("party__identity__root"),
        ),
        kind=ChangeKind.DISTINCT,
        undone_at__isnull=True,
    )
    open_ = (
        Q(party__identity__isnull=True)
        | Q(other__identity__isnull=True)
        | ~Q(party__identity__root=F("other__identity__root"))
    )
    return IdentityCandidate.objects.filter(
        open_,
        ~Exists(apart),
        Exists(known.filter(pk=OuterRef("party_id"), grant_profile=Profile.OWNER)),
        Exists(known.filter(pk=OuterRef("other_id"))),
        agency=actor.agency_id,
    )


def pending_page(actor: Person, *, cursor: str | None, size: int = PAGE_SIZE) -> PendingPage:
    """The likeliest pairs first. Raises core.paging.BadCursor."""
    pairs = keyset_page(pending_pairs(actor), order=("-score", "-pk"), cursor=cursor, size=size)
    ids = {pk for pair in pairs.items for pk in (pair.party_id, pair.other_id)}
    known = known_parties(actor).filter(pk__in=ids).select_related("identity")
    rows = {row.pk: row for row in known}
    return PendingPage(_grouped(actor, pairs.items, rows), pairs.next_cursor, pairs.previous_cursor)


def _grouped(
    actor: Person, pairs: Sequence[IdentityCandidate], rows: "dict[int, GrantedParty]"
) -> list[Pending]:
    by_party: dict[int, list[Candidate]] = defaultdict(list)
    seen: set[tuple[int, str, int]] = set()
    for pair in pairs:
        row, other = rows[pair.party_id], rows[pair.other_id]
        if (whose := (row.pk, *_whose(other))) in seen:
            continue
        seen.add(whose)
        told = signs(traits_known(actor, row), traits_known(actor, other))
        view = row_view(actor, other)
        by_party[row.pk].append(Candidate(view, other.case_id, score(told), told))
    return [
        Pending(row_view(actor, rows[pk]), rows[pk].case_id, tuple(found))
        for pk, found in by_party.items()
    ]
