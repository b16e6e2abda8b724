"""The clocks of cases are made to be what the facts say."""

from collections.abc import Iterable, Iterator, Sequence

from agencies.models import Person
from cases.clocks.known import Known, known_of
from cases.clocks.periods import KEYS, PERIODS
from cases.inputs import CaseInput
from cases.models import Case
from deadlines.calendar import Rulebook, rulebook_to_write_by
from deadlines.services import ClockFacts, Covering, set_clocks

SUBJECT = "case"


def clock_facts(cases: Sequence[tuple[Case, CaseInput]], book: Rulebook) -> list[ClockFacts]:
    """What the facts of cases, whose rows are stored, say about each of their periods."""
    return [fact for known in known_of(cases, book) for fact in _facts(known)]


def _facts(known: Known) -> Iterator[ClockFacts]:
    case = known.case
    for row in PERIODS:
        for span in row.spans(known):
            if span.start is not None:
                yield ClockFacts(
                    row.rule_key,
                    SUBJECT,
                    case.pk,
                    case.owner_id,
                    span.start,
                    span.closed_on,
                    span.slot,
                    row.lapses,
                    row.arrears,
                    span.stated_due,
                )


def refresh_clocks(
    cases: Iterable[tuple[Case, CaseInput]],
    *,
    actor: Person | None,
    history: bool = False,
    fresh: bool = False,
) -> None:
    """Make the clocks of cases be what their facts say; the rest as in `set_clocks`."""
    told = list(cases)
    ids = [case.pk for case, _data in told]
    book = rulebook_to_write_by()
    set_clocks(
        actor=actor,
        facts=clock_facts(told, book),
        covering=Covering(SUBJECT, ids, KEYS),
        history=history,
        fresh=fresh,
        book=book,
    )


def drop_clocks(cases: Iterable[Case], *, actor: Person | None) -> None:
    """Remove the clocks of cases that are withdrawn."""
    ids = [case.pk for case in cases]
    set_clocks(actor=actor, facts=[], covering=Covering(SUBJECT, ids, KEYS))
