"""Forms of systems and their tokens."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.forms.agencies import ALL
from agencies.forms.fields import choose_from, offer
from agencies.forms.people import AgencyChoiceField
from agencies.models import Agency, AgencySystem, Person, Scope
from agencies.selectors import agencies_of

STATES = [ALL, ("active", _("启用")), ("inactive", _("停用"))]


class LinesField(forms.CharField):
    """One value a line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class SystemQueryForm(forms.Form):
    agency = AgencyChoiceField(
        label=_("所属机关"),
        required=False,
        queryset=Agency.objects.none(),
        empty_label=_("全部"),
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        choose_from(self, "agency", agencies_of(actor))


class SystemTermsForm(forms.Form):
    """What a system is for and what it may; the security administrator fills it in."""

    name = forms.CharField(
        label=_("系统名称"), max_length=40, help_text=_("例如“市场监管执法办案系统”")
    )
    purpose = forms.CharField(label=_("用途"), max_length=200)
    contact = forms.CharField(label=_("联系人和电话"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("接口权限"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    clearance = forms.TypedChoiceField(
        label=_("数据级别"),
        coerce=int,
        initial=2,
        choices=Person._meta.get_field("clearance").choices or [],
        help_text=_("可以读取到的最高数据级别"),
    )
    networks = LinesField(
        label=_("允许的地址"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一个IP地址或网段，例如 10.0.8.0/24；留空表示不限"),
    )

    def __init__(self, *args: Any, system: AgencySystem | None = None) -> None:
        super().__init__(*args)
        if system is not None:
            self.initial = {
                "name": system.person.name,
                "clearance": system.person.clearance,
                **{name: getattr(system, name) for name in ("purpose", "contact")},
                **{name: getattr(system, name) for name in ("scopes", "networks")},
            }


class SystemForm(SystemTermsForm):
    """A new system: its agency, too, which stays."""

    agency = AgencyChoiceField(
        label=_("所属机关"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )

    # As they stand on the page: the summary of errors follows this order.
    field_order = ("agency", "name", "contact", "purpose", "scopes", "clearance", "networks")

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        choose_from(self, "agency", agencies_of(actor).filter(is_active=True))


class TokenForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("token", "名称"),
        max_length=60,
        help_text=_("便于日后辨认，例如“生产环境 2026年”"),
    )
    scopes = forms.MultipleChoiceField(label=_("接口权限"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("有效天数"), min_value=1)

    def __init__(self, *args: Any, system: AgencySystem) -> None:
        super().__init__(*args)
        offer(self, "scopes", [(s.value, s.label) for s in Scope if s in system.scopes])
        self.initial = {"scopes": system.scopes, "days": settings.TOKEN_DAYS}
        self.fields["days"].help_text = _("最长%(most)d天") % {"most": settings.TOKEN_MAX_DAYS}
