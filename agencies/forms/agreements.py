"""The form that proposes an agreement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.agencies import ALL
from agencies.forms.fields import choose_from, offer
from agencies.forms.people import AgencyChoiceField
from agencies.models import (
    CASE_OWNING_KINDS,
    Agency,
    AgreementStatus,
    Person,
    Sector,
    SharingAgreement,
)
from agencies.selectors import agencies_of, sectors_of
from core.clock import current_day
from core.day_field import DayField


class AgreementQueryForm(forms.Form):
    status = forms.ChoiceField(
        label=_("状态"), required=False, choices=[ALL, *AgreementStatus.choices]
    )
    agency = AgencyChoiceField(
        label=_("机关"), required=False, queryset=Agency.objects.none(), empty_label=_("全部")
    )

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        choose_from(self, "agency", agencies_of(actor))


class AgreementForm(forms.Form):
    provider = AgencyChoiceField(
        label=_("提供机关"),
        queryset=Agency.objects.none(),
        empty_label=_("请选择"),
        help_text=_("案件由谁办理"),
    )
    receiver = AgencyChoiceField(
        label=_("接收机关"),
        queryset=Agency.objects.none(),
        empty_label=_("请选择"),
        help_text=_("案件给谁看"),
    )
    profile = forms.ChoiceField(
        label=_("共享方式"),
        choices=SharingAgreement._meta.get_field("profile").choices or [],
        widget=forms.RadioSelect,
        initial="supervisor",
    )
    sectors = forms.MultipleChoiceField(
        label=_("案件领域"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选表示全部领域"),
    )
    grade_ceiling = forms.TypedChoiceField(
        label=_("数据级别上限"),
        coerce=int,
        initial=3,
        choices=Person._meta.get_field("clearance").choices or [],
    )
    purpose = forms.CharField(label=_("共享目的"), max_length=200)
    legal_basis = forms.CharField(
        label=_("法律依据"), max_length=200, help_text=_("写明法律名称和条款")
    )
    valid_from = DayField(label=_("生效日期"), initial=current_day)
    valid_to = DayField(
        label=_("终止日期"),
        required=False,
        help_text=_("不填表示长期有效，可以随时终止"),
    )

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        agencies = agencies_of(actor).filter(is_active=True)
        choose_from(self, "provider", agencies.filter(kind__in=CASE_OWNING_KINDS))
        choose_from(self, "receiver", agencies)
        offer(self, "sectors", [(sector, Sector(sector).label) for sector in sectors_of(actor)])


class ApprovalForm(forms.Form):
    """Nothing to fill in; carries what the service refuses to the page."""
