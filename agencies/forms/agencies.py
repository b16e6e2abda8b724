"""Forms to search and to edit agencies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.fields import RegionField, choose_from
from agencies.models import Agency, AgencyKind, Person, Sector
from agencies.selectors import agencies_of, successors_of

ALL = ("", _("全部"))


class AgencyQueryForm(forms.Form):
    q = forms.CharField(label=_("名称或拼音首字母"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("机关类别"), required=False, choices=[ALL, *AgencyKind.choices]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[ALL, ("active", _("启用")), ("inactive", _("停用"))],
    )


class ClosingForm(forms.Form):
    """Who takes over: an agency of the same kind in the same place."""

    use_required_attribute = False
    successor = forms.ModelChoiceField(
        label=_("承接机关"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )
    sure = forms.BooleanField(
        label=_("已核对以上事项，停用后立即移交"),
        error_messages={"required": _("请核对后勾选。")},
    )

    def __init__(self, *args: Any, actor: Person, agency: Agency) -> None:
        super().__init__(*args)
        choose_from(self, "successor", successors_of(actor, agency))


class AgencyForm(forms.Form):
    """Values only: uniqueness and everything else is the service's to check."""

    name = forms.CharField(label=_("机关全称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40)
    kind = forms.ChoiceField(label=_("机关类别"), choices=[("", _("请选择")), *AgencyKind.choices])
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, help_text=_("18位，自动核对校验位")
    )
    region = RegionField(label=_("行政区划"), help_text=_("输入六位代码或者名称"))
    parent = forms.ModelChoiceField(
        label=_("上级机关"), required=False, queryset=Agency.objects.none(), empty_label=_("无")
    )
    sector = forms.ChoiceField(
        label=_("执法领域"),
        required=False,
        choices=[("", _("无")), *Sector.choices],
        help_text=_("共享协议可以按领域划定范围"),
    )
    number_prefix = forms.CharField(
        label=_("机关代字"), required=False, max_length=20, help_text=_("文号开头，例如“宁市监”")
    )
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=40)
    is_active = forms.BooleanField(
        label=_("启用"), required=False, help_text=_("停用后，该机关的人员立即不能登录")
    )

    def __init__(self, *args: Any, actor: Person, agency: Agency | None = None) -> None:
        super().__init__(*args)
        choose_from(self, "parent", agencies_of(actor))
        if agency is None:
            del self.fields["is_active"]
        else:
            self.initial = {name: getattr(agency, name) for name in self.fields}
