"""What was typed for a transition, checked against what its table asks for, as it is kept.

Texts and lines are kept as text, days and moments in ISO 8601, money with two places as text,
yes and no as these words, agencies and people by id, a charge by its name.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from cases.models import Charge
from cases.parsing.dates import parse_date
from cases.parsing.money import from_yuan
from core.clock import current_day, current_moment
from core.text import to_halfwidth
from referrals.errors import Invalid
from referrals.flows.table import Field, Flow, Kind, Role, Transition
from referrals.values import day_in

_LARGEST = 10**9


def clean_values(
    flow: Flow, asked: Transition, raw: Mapping[str, Any], *, actor: Person | None
) -> dict[str, Any]:
    """The values of a transition as they are kept; empty ones are left out.

    Raises Invalid with a message for each field that is missing or wrong. What the table
    doesn't ask for is refused as well: it would be kept without anybody having checked it.
    """
    errors: dict[str, str] = {}
    cleaned: dict[str, Any] = {}
    for field in asked.fields:
        try:
            value = _clean(field, raw.get(field.name), actor, flow)
        except ValidationError as error:
            errors[field.name] = " ".join(error.messages)
            continue
        if value is not None:
            cleaned[field.name] = value
        elif field.required:
            errors[field.name] = _("请填写%(field)s。") % {"field": field.label}
    for name in raw.keys() - {field.name for field in asked.fields}:
        errors[name] = _("这一步不填写该项内容。")
    _not_in_future(asked, cleaned, errors)
    if errors:
        raise Invalid(errors)
    return cleaned


def days_of(asked: Transition) -> set[str]:
    """The fields with what has happened already: periods are counted from and to them."""
    return {start.since for start in asked.starts if not start.ahead} | {asked.happened}


def _not_in_future(asked: Transition, cleaned: Mapping[str, Any], errors: dict[str, str]) -> None:
    for name in days_of(asked) & cleaned.keys():
        value = day_in(cleaned[name])
        late = (
            value > current_moment()
            if isinstance(value, dt.datetime)
            else value is not None and value > current_day()
        )
        if late:
            errors[name] = _("这一天还没有到，请核对。")


def _clean(field: Field, value: Any, actor: Person | None, flow: Flow) -> Any:
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").strip()
    if value is None or value == "" or (isinstance(value, list | tuple) and not value):
        return None
    if field.kind in _SIMPLE:
        return _SIMPLE[field.kind](field, value)
    if field.kind == Kind.AGENCY:
        return _agency(field, value, flow)
    return _person(field, value, actor)


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise ValidationError(_("请填写文字。"))
    return _sized(field, value)


def _lines(field: Field, value: Any) -> str | None:
    lines = value.split("\n") if isinstance(value, str) else list(value)
    if not all(isinstance(line, str) for line in lines):
        raise ValidationError(_("请每行填写一项。"))
    text = "\n".join(line.rstrip() for line in lines).strip()
    return _sized(field, text) if text else None


def _sized(field: Field, text: str) -> str:
    if "\x00" in text:
        raise ValidationError(_("内容中有不能保存的字符。"))
    if len(text) > field.most:
        raise ValidationError(_("不能超过%(most)s字。") % {"most": field.most})
    if len(text) < field.least:
        raise ValidationError(_("不能少于%(least)s字。") % {"least": field.least})
    return text


def _day(field: Field, value: Any) -> str:
    return parse_date(value).isoformat()


def _moment(field: Field, value: Any) -> str:
    found = value
    if isinstance(value, str):
        try:
            found = parse_datetime(to_halfwidth(value))
        except ValueError:
            found = None
    if not isinstance(found, dt.datetime):
        raise ValidationError(_("时间不能识别，请按“2026-05-06 14:30”的格式填写。"))
    if timezone.is_naive(found):
        found = timezone.make_aware(found)
    parse_date(timezone.localtime(found))
    return timezone.localtime(found).isoformat()


def _money(field: Field, value: Any) -> str:
    amount = from_yuan(value)
    if amount < 0:
        raise ValidationError(_("金额不能小于零。"))
    return f"{amount:.2f}"


def _count(field: Field, value: Any) -> int:
    text = to_halfwidth(value) if isinstance(value, str) else value
    number = int(text) if isinstance(text, int) or str(text).isdecimal() else -1
    if isinstance(value, bool) or not 0 <= number < _LARGEST:
        raise ValidationError(_("请填写一个整数。"))
    return number


def _choice(field: Field, value: Any) -> str:
    if value not in dict(field.choices):
        raise ValidationError(_("请从所列各项中选择。"))
    return str(value)


def _yes_no(field: Field, value: Any) -> str:
    if value not in (True, False, "yes", "no"):
        raise ValidationError(_("请选择是或者否。"))
    return "yes" if value in (True, "yes") else "no"


def _charge(field: Field, value: Any) -> str:
    charges = Charge.objects.all()
    found = charges.filter(pk=value) if isinstance(value, int) else charges.filter(name=value)
    name = found.values_list("name", flat=True).first()
    if name is None:
        raise ValidationError(_("罪名不在罪名表中，请从提示中选择。"))
    return name


_SIMPLE: Mapping[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.CHARGE: _charge,
    Kind.IDENTIFIER: _text,
}


def _ids(value: Any) -> list[int]:
    each = value if isinstance(value, list | tuple) else [value]
    found = [one.pk if isinstance(one, Model) else one for one in each]
    if not all(isinstance(one, int) or str(one).isdecimal() for one in found):
        raise ValidationError(_("请从所列各项中选择。"))
    return [int(one) for one in dict.fromkeys(found)]


def _agency(field: Field, value: Any, flow: Flow) -> int:
    (agency_id,) = _ids(value)[:1]
    kinds = field.agency_kinds
    if not kinds and field.name in set(Role):
        kinds = flow.sides.get(Role(field.name), frozenset())
    agencies = Agency.objects.filter(pk=agency_id, is_active=True)
    if kinds:
        agencies = agencies.filter(kind__in=kinds)
    if not agencies.exists():
        raise ValidationError(_("不能选择该机关。"))
    return agency_id


def _person(field: Field, value: Any, actor: Person | None) -> int | list[int]:
    ids = _ids(value)
    if actor is not None and len(_colleagues(actor, ids)) != len(ids):
        raise ValidationError(_("请选择本机关在岗的人员。"))
    if field.kind == Kind.PERSON:
        return ids[0]
    if len(ids) < field.least:
        raise ValidationError(_("至少选择%(least)s人。") % {"least": field.least})
    return ids


def _colleagues(actor: Person, ids: Iterable[int]) -> set[int]:
    people = Person.objects.filter(
        pk__in=list(ids), agency=actor.agency_id, is_active=True, is_system=False
    )
    return set(people.values_list("pk", flat=True))
