"""Thresholds set here: a new version, or what the province has fixed. Never deleted."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.models import Measure, Threshold
from cases.policies import brings_reference
from cases.selectors.thresholds import current_threshold
from core.clock import current_day, current_moment
from deadlines.models import Certainty

_DAY = timedelta(days=1)
_PROVINCE_DIGITS = 2


def own_province() -> str:
    """The code of the county's province; empty when the county's own isn't set."""
    code = str(settings.DIVISION_CODE)
    return f"{code[:_PROVINCE_DIGITS]}0000" if code else ""


@transaction.atomic
def set_threshold(
    *,
    actor: Person,
    key: str,
    value: Decimal,
    local: bool,
    effective_from: date,
    ground: str,
    note: str = "",
) -> Threshold:
    """Another value from a day on, for the province (`local`) or as a new version for all.

    It takes the place of the one set here before. Raises PermissionDenied and ValidationError by
    field.
    """
    if not brings_reference(actor):
        raise PermissionDenied
    # Two administrators at once: the second one waits and sees what the first has set.
    list(Threshold.objects.select_for_update().filter(key=key).values_list("pk", flat=True))
    before = current_threshold(key)
    if before is None:
        raise ValidationError(_("没有这项追诉标准。"))
    province = own_province() if local else ""
    _check(before, value, effective_from, ground, local=local)
    own = Threshold.objects.filter(key=key, province=province, is_own=True)
    reaching = Q(effective_to__isnull=True) | Q(effective_to__gte=effective_from)
    ended = list(own.filter(reaching))
    for row in ended:
        _end(row, max(effective_from - _DAY, row.effective_from - _DAY), actor, ground)
    new = Threshold(
        key=key,
        version=(own.aggregate(last=Max("version"))["last"] or 0) + 1,
        province=province,
        charge=before.charge,
        alternative=before.alternative,
        measure=before.measure,
        value=value,
        span_months=before.span_months,
        words=before.words,
        without=before.without,
        source=ground.strip(),
        effective_from=effective_from,
        certainty=Certainty.SOURCE,
        note=note.strip(),
        is_own=True,
        set_by=actor,
        set_at=current_moment(),
    )
    new.save(force_insert=True)
    changes = {
        "key": key,
        "value": str(value),
        "province": province,
        "effective_from": effective_from.isoformat(),
        "replaced": [row.pk for row in ended],
    }
    record(actor=actor, verb="threshold.set", obj=new, changes=changes, ground=new.source)
    return new


@transaction.atomic
def end_threshold(*, actor: Person, value_id: int, last: date, ground: str) -> Threshold:
    """End a value set here after its last day; the day before its first takes it back.

    Raises PermissionDenied and ValidationError by field.
    """
    if not brings_reference(actor):
        raise PermissionDenied
    row = Threshold.objects.select_for_update().filter(pk=value_id, is_own=True).first()
    if row is None or row.effective_to is not None:
        raise ValidationError(_("没有这项正在施行的本地标准。"))
    if not ground.strip():
        raise ValidationError({"end_ground": _("请写明终止的依据。")})
    if last < row.effective_from - _DAY:
        said = _("末日不能早于施行日期的前一天（%s）。")
        raise ValidationError({"last": said % (row.effective_from - _DAY).isoformat()})
    _end(row, last, actor, ground)
    changes = {"key": row.key, "effective_to": last.isoformat()}
    record(actor=actor, verb="threshold.end", obj=row, changes=changes, ground=ground.strip())
    return row


def _end(row: Threshold, last: date, actor: Person, ground: str) -> None:
    row.effective_to, row.end_ground = last, ground.strip()
    row.ended_by, row.ended_at = actor, current_moment()
    row.save(update_fields=["effective_to", "end_ground", "ended_by", "ended_at"])


def _check(before: Threshold, value: Decimal, first: date, ground: str, *, local: bool) -> None:
    faults: dict[str, str] = {}
    if before.measure == Measure.CONDUCT:
        raise ValidationError(_("这项标准没有数额，不能另行设定。"))
    if value <= 0:
        faults["value"] = _("起点应当大于零。")
    elif local and before.up_to and not before.value <= value <= before.up_to:
        faults["value"] = _("应当在国家规定的幅度之内。")
    if first > current_day() + timedelta(days=366):
        faults["effective_from"] = _("最多提前一年设定。")
    if not ground.strip():
        faults["ground"] = _("请写明依据，例如文件名称、文号和条款。")
    if local and not own_province():
        faults["local"] = _("没有设置本县的区划代码，只能设定为全国标准的新版本。")
    if faults:
        raise ValidationError(faults)
