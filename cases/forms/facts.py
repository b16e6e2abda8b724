"""Short forms for what happens after the decision."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import DayField
from cases.forms.query import AmountField
from cases.inputs import DeferralInput, PaymentInput, RemedyInput, StepInput
from cases.models import RemedyKind, RemedyOutcome, ServiceMethod, StepKind
from cases.services.later_checks import Fact
from core.clock import current_day


def _day(label: Any, *, required: bool = True, today: bool = True) -> DayField:
    return DayField(label=label, required=required, initial=current_day if today else None)


class FactForm(forms.Form):
    """A form that makes one fact; the service checks it against the case."""

    makes: Callable[..., Fact]

    def fact(self) -> Fact:
        """What was typed, as the service takes it."""
        return type(self).makes(**self.cleaned_data)


class PaymentForm(FactForm):
    makes = PaymentInput

    amount = AmountField(
        label=_("缴纳金额"),
        max_digits=16,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    paid_on = _day(_("缴纳日期"))
    receipt_no = forms.CharField(label=_("票据号"), max_length=60, required=False)
    # Asked only of who enters what looks like a payment that is there already.
    another = forms.BooleanField(
        label=_("是另一笔款项，照常登记"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound and self["another"].value() == "on":
            self._ask()

    def add_error(self, field: str | None, error: Any) -> None:
        """An error at the question asks it."""
        if field == "another":
            self._ask()
        super().add_error(field, error)

    def fact(self) -> Fact:
        """The payment, without what was answered about it."""
        values = {name: each for name, each in self.cleaned_data.items() if name != "another"}
        return PaymentInput(**values)

    def _ask(self) -> None:
        self.fields["another"].widget = forms.CheckboxInput()


class DeferralForm(FactForm):
    makes = DeferralInput

    approved_on = _day(_("批准日期"))
    plan_end = _day(_("延期（最后一期）至"), today=False)
    plan = forms.CharField(
        label=_("缴纳安排"),
        max_length=200,
        required=False,
        help_text=_("例如：分三期，每月末各缴1万元"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StepForm(FactForm):
    makes = StepInput

    kind = forms.ChoiceField(
        label=_("执行步骤"), choices=StepKind.choices, widget=forms.RadioSelect
    )
    done_on = _day(_("日期"))
    number = forms.CharField(label=_("文书号"), max_length=80, required=False)


class RemedyForm(FactForm):
    makes = RemedyInput

    kind = forms.ChoiceField(
        label=_("救济途径"), choices=RemedyKind.choices, widget=forms.RadioSelect
    )
    body = forms.CharField(label=_("受理机关"), max_length=120)
    filed_on = _day(_("受理日期"))
    number = forms.CharField(label=_("案号"), max_length=80, required=False)
    decided_on = _day(_("审结日期"), required=False, today=False)
    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[("", _("尚未审结")), *RemedyOutcome.choices],
        required=False,
    )


class ServiceForm(forms.Form):
    served_on = _day(_("送达日期"))
    service_method = forms.ChoiceField(
        label=_("送达方式"), choices=ServiceMethod.choices, widget=forms.RadioSelect
    )


class ClosingForm(forms.Form):
    closed_on = _day(_("结案日期"))
    reason = forms.CharField(
        label=_("结案说明"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("查看事由"),
        max_length=200,
        help_text=_("至少4个字，将写入审计日志。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
