"""Which existing case an item means."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.inputs import CaseInput
from cases.models import Case, CaseRevision, Channel, ExternalKey, RequestKey
from cases.parsing.numbers import number_key
from cases.selectors.inputs import input_of
from cases.services.bring.items import Brought
from cases.services.correct import changeable, lock_cases, with_all
from cases.services.record import number_taken

Mark = tuple[str, ...]


@dataclass
class Target:
    """The case that an item means; `case` is None for an earlier item of a preview.

    `by_hand` names the fields and kinds of rows that were corrected in the browser.
    """

    current: CaseInput
    case: Case | None = None
    by_hand: frozenset[str] = frozenset()


@dataclass
class Found:
    """What is known of an item: its case, a fault, or neither for a new case.

    `done` says that the request of the item had its effect already.
    """

    target: Target | None = None
    fault: ValidationError | None = None
    done: bool = False


def marks_of(item: Brought) -> list[Mark]:
    """By what the case of an item is found, in the order that counts."""
    marks: list[Mark] = []
    if item.case_id is not None:
        marks.append(("case", str(item.case_id)))
    if item.external:
        marks.append(("external", *item.external))
    if key := number_key(item.data.decision_number):
        marks.append(("number", key))
    if item.request_key:
        marks.append(("request", item.request_key))
    return marks


class Matching:
    """Finds the cases of many items with a number of queries that doesn't depend on theirs.

    With `locking` the cases stay locked, in the order of their ids, until the
    transaction ends.
    """

    def __init__(self, actor: Person, *, locking: bool) -> None:
        self.actor, self.locking = actor, locking
        # What a preview would have recorded by now.
        self.foreseen: dict[Mark, Target] = {}
        # Under which number a system knows the cases of the round: (case, system) → number.
        self.keyed: dict[tuple[int, str], str] = {}

    def find(self, items: Sequence[Brought]) -> list[Found]:
        """What is known of each item."""
        known = self._known(items)
        ids = [self._case_id(item, known) for item in items]
        targets = self.load({pk for pk in ids if pk is not None})
        self.keyed = self._keyed(items, known, targets)
        done = self._done(items, targets)
        return [
            self._found(item, pk, known, targets, done) for item, pk in zip(items, ids, strict=True)
        ]

    def load(self, ids: Collection[int]) -> dict[int, Target]:
        """The cases among these that the actor may change, as they are now."""
        if not ids:
            return {}
        if self.locking:
            cases = lock_cases(self.actor, ids)
        else:
            cases = {case.pk: case for case in with_all(changeable(self.actor, ids))}
        hands = _by_hand(cases)
        return {
            pk: Target(input_of(case, loaded=True), case, hands.get(pk, frozenset()))
            for pk, case in cases.items()
        }

    def foresee(self, item: Brought, target: Target) -> None:
        """Let later items of a preview find what this one would have made."""
        for mark in marks_of(item):
            self.foreseen[mark] = target

    def _known(self, items: Sequence[Brought]) -> dict[Mark, int]:
        marks = {mark for item in items for mark in marks_of(item)}
        known = {mark: int(mark[1]) for mark in marks if mark[0] == "case"}
        external = [mark for mark in marks if mark[0] == "external"]
        if external:
            rows = ExternalKey.objects.filter(
                agency=self.actor.agency_id,
                system__in={mark[1] for mark in external},
                external_id__in={mark[2] for mark in external},
            ).values_list("system", "external_id", "case_id")
            known |= {("external", system, number): pk for system, number, pk in rows}
        own = Case.objects.filter(owner=self.actor.agency_id)
        for kind, column in (("number", "decision_key"), ("request", "request_key")):
            if keys := {mark[1] for mark in marks if mark[0] == kind}:
                found = own.filter(**{f"{column}__in": keys}).values_list(column, "pk")
                known |= {(kind, key): pk for key, pk in found if key}
        return known

    def _keyed(
        self, items: Iterable[Brought], known: dict[Mark, int], targets: Collection[int]
    ) -> dict[tuple[int, str], str]:
        """Keys of the cases, in the systems from which something comes for the first time."""
        new = {
            item.external[0]
            for item in items
            if item.external and ("external", *item.external) not in known
        }
        if not new or not targets:
            return {}
        rows = ExternalKey.objects.filter(
            agency=self.actor.agency_id, case__in=targets, system__in=new
        ).order_by("-pk")
        return {
            (pk, system): number
            for pk, system, number in rows.values_list("case_id", "system", "external_id")
        }

    def _case_id(self, item: Brought, known: dict[Mark, int]) -> int | None:
        return next((known[mark] for mark in marks_of(item) if mark in known), None)

    def _done(self, items: Iterable[Brought], targets: dict[int, Target]) -> set[tuple[int, str]]:
        keys = {item.request_key for item in items if item.request_key}
        if not keys or not targets:
            return set()
        made = {(pk, str(t.case.request_key)) for pk, t in targets.items() if t.case}
        used = RequestKey.objects.filter(case__in=targets, key__in=keys)
        return made | set(used.values_list("case_id", "key"))

    def _found(
        self,
        item: Brought,
        pk: int | None,
        known: dict[Mark, int],
        targets: dict[int, Target],
        done: set[tuple[int, str]],
    ) -> Found:
        for mark in marks_of(item):
            if mark in self.foreseen:
                return Found(self.foreseen[mark], done=mark[0] == "request")
        if pk is None:
            return Found()
        if pk not in targets:
            return Found(fault=_not_ours(item))
        if item.external and ("external", *item.external) not in known:
            other = self.keyed.get((pk, item.external[0]))
            if other is not None:
                return Found(targets[pk], _known_otherwise(item, other))
        number = known.get(("number", number_key(item.data.decision_number)), pk)
        if number != pk and "decision_number" in item.given:
            said = number_taken(item.data.decision_number)
            return Found(targets[pk], ValidationError({"decision_number": said}))
        return Found(targets[pk], done=(pk, item.request_key or "") in done)


def not_changeable() -> ValidationError:
    """The same for a case that isn't there and for one that is none of the actor's business."""
    return ValidationError(_("没有找到要更新的案件，或者您不能更正该案件。"))


def _not_ours(item: Brought) -> ValidationError:
    """Nothing more is told of a case that the actor may not change."""
    if item.case_id is not None:
        return not_changeable()
    if item.external:
        said = _("外部编号“%s”对应的案件，您不能更正。") % item.external[1]
        return ValidationError({"external_id": said})
    return ValidationError({"decision_number": number_taken(item.data.decision_number)})


def _known_otherwise(item: Brought, other: str) -> ValidationError:
    """Two cases of one system with one number: the second would overwrite the first."""
    said = _("文号“%(number)s”已用于外部编号为“%(other)s”的案件，请核对文号和外部编号。")
    number = item.data.decision_number
    return ValidationError({"decision_number": said % {"number": number, "other": other}})


def _by_hand(cases: Collection[int]) -> dict[int, frozenset[str]]:
    """By case what was corrected in the browser."""
    rows = CaseRevision.objects.filter(case__in=cases, channel=Channel.BROWSER)
    found: dict[int, frozenset[str]] = {}
    for pk, changed in rows.values_list("case_id", "changed"):
        found[pk] = found.get(pk, frozenset()) | frozenset(changed)
    return found
