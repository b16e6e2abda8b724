"""Forms to search people, to edit accounts and to give posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.agencies import ALL
from agencies.forms.fields import choose_from, offer
from agencies.models import ADMINISTRATORS, POSTS_OF_KIND, Agency, Person, Post
from agencies.selectors import agencies_of
from core.day_field import DayField

STATES = [
    ALL,
    ("active", _("启用")),
    ("inactive", _("停用")),
    ("no_post", _("未授岗位")),
    ("certificate", _("执法证已过期")),
]


class AgencyChoiceField(forms.ModelChoiceField[Agency]):
    """Shows the full name: two agencies may share a short one."""

    def label_from_instance(self, obj: Agency) -> str:
        return obj.name


class PeopleQueryForm(forms.Form):
    q = forms.CharField(label=_("姓名、登录名或拼音首字母"), required=False, max_length=40)
    agency = AgencyChoiceField(
        label=_("所属机关"),
        required=False,
        queryset=Agency.objects.none(),
        empty_label=_("全部"),
    )
    post = forms.ChoiceField(label=_("岗位"), required=False, choices=[ALL, *Post.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        choose_from(self, "agency", agencies_of(actor))


class PersonForm(forms.Form):
    """An account. Posts and clearance are on a page of their own, for another person."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    username = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("小写字母、数字、_ . -")
    )
    agency = AgencyChoiceField(
        label=_("所属机关"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=40)
    certificate_no = forms.CharField(label=_("执法证号"), required=False, max_length=40)
    certificate_expires_on = DayField(label=_("执法证有效期至"), required=False)

    def __init__(self, *args: Any, actor: Person, person: Person | None = None) -> None:
        super().__init__(*args)
        if person is not None:
            self.initial = {name: getattr(person, name) for name in self.fields}
        agencies = agencies_of(actor).filter(is_active=True)
        choose_from(self, "agency", agencies)


class PostsForm(forms.Form):
    posts = forms.MultipleChoiceField(
        label=_("岗位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    clearance = forms.TypedChoiceField(
        label=_("数据级别"),
        coerce=int,
        choices=Person._meta.get_field("clearance").choices or [],
        help_text=_("可以查看到的最高数据级别"),
    )

    def __init__(self, *args: Any, person: Person) -> None:
        super().__init__(*args)
        self.initial = {"posts": sorted(person.posts), "clearance": person.clearance}
        offered = POSTS_OF_KIND[person.agency.kind] | ADMINISTRATORS
        offer(self, "posts", [(post.value, post.label) for post in Post if post in offered])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
