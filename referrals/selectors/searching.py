"""One box over the lists: party or number of the case, number of a paper, the referral's name.

A case is found as its own list finds it, a paper where the viewer may know of it, a name where it
is shown whole: nothing is found by what is hidden (docs/adr/0016-search.md). What few rows bear is
looked up by its own index, what is common by walking the list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Person
from cases.models.grams import TextGrams
from cases.parsing.names import name_key
from cases.parsing.number_guess import NumberGuess, guess_number
from cases.parsing.numbers import number_key
from cases.selectors.narrow import contains, few_ids, holding, one_of
from cases.selectors.search import CaseFilter, candidates, matching
from documents.selectors import visible_documents
from referrals.clocks import SUBJECT
from referrals.flows.table import Depth, Role
from referrals.models import Referral, ReferralAccess
from referrals.selectors.cutting import reads_words

# Up to so many candidates of one ground are looked up each; what more bear fills a page soon.
MOST = 1_000
_SERIAL = re.compile(r"(?:〔(?P<year>\d{4})〕\D*|〕)(?P<serial>\d{1,8})号")


@dataclass(frozen=True)
class _Ground:
    """The rows that a ground finds: by their referrals, or None where they are too many."""

    term: Q
    ids: list[int] | None


def searched(actor: Person, rows: QuerySet[ReferralAccess], text: str) -> QuerySet[ReferralAccess]:
    """Those of these rows that bear what was typed, as far as the actor is shown it.

    `rows` bear `to_name` and `case_owner` (policies.known_rows).
    """
    grounds = list(_grounds(actor, text.strip()))
    found = Q(pk__in=[])
    for ground in grounds:
        found |= ground.term
    rows = rows.filter(found & Q(to_name=False))
    ids = [each.ids for each in grounds]
    if any(each is None for each in ids):
        return rows
    return rows.filter(one_of("referral", {pk for each in ids for pk in each or ()}))


def _grounds(actor: Person, text: str) -> Iterator[_Ground]:
    guess = guess_number(text)
    if guess:
        yield _of_cases(actor, CaseFilter(number=text))
        yield _of_papers(actor, guess)
    if name_key(text):
        yield _of_cases(actor, CaseFilter(party=text))
    yield _of_titles(actor, text)


def _of_cases(actor: Person, wanted: CaseFilter) -> _Ground:
    """By the case as the list of cases finds it."""
    seen = matching(actor, wanted).order_by()
    rare = next(
        (ids for each in candidates(wanted) if (ids := few_ids(each, MOST)) is not None), None
    )
    if rare is None:
        return _Ground(Q(Exists(seen.filter(pk=OuterRef("referral__case")))), None)
    if not rare:
        return _these(())
    cases = seen.filter(one_of("pk", rare)).values("pk")
    return _these(Referral.objects.filter(case__in=cases).values_list("pk", flat=True))


def _of_papers(actor: Person, guess: NumberGuess) -> _Ground:
    """By papers about it; a number is known by its serial, which all have."""
    match = _SERIAL.search(guess.key or guess.part)
    if match is None:
        return _these(())
    papers = visible_documents(actor).filter(subject_type=SUBJECT, serial=int(match["serial"]))
    if match["year"]:
        papers = papers.filter(year=int(match["year"]))
    said = papers.values_list("subject_id", "number")
    return _these({pk for pk, number in said if guess.fits(number_key(number))})


def _of_titles(actor: Person, text: str) -> _Ground:
    """By its name, for those to whom it is shown as it was written (selectors.titles)."""
    shown = Q(role=Role.SENDER) | Q(case_owner=actor.agency_id)
    if reads_words(actor):
        shown |= Q(depth=Depth.FULL, ended_at__isnull=True)
    term = shown & contains("referral__title", text)
    if not (pairs := holding(text)):
        return _Ground(term, None)
    called = Referral.objects.alias(grams=TextGrams("title")).filter(pairs, contains("title", text))
    ids = few_ids(called.values(case_key=F("pk"), entered=F("started_at")), MOST)
    return _Ground(term, ids)


def _these(ids: Iterable[int]) -> _Ground:
    known = list(ids)
    return _Ground(Q(one_of("referral", known)), known)
