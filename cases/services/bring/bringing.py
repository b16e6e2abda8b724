"""Many cases come in at once, from a file or another system."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import Person
from cases.policies import may_record
from cases.services.bring.items import Brought, Existing, Result
from cases.services.bring.judging import Judged, as_foreseen, judge, unusable
from cases.services.bring.matching import Mark, Matching, marks_of
from cases.services.bring.writing import Writing


@transaction.atomic
def bring_cases(
    *,
    actor: Person,
    items: Sequence[Brought],
    channel: str,
    existing: str = Existing.UPDATE,
    reason: str,
) -> list[Result]:
    """Record new cases and update existing ones of the actor's agency; a result per item.

    An existing case is found by `case_id`, the external number, the decision number or
    the request key, in this order. A request that had its effect has none again
    ("exists"), so that sending a batch a second time does no harm. An item that can't be
    recorded is refused, leaves nothing and never stops the others. The second item of one
    batch that means the same case updates the first under UPDATE, else it is refused.

    An update changes only what the item gives. It may replace what somebody corrected by
    hand: the source is asked again and again because its word counts. It never does so
    silently: the change says `by_hand`, `preview_cases` shows it before, and the record as
    it was is kept with `reason`. Rows added by hand, and what happened after the decision
    (payments, deferrals, steps, remedies), are completed but never removed.

    Batches of some hundred: the number of statements doesn't grow with new items; an
    update costs one or two of its own. Raises PermissionDenied.
    """
    matching = Matching(_allowed(actor), locking=True)
    writing = Writing(actor, matching, channel=channel, reason=reason)
    return _Batch(matching, writing, items, existing).results()


@transaction.atomic
def preview_cases(*, actor: Person, items: Sequence[Brought], existing: str) -> list[Result]:
    """What `bring_cases` would do; writes nothing. Raises PermissionDenied."""
    matching = Matching(_allowed(actor), locking=False)
    return _Batch(matching, None, items, existing).results()


def _allowed(actor: Person) -> Person:
    if not may_record(actor):
        raise PermissionDenied
    return actor


class _Batch:
    """Items in rounds: in each round no two mean the same case."""

    def __init__(
        self,
        matching: Matching,
        writing: Writing | None,
        items: Sequence[Brought],
        existing: str,
    ) -> None:
        self.matching, self.writing = matching, writing
        self.items, self.existing = items, existing
        self.made: set[int] = set()
        self.lost: set[int] = set()
        self.judged: dict[int, Judged] = {}

    def results(self) -> list[Result]:
        """Of every item, in their order."""
        waiting = []
        for position, item in enumerate(self.items):
            if fault := unusable(item):
                self.judged[position] = Judged(position, item, "refused", item.data, fault=fault)
            else:
                waiting.append(position)
        while waiting:
            now, later = self._first_of_each(waiting)
            waiting = sorted(later + self._round(now))
        return [self.judged[position].result() for position in range(len(self.items))]

    def _first_of_each(self, waiting: Iterable[int]) -> tuple[list[int], list[int]]:
        now: list[int] = []
        later: list[int] = []
        seen: set[Mark] = set()
        for position in waiting:
            marks = set(marks_of(self.items[position]))
            (later if marks & seen else now).append(position)
            seen |= marks
        return now, later

    def _round(self, positions: Sequence[int]) -> list[int]:
        """Judge and write these items; gives back those that have to wait for another."""
        found = self.matching.find([self.items[position] for position in positions])
        taken: set[int] = set()
        judged, later = [], []
        for position, each in zip(positions, found, strict=True):
            target = each.target
            mark = id(target)
            if target is not None and mark in taken:
                later.append(position)
                continue
            taken.add(mark)
            again = target is not None and (target.case is None or target.case.pk in self.made)
            judged.append(judge(position, self.items[position], each, self.existing, again=again))
        self.judged |= {each.position: each for each in judged}
        return later + self._settle(judged)

    def _settle(self, judged: Sequence[Judged]) -> list[int]:
        if self.writing is None:
            for each in judged:
                if each.status in {"recorded", "updated", "unchanged"}:
                    self.matching.foresee(each.item, as_foreseen(each))
            return []
        self.writing.write(judged)
        for each in judged:
            if each.status in {"recorded", "updated"} and each.target and each.target.case:
                self.made.add(each.target.case.pk)
        # Once more: now the case is there, and what the caller wants done with it is done.
        again = [each.position for each in self.writing.lost if each.position not in self.lost]
        self.lost |= set(again)
        self.writing.lost.clear()
        return again
