"""What is to become of each item: the same judgement for a preview and for the real thing."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from cases.inputs import CHILDREN, CaseInput
from cases.services.bring.differences import differences
from cases.services.bring.items import Brought, Change, Existing, Result
from cases.services.bring.matching import Found, Target, not_changeable
from cases.services.bring.merging import merge
from cases.services.checks import check_case
from cases.services.record import number_taken

_LONGEST_SYSTEM, _LONGEST_NUMBER, _LONGEST_KEY = 40, 120, 80


@dataclass
class Judged:
    """An item with its status; `data` is what a new or updated case will be."""

    position: int
    item: Brought
    status: str
    data: CaseInput
    target: Target | None = None
    fault: ValidationError | None = None
    changes: tuple[Change, ...] = ()

    def result(self) -> Result:
        """As the caller is told, with the case as it is now."""
        case = self.target.case if self.target else None
        pk, version = (case.pk, case.version) if case else (None, None)
        return Result(self.status, pk, version, self.fault, self.changes)

    def refuse(self, fault: ValidationError) -> None:
        """Say that the item can't be recorded, and why."""
        self.status, self.fault, self.changes = "refused", fault, ()


def judge(position: int, item: Brought, found: Found, existing: str, *, again: bool) -> Judged:
    """What is to become of an item; `again` says that its case comes from this same call."""
    target = found.target
    judged = Judged(position, item, "recorded", item.data, target)
    fault = found.fault or _refused(item, found, existing, again=again)
    if fault:
        judged.refuse(fault)
    elif target is None:
        _check(judged)
    elif found.done or existing != Existing.UPDATE:
        judged.status = "exists"
    else:
        _update(judged, target)
    return judged


def unusable(item: Brought) -> ValidationError | None:
    """Why a case can't even be looked for; such an item must not spoil the look-up of others."""
    system, number = item.external or ("", "")
    key = item.request_key or ""
    if not all(map(_is_text, (item.data.decision_number, system, number, key))):
        return ValidationError(_("编号中有不能识别的字符。"))
    if len(system) > _LONGEST_SYSTEM or len(number) > _LONGEST_NUMBER or len(key) > _LONGEST_KEY:
        return ValidationError({"external_id": _("来源系统、外部编号或者请求标识过长。")})
    if item.case_id is not None and not 0 < item.case_id <= BigIntegerField.MAX_BIGINT:
        return not_changeable()
    return None


def _is_text(text: str) -> bool:
    """Whether the database takes it: no NUL, no half of a pair of surrogates."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _refused(item: Brought, found: Found, existing: str, *, again: bool) -> ValidationError | None:
    if found.target is None or found.done:
        return None
    if again and existing != Existing.UPDATE:
        return ValidationError(_("与本批中前面的一条是同一案件，没有再次登记。"))
    if existing != Existing.REFUSE:
        return None
    current = found.target.current
    if item.data.decision_number and current.decision_number:
        return ValidationError({"decision_number": number_taken(current.decision_number)})
    if item.external:
        said = _("外部编号“%s”对应的案件已经登记。") % item.external[1]
        return ValidationError({"external_id": said})
    return ValidationError(_("该案件已经登记。"))


def _update(judged: Judged, target: Target) -> None:
    said = judged.item
    judged.data = merge(target.current, said.data, given=said.given, by_hand=target.by_hand)
    if judged.data == target.current:
        judged.status = "unchanged"
        return
    judged.status = "updated"
    judged.changes = differences(target.current, judged.data, by_hand=target.by_hand)
    _check(judged)


def _check(judged: Judged) -> None:
    try:
        check_case(judged.data)
    except ValidationError as fault:
        judged.refuse(fault)


def as_foreseen(judged: Judged) -> Target:
    """The case as it would be after the item; new rows get numbers that no row has."""
    serial = count(-1, -1)
    rows: dict[str, Any] = {
        name: tuple(replace(row, id=row.id or next(serial)) for row in getattr(judged.data, name))
        for name in CHILDREN
    }
    data = replace(judged.data, **rows)
    return replace(judged.target, current=data) if judged.target else Target(data)
