"""Writing what was judged: all at once, and in parts where something is in the way."""

import logging
from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import ExternalKey, RequestKey
from cases.parsing.numbers import number_key
from cases.services.bring.judging import Judged
from cases.services.bring.matching import Matching, Target
from cases.services.correct import correct_cases
from cases.services.record import NewCase, external_keys, number_taken, record_cases

logger = logging.getLogger(__name__)

# Somebody else recorded the same case a moment ago.
_CLASHES = ("case_decision_number_once", "case_request_once", "external_key_once")


class Writing:
    """Writes for one actor. `lost` are new cases that somebody else was faster to record."""

    def __init__(self, actor: Person, matching: Matching, *, channel: str, reason: str) -> None:
        self.actor, self.matching = actor, matching
        self.channel, self.reason = channel, reason
        self.lost: list[Judged] = []

    def write(self, judged: Sequence[Judged]) -> None:
        """Record, update and link; what the database refuses becomes "refused" or `lost`."""
        new = [each for each in judged if each.status == "recorded"]
        # In one order, so that two calls at once wait for each other and not crosswise.
        self._in_parts(self._record, sorted(new, key=_order))
        self._in_parts(self._correct, [each for each in judged if each.status == "updated"])
        self._link([each for each in judged if each.status in {"updated", "unchanged"}])

    def _in_parts(self, step: Callable[[Sequence[Judged]], None], some: Sequence[Judged]) -> None:
        """All of it in one go; when that fails halves of it, down to the one at fault."""
        if not some:
            return
        try:
            with transaction.atomic():
                step(some)
        # Of psycopg2 for a text that holds NUL.
        except (IntegrityError, DataError, ValueError) as error:
            if len(some) == 1:
                self._failed(some[0], error)
                return
            middle = len(some) // 2
            for part in (some[:middle], some[middle:]):
                self._reload(part)
                self._in_parts(step, part)

    def _record(self, new: Sequence[Judged]) -> None:
        items = [NewCase(each.data, each.item.request_key, each.item.external) for each in new]
        cases = record_cases(actor=self.actor, new=items, channel=self.channel)
        for each, case in zip(new, cases, strict=True):
            each.target = Target(each.data, case)

    def _correct(self, changed: Sequence[Judged]) -> None:
        correct_cases(
            actor=self.actor,
            corrections=[
                (each.target.case, each.data)
                for each in changed
                if each.target is not None and each.target.case is not None
            ],
            reason=self.reason,
            channel=self.channel,
        )

    def _reload(self, some: Sequence[Judged]) -> None:
        """What was tried and undone has left its traces in the objects."""
        known = [each for each in some if each.status == "updated"]
        ids = {each.target.case.pk for each in known if each.target and each.target.case}
        targets = self.matching.load(ids)
        for each in some:
            case = each.target.case if each.target else None
            each.target = targets.get(case.pk) if case else None

    def _failed(self, each: Judged, error: Exception) -> None:
        new = each.status == "recorded"
        self._reload([each])
        if any(name in str(error) for name in _CLASHES):
            each.refuse(
                ValidationError({"decision_number": number_taken(each.data.decision_number)})
                if _CLASHES[0] in str(error)
                else ValidationError(_("该案件已经登记。"))
            )
            if new:
                self.lost.append(each)
            return
        logger.error("An item was refused by the database", exc_info=error)
        each.refuse(ValidationError(_("有内容过长、超出范围或者不能保存，本条没有登记。")))

    def _link(self, there: Sequence[Judged]) -> None:
        """Keep under which number and with which request the source knew these cases."""
        cases = [
            (each.target.case, each.item) for each in there if each.target and each.target.case
        ]
        external = [(case, item.external) for case, item in cases if item.external]
        if external:
            keys = external_keys(self.actor, external)
            ExternalKey.objects.bulk_create(keys, ignore_conflicts=True)
        used = [
            RequestKey(case=case, key=item.request_key, person=self.actor)
            for case, item in cases
            if item.request_key
        ]
        if used:
            RequestKey.objects.bulk_create(used, ignore_conflicts=True)


def _order(each: Judged) -> tuple[str, str, tuple[str, str]]:
    item = each.item
    key = number_key(item.data.decision_number)
    return key, item.request_key or "", item.external or ("", "")
