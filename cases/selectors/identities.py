"""Whom a party stands for, from the rows that the viewer may see and no others."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet

from agencies.models import Person
from cases.models import Outcome, Party, PartyKind, Profile
from cases.policies import counting, grade_limit, sees_cases
from cases.redaction import PERSON_NAME_GRADE, PartyView, Scope, party_view
from cases.selectors.search import PARTIES_SHOWN, graded

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    class Grant(TypedDict):
        """The terms of the access row through which the party's case was found."""

        grant_profile: str
        grant_ceiling: int

    GrantedParty = WithAnnotations[Party, Grant]
else:
    GrantedParty = Party

# Beyond these a company is known well enough, and a page stays quick.
MOST_CASES = 1_000
MOST_ROWS = 200
MOST_OTHERS = 100


class PartyNotKnown(Exception):
    """No such party, as far as this actor may know."""


def known_parties(actor: Person) -> "QuerySet[GrantedParty]":
    """Parties of visible cases whose names the actor sees in clear.

    Everything about identities starts here: who sees a name masked must not learn from
    the company it keeps whose it is.
    """
    sees = sees_cases(actor)
    rows = Party.objects.filter(counting(actor, "case__access__")) if sees else Party.objects.none()
    rows = rows.annotate(
        grant_profile=F("case__access__profile"), grant_ceiling=F("case__access__grade_ceiling")
    )
    if not sees:
        return cast("QuerySet[GrantedParty]", rows)
    clear = graded(actor, PARTIES_SHOWN, PERSON_NAME_GRADE)
    public = graded(actor, PARTIES_SHOWN, 2) & ~Q(kind=PartyKind.NATURAL)
    return cast("QuerySet[GrantedParty]", rows.filter(clear | public))


@dataclass(frozen=True)
class Whom:
    """One identity, by a row of it that the actor knows; `root` is None without one."""

    actor: Person
    row: "GrantedParty"
    root: int | None

    def rows(self) -> "QuerySet[GrantedParty]":
        """The rows of this identity that the actor knows, latest first."""
        known = known_parties(self.actor)
        same = known.filter(identity__root=self.root) if self.root else known.filter(pk=self.row.pk)
        return same.order_by("-pk")


def whom(actor: Person, party_id: int) -> Whom:
    """Whom the party stands for; raises PartyNotKnown."""
    row = known_parties(actor).select_related("identity").filter(pk=party_id).first()
    if row is None:
        raise PartyNotKnown
    return Whom(actor, row, row.identity.root_id if row.identity else None)


def row_view(actor: Person, row: "GrantedParty") -> PartyView:
    """The row as this actor sees it on the page of its case."""
    profile: str = row.grant_profile
    ceiling: int = row.grant_ceiling
    grade = grade_limit(actor, profile=profile, ceiling=ceiling)
    return party_view(row, Scope(profile=profile, grade=grade))


@dataclass(frozen=True)
class Known:
    """What is written about an identity in the rows the viewer knows; identifiers masked."""

    party_id: int
    name: str
    kind_label: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    addresses: tuple[str, ...]
    representatives: tuple[str, ...]
    phones: tuple[str, ...]
    rows: int
    own: bool
    # Cases of other agencies from which this was read: for the log.
    outside: tuple[int, ...]


def known_of(found: Whom) -> Known:
    """The different spellings, latest first, from at most MOST_ROWS rows."""
    rows = list(found.rows()[:MOST_ROWS])
    views = [row_view(found.actor, row) for row in rows]
    shown = row_view(found.actor, found.row)

    def different(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for text in texts if text))

    return Known(
        party_id=found.row.pk,
        name=shown.name,
        kind_label=shown.kind_label,
        names=different(view.name for view in views),
        identifiers=different(
            f"{view.identifier_label} {view.identifier}" for view in views if view.identifier
        ),
        addresses=different(view.address for view in views),
        representatives=different(view.representative for view in views),
        phones=different(view.phone for view in views),
        rows=len(rows),
        own=any(row.grant_profile == Profile.OWNER for row in rows),
        outside=tuple({row.case_id for row in rows if row.grant_profile != Profile.OWNER}),
    )


@dataclass(frozen=True)
class Totals:
    """Figures over the cases that the viewer may see; `more` when there are more than counted."""

    case_ids: frozenset[int]
    count: int
    more: bool
    fines: Decimal
    # Penalties decided in the twelve months up to today.
    recent: int
    # Decided within twelve months after another penalty of the same identity.
    repeated: frozenset[int]


def totals_of(found: Whom, *, today: dt.date) -> Totals:
    """Totals over at most MOST_CASES visible cases, in one query."""
    columns = ("case_id", "case__decided_on", "case__fine_total", "case__outcome")
    rows = found.rows().values_list(*columns)[: MOST_CASES + 1]
    cases = {pk: (day, fine, outcome) for pk, day, fine, outcome in rows}
    penalties = sorted(
        (day, pk)
        for pk, (day, _fine, outcome) in cases.items()
        if day and outcome == Outcome.PENALTY
    )
    pairs = pairwise(penalties)
    return Totals(
        case_ids=frozenset(cases),
        count=min(len(cases), MOST_CASES),
        more=len(cases) > MOST_CASES,
        fines=sum((fine for _day, fine, _outcome in cases.values()), Decimal(0)),
        recent=sum(year_before(today) <= day <= today for day, _pk in penalties),
        repeated=frozenset(pk for (last, _), (day, pk) in pairs if last >= year_before(day)),
    )


def year_before(day: dt.date) -> dt.date:
    """Twelve months earlier; the day before for 29 February."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def other_cases(actor: Person, case_id: int) -> dict[int, int]:
    """How many other visible cases each party of this case has, in one query.

    Only parties that the actor knows are named. A count stops at MOST_OTHERS.
    """
    same = known_parties(actor).filter(identity__root=OuterRef("identity__root"))
    elsewhere = same.exclude(case=case_id).order_by().values("case_id")[:MOST_OTHERS]
    rows = known_parties(actor).filter(case=case_id).exclude(name="").order_by()
    found = rows.annotate(elsewhere=ArraySubquery(elsewhere)).values_list("pk", "elsewhere")
    return {pk: len(set(cases)) for pk, cases in found}
