"""Time added to a period, under the rule that allows it and approved before its end.

The caller has judged who may, and holds the lock of the subject.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from core.clock import current_moment
from deadlines.calendar import rulebook_to_write_by
from deadlines.models import ClockExtension
from deadlines.services.adjusting import (
    check_extensions,
    check_paper,
    count_anew,
    locked_clock,
)
from deadlines.services.grounds import extensions_of


@transaction.atomic
def extend_clock(
    *,
    actor: Person,
    clock_id: int,
    subject: tuple[str, int],
    sector: str,
    rule_key: str,
    ground: str,
    document: str,
    approver: str,
    approved_on: date,
) -> ClockExtension:
    """Add to a period what the rule *rule_key* allows.

    Raises ValidationError, by field: without a paper, under a rule that doesn't extend this
    period or has done so already, and for an approval after the period ended.
    """
    clock = locked_clock(clock_id, subject)
    check_paper(ground=ground, document=document, approver=approver, approved_on=approved_on)
    offered = extensions_of(rulebook_to_write_by(), clock, sector=sector)
    allowed = next((each for each in offered if each.rule.key == rule_key), None)
    if allowed is None or allowed.period is None:
        raise ValidationError({"rule_key": _("这一期限不能按此规定延长。")})
    article = allowed.rule.legal_basis_text
    standing = clock.extensions.filter(struck_at__isnull=True)
    if standing.filter(rule__key=rule_key).exists():
        raise ValidationError({"rule_key": _("已经按%s延长过，不能再次延长。") % article})
    if approved_on < clock.started_on:
        raise ValidationError({"approved_on": _("批准日期不能早于期限起算之日。")})
    if clock.closed_on is not None and approved_on > clock.closed_on:
        raise ValidationError({"approved_on": _("期限已经终止，此后不能再延长。")})
    if approved_on > clock.due_on and not clock.is_paused:
        late = _("期限已于%(day)s届满，届满后批准的延长不发生效力（%(article)s）。")
        raise ValidationError(
            {"approved_on": late % {"day": clock.due_on.isoformat(), "article": article}}
        )
    extension = ClockExtension.objects.create(
        clock=clock,
        rule=allowed.rule,
        amount=allowed.period.amount,
        unit=allowed.period.unit,
        ground=ground,
        document=document,
        approver=approver,
        approved_on=approved_on,
        entered_by=actor,
    )
    count_anew(actor=actor, clock=clock, verb="clock.extend", about=extension)
    return extension


@transaction.atomic
def strike_extension(
    *, actor: Person, extension_id: int, subject: tuple[str, int], reason: str
) -> ClockExtension:
    """Say that an extension was entered by mistake; it stays on record and counts no more."""
    found = ClockExtension.objects.filter(pk=extension_id).values_list("clock_id", flat=True)
    clock = locked_clock(found.first() or 0, subject)
    extension = ClockExtension.objects.select_for_update(of=("self",)).get(pk=extension_id)
    if not extension.stands:
        raise ValidationError(_("这一登记已经撤销。"))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明撤销的原因。")})
    extension.struck_by, extension.struck_at = actor, current_moment()
    extension.struck_reason = reason
    extension.save(update_fields=["struck_by", "struck_at", "struck_reason"])
    check_extensions(clock)
    count_anew(actor=actor, clock=clock, verb="clock.strike", about=extension)
    return extension
