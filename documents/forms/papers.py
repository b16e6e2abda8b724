"""Short forms about a paper: the day it bears, reasons, queries, checking a seal."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms.fields import choose_from, offer
from agencies.forms.people import AgencyChoiceField
from agencies.models import Person
from agencies.selectors import agencies_of
from core.clock import current_day
from core.day_field import DayField
from documents.models import DocumentState
from documents.selectors import (
    ReceivedFilter,
    RegisterFilter,
    kind_name,
    kinds_issued,
    kinds_received,
)
from documents.services.delivering import REASON

ALL = ("", _("全部"))
_STATES = [ALL, *((each.value, each.label) for each in DocumentState if each.value != "draft")]
_RECEIVED = [
    ALL,
    ("unsigned", _("待签收")),
    ("signed", _("已签收")),
    ("copy", _("抄送")),
    ("void", _("已作废")),
]


class SignForm(forms.Form):
    """What is said when a paper is signed."""

    dated = DayField(label=_("成文日期"), initial=current_day)


class ReasonForm(forms.Form):
    """Why a paper is void, or a delivery is taken back."""

    reason = forms.CharField(label=_("原因"), max_length=REASON)


class RegisterForm(forms.Form):
    """The query form above the register of issued papers."""

    number = forms.CharField(label=_("文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("文书种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=_STATES)
    receiver = AgencyChoiceField(
        label=_("发往机关"),
        required=False,
        queryset=None,
        empty_label=_("全部"),
    )
    dated_from = DayField(label=_("成文日期起"), required=False)
    dated_to = DayField(label=_("成文日期止"), required=False)

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        offer(self, "kind", [ALL, *((key, kind_name(key)) for key in kinds_issued(actor))])
        choose_from(self, "receiver", agencies_of(actor).exclude(pk=actor.agency_id))

    def wanted(self) -> RegisterFilter:
        """What is asked for; nothing that isn't valid."""
        if not self.is_valid():
            return RegisterFilter()
        said = dict(self.cleaned_data)
        receiver = said.pop("receiver")
        return RegisterFilter(**said, receiver=receiver.pk if receiver else None)


class ReceivedForm(forms.Form):
    """The query form above what was received."""

    number = forms.CharField(label=_("文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("文书种类"), required=False)
    issuer = AgencyChoiceField(
        label=_("发文机关"),
        required=False,
        queryset=None,
        empty_label=_("全部"),
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=_RECEIVED)
    sent_from = DayField(label=_("发出日期起"), required=False)
    sent_to = DayField(label=_("发出日期止"), required=False)

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        offer(self, "kind", [ALL, *((key, kind_name(key)) for key in kinds_received(actor))])
        choose_from(self, "issuer", agencies_of(actor).exclude(pk=actor.agency_id))

    def wanted(self) -> ReceivedFilter:
        """What is asked for; nothing that isn't valid."""
        if not self.is_valid():
            return ReceivedFilter()
        said = dict(self.cleaned_data)
        issuer = said.pop("issuer")
        return ReceivedFilter(**said, issuer=issuer.pk if issuer else None)


class CheckForm(forms.Form):
    """A number with the seal that the sheet bears, or the file itself."""

    number = forms.CharField(label=_("文号"), required=False, max_length=80)
    seal = forms.CharField(
        label=_("校验码"),
        required=False,
        max_length=100,
        help_text=_("印在文书末尾，至少输入前16位，空格可以省略"),
    )
    file = forms.FileField(label=_("或者上传文书文件（PDF、docx）"), required=False)

    def clean(self) -> dict[str, Any]:
        """Either a file, or both number and seal."""
        said = self.cleaned_data
        file = said.get("file")
        if file is not None and file.size > settings.PAPER_CHECK_MAX_BYTES:
            raise ValidationError({"file": _("文件过大，不会是本平台生成的文书。")})
        if file is None:
            for name in ("number", "seal"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("请填写，或者上传文件。"))
        return said
