"""Local values: set and ended by the system administrator, never silently, never deleted."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from agencies.services.changes import require
from audit.services import record
from core.clock import current_day, current_moment
from deadlines.calendar import Rulebook, current_rulebook
from deadlines.ladder import parse_ladder
from deadlines.models import DeadlineRule, Edition, LocalValue, Unit
from deadlines.policies import may_set_local_values
from deadlines.services.recount import rules_changed
from deadlines.services.recount_preview import RecountPreview, preview_recount

# Ten years: a longer one is a slip of the keyboard.
_LONGEST = {Unit.HOUR: 24 * 365, Unit.MONTH: 120, Unit.YEAR: 10}
_LONGEST_DAYS = 3660
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LocalPlan:
    """What a change of local values would be: nothing of it is written yet."""

    key: str
    new: LocalValue | None
    ended: tuple[LocalValue, ...]
    book: Rulebook

    @property
    def edition(self) -> UUID | None:
        """The edition that the plan was made by."""
        return self.book.token

    @property
    def longer(self) -> bool:
        """Whether the value is longer than what the rule says, in the same unit."""
        if self.new is None:
            return False
        rule = self.book.rule_on(self.key, self.new.effective_from)
        return (
            rule is not None
            and rule.amount is not None
            and rule.unit == self.new.unit
            and abs(self.new.amount) > abs(rule.amount)
        )


def plan_local_value(
    *,
    actor: Person,
    key: str,
    amount: int,
    unit: str,
    ladder: str,
    effective_from: date,
    ground: str,
) -> LocalPlan:
    """A local value that applies to triggers from a day on, and what it takes the place of.

    ``amount`` is below zero where the rule counts back. Raises ValidationError by field.
    """
    require(may_set_local_values(actor))
    versions = current_rulebook().rules.get(key, ())
    new = LocalValue(
        key=key,
        amount=amount,
        unit=unit,
        ladder=ladder.strip(),
        effective_from=effective_from,
        ground=ground.strip(),
        set_by=actor,
        set_at=current_moment(),
    )
    _check(new, versions)
    held = list(LocalValue.objects.filter(key=key).select_related("set_by").order_by("pk"))
    if any(_says_the_same(value, new) for value in held):
        raise ValidationError(_("现行的本地期限已经是这样，没有变化。"))
    ended = tuple(
        _end(value, effective_from - _DAY, actor, new.ground)
        for value in held
        if _reaches(value, effective_from)
    )
    return _plan(key, held, new, ended)


def plan_end(*, actor: Person, value_id: int, last: date, ground: str) -> LocalPlan:
    """A local value that applies to triggers until a day only; the rule itself afterwards.

    The day before its first takes it back from the start. Raises ValidationError by field.
    """
    require(may_set_local_values(actor))
    value = LocalValue.objects.select_related("set_by").filter(pk=value_id).first()
    if value is None:
        raise ValidationError(_("没有这项本地期限。"))
    if not ground.strip():
        raise ValidationError({"ground": _("请写明终止的依据。")})
    if last < value.effective_from - _DAY:
        said = _("末日不能早于起用日期的前一天（%s）。")
        raise ValidationError({"last": said % (value.effective_from - _DAY).isoformat()})
    if not _reaches(value, last + _DAY):
        raise ValidationError({"last": _("这项本地期限在此之前已经终止。")})
    held = list(LocalValue.objects.filter(key=value.key).order_by("pk"))
    return _plan(value.key, held, None, (_end(value, last, actor, ground.strip()),))


def preview_local_plan(plan: LocalPlan) -> RecountPreview:
    """How many open clocks the plan would move; counted by the code that moves them."""
    return preview_recount(plan.book)


@transaction.atomic
def set_local_value(
    *,
    actor: Person,
    key: str,
    amount: int,
    unit: str,
    ladder: str,
    effective_from: date,
    ground: str,
    edition: UUID | None,
) -> LocalValue:
    """Put a local value in force; the open clocks follow, each with a line in the audit.

    ``edition`` is what was in force when the effects were looked at. Raises ValidationError
    when that has changed, and for everything that `plan_local_value` refuses.
    """
    require(may_set_local_values(actor))
    _require_edition(edition)
    plan = plan_local_value(
        actor=actor,
        key=key,
        amount=amount,
        unit=unit,
        ladder=ladder,
        effective_from=effective_from,
        ground=ground,
    )
    assert plan.new is not None  # plan_local_value gives one or raises
    _save_ended(plan)
    plan.new.save(force_insert=True)
    changes = {
        "key": key,
        "amount": amount,
        "unit": unit,
        "ladder": plan.new.ladder,
        "effective_from": effective_from.isoformat(),
        "replaced": [value.pk for value in plan.ended],
    }
    record(actor=actor, verb="local.set", obj=plan.new, changes=changes, ground=plan.new.ground)
    rules_changed(actor=actor, ground=plan.new.ground)
    return plan.new


@transaction.atomic
def end_local_value(
    *, actor: Person, value_id: int, last: date, ground: str, edition: UUID | None
) -> LocalValue:
    """End a local value after its last day; the open clocks follow.

    Raises ValidationError like `set_local_value`.
    """
    require(may_set_local_values(actor))
    _require_edition(edition)
    plan = plan_end(actor=actor, value_id=value_id, last=last, ground=ground)
    (value,) = plan.ended
    before = LocalValue.objects.values_list("effective_to", flat=True).get(pk=value.pk)
    _save_ended(plan)
    changes = {
        "key": value.key,
        "effective_to": [before.isoformat() if before else None, last.isoformat()],
    }
    record(actor=actor, verb="local.end", obj=value, changes=changes, ground=ground.strip())
    rules_changed(actor=actor, ground=ground.strip())
    return value


def _require_edition(edition: UUID | None) -> None:
    """Refuse when rules changed since; two administrators at once wait for one another."""
    token = Edition.objects.select_for_update().values_list("token", flat=True).first()
    if token != edition:
        raise ValidationError(
            _("您查看之后，日历或者期限规则有了变化。请重新核对影响，再确认一次。")
        )


def _save_ended(plan: LocalPlan) -> None:
    for value in plan.ended:
        value.save(update_fields=["effective_to", "ended_by", "ended_at", "end_ground"])


def _plan(
    key: str, held: Sequence[LocalValue], new: LocalValue | None, ended: tuple[LocalValue, ...]
) -> LocalPlan:
    changed = {value.pk: value for value in ended}
    values = [changed.get(value.pk, value) for value in held]
    book = current_rulebook().with_local(key, [*values, *([new] if new else [])])
    return LocalPlan(key, new, ended, book)


def _reaches(value: LocalValue, day: date) -> bool:
    """Whether a value applies to *day* or to any day after it."""
    if value.was_taken_back:
        return False
    return value.effective_to is None or value.effective_to >= day


def _end(value: LocalValue, last: date, actor: Person, ground: str) -> LocalValue:
    ended = copy(value)
    ended.effective_to = max(last, value.effective_from - _DAY)
    ended.ended_by, ended.ended_at, ended.end_ground = actor, current_moment(), ground
    return ended


def _says_the_same(held: LocalValue, new: LocalValue) -> bool:
    said = ("amount", "unit", "ladder")
    same = all(getattr(held, name) == getattr(new, name) for name in said)
    return same and held.effective_to is None and held.effective_from <= new.effective_from


def _check(new: LocalValue, versions: Sequence[DeadlineRule]) -> None:
    faults: dict[str, str] = {}
    if not versions:
        raise ValidationError(_("没有这项期限规则。"))
    counts_back = any((rule.amount or 0) < 0 for rule in versions)
    if new.unit not in {value for value, _label in Unit.choices} - {Unit.EVENT}:
        faults["unit"] = _("请选择单位。")
    longest = _LONGEST.get(Unit(new.unit), _LONGEST_DAYS) if "unit" not in faults else 0
    if new.amount == 0 or (new.amount < 0) != counts_back:
        faults["amount"] = _("期间应当大于零。")
    elif longest and abs(new.amount) > longest:
        faults["amount"] = _("期间不能超过 %d。") % longest
    first = min(rule.effective_from for rule in versions)
    if new.effective_from < first:
        faults["effective_from"] = _("不能早于规则的施行日期（%s）。") % first.isoformat()
    elif new.effective_from > current_day() + timedelta(days=366):
        faults["effective_from"] = _("最多提前一年设定。")
    if not new.ground:
        faults["ground"] = _("请写明依据，例如文件名称、文号和条款。")
    applied = parse_ladder(new.ladder or versions[-1].ladder)
    if any(rung.in_hours != (new.unit == Unit.HOUR) for rung in applied):
        faults["unit"] = _("提醒安排按小时的期限用小时，按天的期限不用小时。")
    if faults:
        raise ValidationError(faults)
