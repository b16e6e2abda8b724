"""What the two composite calculators of the simulator are asked."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import current_day
from core.text import to_halfwidth
from deadlines.counting import ApplyFacts, PartPayment, Period
from deadlines.forms.simulator import IntervalsForm, day_field
from deadlines.models import Unit

_PAYMENTS = 3
_LONGEST_DAYS = 3660


class MoneyField(forms.DecimalField):
    """Yuan to the cent; thousands may be separated, as people paste them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=Decimal("0.01"),
            max_digits=14,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """The amount without separators, or None."""
        if isinstance(value, str):
            value = to_halfwidth(value).replace(",", "")
        return super().to_python(value)


class ApplyForm(forms.Form):
    """From when until when the court may be asked."""

    served_on = day_field(gettext_lazy("处罚决定书送达之日"), required=True)
    reminded_on = day_field(gettext_lazy("催告书送达之日（尚未催告的不填）"))
    plan_end = day_field(gettext_lazy("延期、分期的最后一日"))
    reconsidered_on = day_field(gettext_lazy("复议决定书送达之日（或者复议期满之日）"))
    judged_on = day_field(gettext_lazy("维持处罚的裁判生效之日"))
    uninformed = forms.BooleanField(
        label=gettext_lazy("决定书没有告知救济权利和期限"), required=False
    )
    known_on = day_field(gettext_lazy("知道决定内容之日（空为送达之日）"))
    informed_on = day_field(gettext_lazy("后来告知之日"))
    sue_amount = forms.IntegerField(
        label=gettext_lazy("特别法起诉期限"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    sue_unit = forms.ChoiceField(
        label=gettext_lazy("单位"),
        required=False,
        choices=[choice for choice in Unit.choices if choice[0] not in (Unit.EVENT, Unit.HOUR)],
        initial=Unit.CALENDAR_DAY,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        served = cleaned.get("served_on")
        for name in ("reminded_on", "plan_end", "reconsidered_on", "judged_on"):
            day = cleaned.get(name)
            if served and day and day < served:
                self.add_error(name, _("早于处罚决定书送达之日。"))
        for name in ("known_on", "informed_on"):
            if cleaned.get(name) and not cleaned.get("uninformed"):
                self.add_error(name, _("只在决定书没有告知权利和期限时填写，请勾选。"))
        return cleaned

    def facts(self) -> ApplyFacts:
        """The facts as said; call it when the form is valid."""
        said = self.cleaned_data
        special = None
        if said["sue_amount"]:
            special = Period(said["sue_amount"], said["sue_unit"] or Unit.CALENDAR_DAY)
        return ApplyFacts(
            served_on=said["served_on"],
            sue_period=special,
            informed=not said["uninformed"],
            known_on=said["known_on"],
            informed_on=said["informed_on"],
            reconsidered_on=said["reconsidered_on"],
            judged_on=said["judged_on"],
            plan_end=said["plan_end"],
            reminded_on=said["reminded_on"],
        )

    @property
    def has_more(self) -> bool:
        """Whether rarely used fields say something, so that they are shown unfolded."""
        rare = ("uninformed", "known_on", "informed_on", "sue_amount", "judged_on")
        return any(self[name].value() for name in rare)


class FeeForm(IntervalsForm):
    """What is added to a fine that is not paid."""

    may_run = True

    fine = MoneyField(label=gettext_lazy("罚款数额（元）"), required=True)
    due_on = day_field(gettext_lazy("缴纳期限末日（延期、分期的为最后一期）"), required=True)
    until = day_field(gettext_lazy("算到（空为今天）"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, _PAYMENTS + 1):
            self.fields[f"paid{n}_on"] = day_field(_("第%d笔：缴纳日期") % n)
            self.fields[f"paid{n}"] = MoneyField(label=_("金额（元）"), required=False)

    def payment_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields, for the page."""
        return [(self[f"paid{n}_on"], self[f"paid{n}"]) for n in range(1, _PAYMENTS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        paid = []
        for n in range(1, _PAYMENTS + 1):
            day, amount = cleaned.get(f"paid{n}_on"), cleaned.get(f"paid{n}")
            if day and amount:
                paid.append(PartPayment(day, amount))
            elif day and f"paid{n}" not in self.errors:
                self.add_error(f"paid{n}", _("请填写金额。"))
            elif amount and f"paid{n}_on" not in self.errors:
                self.add_error(f"paid{n}_on", _("请填写日期。"))
        cleaned["payments"] = paid
        if "until" not in self.errors:
            cleaned["until"] = cleaned.get("until") or current_day()
            due_on = cleaned.get("due_on")
            if due_on and (cleaned["until"] - due_on).days > _LONGEST_DAYS:
                self.add_error("until", _("最长算十年。"))
        return cleaned

    @property
    def has_more(self) -> bool:
        """Whether payments or remedies are filled in, so that they are shown unfolded."""
        cells = (bound for row in self.payment_rows() for bound in row)
        return self.has_pauses or any(str(bound.value() or "").strip() for bound in cells)
