"""Forms of the list of to-dos: what to show, which are chosen, what is done with them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from inbox.registry import kind_is_known, kind_title
from inbox.selectors import TodoFilter, kinds_of, posts_shown
from inbox.services.acting import REASON_LENGTH

ALL = ("", _("全部"))
DUE = [
    ALL,
    ("overdue", _("已逾期")),
    ("today", _("今天到期")),
    ("week", _("今后7天到期")),
    ("later", _("7天以后到期")),
    ("none", _("无期限")),
]
# One page, and a few more: what is ticked is what somebody has looked at.
MOST_CHOSEN = 200


class TodoQueryForm(forms.Form):
    """The query form above the list."""

    kind = forms.ChoiceField(label=_("事项"), required=False)
    due = forms.ChoiceField(label=_("到期日"), required=False, choices=DUE)
    post = forms.ChoiceField(label=_("岗位"), required=False)

    def __init__(self, data: Any, *, actor: Person, shown: str) -> None:
        super().__init__(data)
        kinds = kinds_of(actor, shown)
        asked = data.get("kind", "")
        if asked not in kinds and kind_is_known(asked):
            kinds[asked] = kind_title(asked)
        choices: dict[str, Any] = {"kind": kinds, "post": posts_shown(actor)}
        for name, known in choices.items():
            field: Any = self.fields[name]
            mine = ("", _("我的岗位")) if name == "post" else ALL
            named = [(value, label or _("本机关全部岗位")) for value, label in known.items()]
            field.choices = [mine, *named]
        if not choices["post"]:
            del self.fields["post"]

    def wanted(self) -> TodoFilter:
        """What is asked for; nothing that isn't valid."""
        return TodoFilter(**self.cleaned_data) if self.is_valid() else TodoFilter()


class ChosenForm(forms.Form):
    """Which to-dos are ticked, and which button was pressed."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("claim", "finish", "hand_over")])
    chosen = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ticked = data.getlist("chosen")[:MOST_CHOSEN]
        field: Any = self.fields["chosen"]
        field.choices = [(pk, pk) for pk in ticked if pk.isdecimal() and len(pk) < 19]


class ColleagueField(forms.ModelChoiceField[Person]):
    """A colleague with their posts."""

    def label_from_instance(self, obj: Person) -> str:
        posts = str(_("、")).join(obj.post_labels)
        if not posts:
            return obj.name
        return gettext("%(name)s（%(kind)s）") % {"name": obj.name, "kind": posts}


class ActForm(forms.Form):
    """What is said when to-dos are finished or handed over."""

    to = ColleagueField(label=_("转交给"), queryset=None, empty_label=_("请选择"))
    note = forms.CharField(label=_("说明"), required=False, max_length=REASON_LENGTH)

    def __init__(self, *args: Any, act: str, colleagues: Any = None) -> None:
        super().__init__(*args)
        if act == "hand_over":
            field: Any = self.fields["to"]
            field.queryset = colleagues
            self.fields["note"].help_text = _("同事会看到，例如“请周五前联系当事人”；不写个人信息")
        else:
            del self.fields["to"]
            self.fields["note"].label = _("办理情况")
