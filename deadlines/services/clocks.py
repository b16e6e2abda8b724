"""Clocks follow the facts: one call makes them be what the facts say."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from agencies.models import Person
from core.clock import current_day
from deadlines.calendar import Rulebook, rulebook_to_write_by
from deadlines.counting import Due, in_time
from deadlines.models import Clock
from deadlines.services.changes import Changes
from deadlines.services.facts import (
    NOT_ADJUSTED,
    ClockFacts,
    Identity,
    adjustments_of,
    clock_from,
    clock_of,
    count,
)


@dataclass(frozen=True)
class Covering:
    """Of these subjects and rules the facts tell everything: a clock without a fact goes."""

    subject_type: str
    subject_ids: Collection[int]
    rule_keys: Collection[str]


@transaction.atomic(savepoint=False)
def set_clocks(
    *,
    actor: Person | None,
    facts: Sequence[ClockFacts],
    covering: Covering | None = None,
    history: bool = False,
    fresh: bool = False,
    book: Rulebook | None = None,
) -> list[Clock | None]:
    """Open, move, close, reopen or remove clocks so that they fit the facts.

    Returns one per fact in their order, or None when there is nothing to count: no start,
    or no version of the rule was in force on that day. A right or a waiting time that was
    over before the platform heard of it isn't opened. With `history`, for what comes from a
    file or another system, neither is a period that was ended in time, nor one that is over
    and leaves nothing to act on (``arrears``). `fresh` says that the subjects were made in this
    transaction: there are no clocks to look for. `book` is one to write by that the caller
    holds already. Idempotent; only a change is logged; the number of statements doesn't depend
    on that of the facts. Raises LookupError for a rule that is not loaded, ValueError for a
    rule without a number. The caller holds the lock of the subjects, or else two first calls
    at once for the same subject make the second fail with IntegrityError.
    """
    book = book or rulebook_to_write_by()
    today = current_day()
    existing = {} if fresh else _existing(facts, covering)
    adjusted = adjustments_of([clock.pk for clock in existing.values() if clock.adjusted])
    changes = Changes(book)
    result: list[Clock | None] = []
    for fact in facts:
        held = existing.pop(fact.identity, None)
        if held is None:
            opened = first_clock_of(book, fact, history=history)
            if opened is not None:
                changes.open(opened)
            result.append(opened)
            continue
        wanted = clock_of(book, fact, adjusted.get(held.pk, NOT_ADJUSTED))
        if wanted is None:
            changes.remove(held, today)
            result.append(None)
        else:
            changes.follow(held, wanted)
            result.append(held)
    if covering is not None:
        for held in existing.values():
            if held.rule_key in covering.rule_keys:
                changes.remove(held, today)
    changes.write(actor)
    return result


def first_clock_of(book: Rulebook, fact: ClockFacts, *, history: bool) -> Clock | None:
    """The clock of a period that had none, not yet written; None for what nobody needs now.

    `history` as in `set_clocks`.
    """
    counted = count(book, fact)
    # An import brings ten periods a case of which one is still of use.
    if counted is None or _is_past(fact, counted.end, current_day(), history=history):
        return None
    return clock_from(fact, counted)


def _is_past(fact: ClockFacts, end: Due, today: date, *, history: bool) -> bool:
    """Whether nobody needs a clock that isn't there yet."""
    if fact.lapses:
        return fact.closed_on is not None or end.on < today
    if not history:
        return False
    if fact.closed_on is not None:
        return in_time(fact.closed_at or fact.closed_on, None, end)
    return not fact.arrears and end.on < today


def _existing(facts: Iterable[ClockFacts], covering: Covering | None) -> dict[Identity, Clock]:
    subjects: dict[str, set[int]] = {}
    keys = set(covering.rule_keys) if covering else set()
    if covering:
        subjects[covering.subject_type] = set(covering.subject_ids)
    for fact in facts:
        subjects.setdefault(fact.subject_type, set()).add(fact.subject_id)
        keys.add(fact.rule_key)
    scope = Q(pk__in=[])
    for subject_type, ids in subjects.items():
        scope |= Q(subject_type=subject_type, subject_id__in=ids)
    clocks = Clock.objects.filter(scope, rule_key__in=keys).select_related("rule")
    # The open clock of a key comes last and so wins over closed ones before it.
    ordered = clocks.order_by("closed_on", "pk").select_for_update(of=("self",))
    return {(c.rule_key, c.subject_type, c.subject_id, c.slot): c for c in ordered}
