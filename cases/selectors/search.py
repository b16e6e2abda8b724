"""The query form over the list, as a filter object."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Person
from cases.clocks import DEFERRED, KEYS, PAYMENT, SUBJECT, section_of
from cases.models import Matter, Outcome, Party, PartyKind, Profile, RemedyStatus
from cases.parsing.names import name_key
from cases.parsing.number_guess import guess_number
from cases.parsing.numbers import number_part
from cases.policies import GrantedCase
from cases.redaction import GRADE_OF, PERSON_NAME_GRADE, SECTIONS_OF, Section
from cases.selectors.narrow import (
    cases_by_words_in,
    contains,
    holding,
    ids_where,
    narrowed,
    parties_called,
    with_entry,
)
from cases.selectors.visibility import visible_cases
from deadlines.models import Clock
from deadlines.selectors import due_within, running_over


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """What the query form asks for; every field may be left out."""

    number: str = ""
    party: str = ""
    cause: str = ""
    place: str = ""
    facts: str = ""
    owner_id: int | None = None
    penalty_status: str = ""
    execution_status: str = ""
    remedy_status: str = ""
    kind: str = ""
    decided_from: dt.date | None = None
    decided_to: dt.date | None = None
    fine_min: Decimal | None = None
    fine_max: Decimal | None = None
    open_only: bool = False
    incomplete: bool = False
    own_only: bool = False
    overdue_unpaid: bool = False
    overdue: bool = False
    due_within: int | None = None


# Newest entry first; a condition on days puts its own days in order, so that a page
# starts where they are instead of walking there.
ENTERED = ("-grant_entered_at", "-pk")
DECIDED = ("-decided_on", "-pk")
LONGEST_OVERDUE = ("served_on", "pk")


def order_of(wanted: CaseFilter) -> tuple[str, ...]:
    """In which order a list with these conditions stands."""
    if wanted.decided_from or wanted.decided_to:
        return DECIDED
    return LONGEST_OVERDUE if wanted.overdue_unpaid else ENTERED


def _profiles_with(section: Section) -> list[str]:
    return [profile for profile, sections in SECTIONS_OF.items() if section in sections]


# A field may only be asked about where it is shown: a filter that finds what the
# list hides would tell it.
_FACTS = Q(grant_profile__in=_profiles_with(Section.FACTS))
_DECISION = Q(grant_profile__in=_profiles_with(Section.DECISION))
_MATTER = Q(grant_profile__in=_profiles_with(Section.MATTER))
_EXECUTION = Q(grant_profile__in=_profiles_with(Section.EXECUTION))
_REMEDIES = Q(grant_profile__in=_profiles_with(Section.REMEDIES))
PARTIES_SHOWN = Q(grant_profile__in=_profiles_with(Section.PARTIES))
_OWN = Q(grant_profile__in=[Profile.OWNER, Profile.HANDLER])


def graded(actor: Person, section_terms: Q, grade: int) -> Q:
    """Rows whose shown grade reaches `grade` for this actor."""
    if actor.clearance >= grade:
        return section_terms & (_OWN | Q(grant_ceiling__gte=grade))
    return section_terms & _OWN if grade <= PERSON_NAME_GRADE else Q(pk__in=[])


def by_number(number: str) -> Q:
    """A whole number in any spelling, or a part of one: 〔2026〕264号, 2026-264, 罚决 264."""
    guess = guess_number(number)
    if guess.key:
        return Q(decision_key=guess.key) | Q(file_key=guess.key)
    parts = [guess.part, guess.head] if guess.head else [guess.part or number_part(number)]
    decision, file = Q(), Q()
    for part in parts:
        decision &= Q(decision_key__contains=part)
        file &= Q(file_key__contains=part)
    return decision | file


def _by_party(actor: Person, text: str) -> Q:
    key = name_key(text)
    parties = Party.objects.filter(case=OuterRef("pk"), name_key__contains=key)
    clear = graded(actor, PARTIES_SHOWN, PERSON_NAME_GRADE)
    public = graded(actor, PARTIES_SHOWN, 2) & Q(Exists(parties.exclude(kind=PartyKind.NATURAL)))
    # ~clear: the second look at the parties only where the first hasn't told.
    return (clear & Exists(parties)) | (~clear & public)


def _by_text(actor: Person, field: str, text: str) -> Q:
    """Facts and place are of one grade with the names of people, who may stand in them."""
    return graded(actor, _FACTS, GRADE_OF[Section.FACTS]) & contains(field, text)


def matching(actor: Person, wanted: CaseFilter) -> "QuerySet[GrantedCase]":
    """Visible cases that match; a field hidden from the viewer never matches."""
    terms = (
        _identity_terms(actor, wanted)
        & _status_terms(actor, wanted)
        & _decision_terms(actor, wanted)
        & _period_terms(actor, wanted)
    )
    if wanted.party:
        terms &= _by_party(actor, wanted.party)
    if wanted.place:
        terms &= _by_text(actor, "conduct_place", wanted.place)
    if wanted.facts:
        terms &= _by_text(actor, "facts", wanted.facts)
    return visible_cases(actor).filter(terms)


def search_cases(actor: Person, wanted: CaseFilter) -> "QuerySet[GrantedCase]":
    """`matching`, looked up by what is rare among the conditions."""
    return narrowed(matching(actor, wanted), *candidates(wanted))


def candidates(wanted: CaseFilter) -> Iterator[QuerySet[Any, Any]]:
    """Sets of ids that hold every match, for what may be rare and has an index."""
    if wanted.number:
        yield ids_where(by_number(wanted.number))
    if key := name_key(wanted.party):
        yield with_entry(parties_called(key), "case__")
    if written := holding(f"{wanted.facts} {wanted.place}"):
        yield with_entry(cases_by_words_in("conduct_place", "facts").filter(written))
    if called := holding(wanted.cause):
        matters = Matter.objects.filter(name__contains=wanted.cause).values_list("pk", flat=True)
        causes = (called & Q(cause__contains=wanted.cause)) | Q(matter__in=list(matters))
        yield with_entry(cases_by_words_in("cause").filter(causes))
    if wanted.remedy_status and wanted.remedy_status != RemedyStatus.NONE:
        yield ids_where(remedy_status=wanted.remedy_status)
    for clocks in _periods_wanted(wanted):
        yield ids_where(Q(pk__in=clocks.order_by().values("subject_id")))
    if wanted.decided_from or wanted.decided_to:
        first, last = wanted.decided_from or dt.date.min, wanted.decided_to or dt.date.max
        yield ids_where(decided_on__range=(first, last))
    if wanted.fine_min:
        yield ids_where(fine_total__gte=wanted.fine_min)


def _identity_terms(actor: Person, wanted: CaseFilter) -> Q:
    terms = by_number(wanted.number) if wanted.number else Q()
    if wanted.owner_id:
        terms &= Q(owner=wanted.owner_id)
    if wanted.open_only:
        terms &= graded(actor, _MATTER, 2) & Q(grant_open=True)
    if wanted.own_only or wanted.incomplete:
        terms &= Q(grant_profile=Profile.OWNER)
    if wanted.incomplete:
        terms &= ~Q(missing=[])
    return terms


def _status_terms(actor: Person, wanted: CaseFilter) -> Q:
    terms = Q()
    if wanted.cause:
        terms &= _by_cause(actor, wanted.cause)
    if wanted.penalty_status:
        terms &= graded(actor, _MATTER, 2) & Q(penalty_status=wanted.penalty_status)
    if wanted.execution_status:
        terms &= graded(actor, _EXECUTION, 2) & Q(execution_status=wanted.execution_status)
    if wanted.remedy_status:
        terms &= graded(actor, _REMEDIES, 2) & Q(remedy_status=wanted.remedy_status)
    return terms


def _by_cause(actor: Person, text: str) -> Q:
    """The cause may name a person; where names are hidden the matter of the catalogue is asked."""
    clear = graded(actor, PARTIES_SHOWN, PERSON_NAME_GRADE) & Q(cause__contains=text)
    return clear | (graded(actor, _MATTER, 2) & Q(matter__name__contains=text))


def _decision_terms(actor: Person, wanted: CaseFilter) -> Q:
    asked = Q()
    if wanted.kind:
        asked &= Q(penalty_kinds__contains=[wanted.kind])
    if wanted.decided_from:
        asked &= Q(decided_on__gte=wanted.decided_from)
    if wanted.decided_to:
        asked &= Q(decided_on__lte=wanted.decided_to)
    if wanted.fine_min is not None:
        asked &= Q(fine_total__gte=wanted.fine_min)
    if wanted.fine_max is not None:
        asked &= Q(fine_total__lte=wanted.fine_max)
    if wanted.overdue_unpaid:
        overdue = running_over(SUBJECT, (PAYMENT, DEFERRED))
        # Said again for the index: whoever is overdue has not paid.
        asked &= Q(
            Exists(overdue.filter(subject_id=OuterRef("pk"))),
            outcome=Outcome.PENALTY,
            fine_total__gt=F("paid_total"),
        )
    return asked & graded(actor, _DECISION, 2) if asked else asked


def _periods_wanted(wanted: CaseFilter) -> Iterator[QuerySet[Clock]]:
    if wanted.overdue:
        yield running_over(SUBJECT)
    if wanted.due_within is not None:
        yield due_within(SUBJECT, wanted.due_within)


def _period_terms(actor: Person, wanted: CaseFilter) -> Q:
    terms = Q()
    for clocks in _periods_wanted(wanted):
        terms &= _by_period(actor, clocks.filter(subject_id=OuterRef("pk")))
    return terms


def _by_period(actor: Person, clocks: QuerySet[Clock]) -> Q:
    """A period tells of a part of the case: where that part is hidden, so is the period."""
    everything = Q(grant_profile__in=_FULL)
    parts = Q(pk__in=[])
    for section, keys in _PERIODS_OF.items():
        shown = graded(actor, _with_clocks(section), GRADE_OF[section])
        everything &= shown
        parts |= shown & Q(Exists(clocks.filter(rule_key__in=keys)))
    # ~everything: the parts one by one only for who doesn't see all of them.
    return (everything & Q(Exists(clocks))) | (~everything & parts)


def _with_clocks(section: Section) -> Q:
    both = (p for p in _profiles_with(section) if Section.CLOCKS in SECTIONS_OF[p])
    return Q(grant_profile__in=list(both))


_FULL = [p for p, sections in SECTIONS_OF.items() if sections == frozenset(Section)]
_PERIODS_OF: dict[Section, list[str]] = {}
for _key in sorted(KEYS):
    _PERIODS_OF.setdefault(section_of(_key), []).append(_key)
