"""The fields of a case that stand once."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from cases.forms.fields import CHOOSE, TypedForm, choice, day, money, text, tick
from cases.models import Case, Procedure, Source
from cases.selectors.lookup import find_matters

_FROM_MATTER = ("", gettext_lazy("随处罚事项"))


class CaseForm(TypedForm):
    """In the order of the paper decision. `clean` replaces `matter` by the matter itself."""

    SPANS = {
        "matter_text": "span-4",
        "conduct_from": "span-1",
        "conduct_to": "span-1",
        "amount_involved": "span-1",
        "conduct_place": "span-3",
        "cause": "span-6",
        "facts": "span-6",
        "decision_content": "span-6",
        "closing_reason": "span-4",
    }

    source = choice(Case, "source", initial=Source.INSPECTION)
    found_on = day(Case, "found_on")
    procedure = choice(Case, "procedure", initial=Procedure.ORDINARY)
    file_number = text(Case, "file_number", required=False)
    filed_on = day(Case, "filed_on")

    matter = forms.CharField(required=False, widget=forms.HiddenInput)
    matter_text = forms.CharField(
        label=gettext_lazy("处罚事项"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            {
                "data-typeahead": reverse_lazy("cases:suggest_matters"),
                "data-typeahead-value": "id_matter",
                "placeholder": gettext_lazy("输入名称、编码或拼音首字母"),
                "autocomplete": "off",
            }
        ),
    )
    sector = choice(Case, "sector", first=_FROM_MATTER, required=False)
    cause = text(
        Case,
        "cause",
        required=False,
        attrs={"placeholder": gettext_lazy("不填写时使用处罚事项的名称")},
    )
    facts = text(Case, "facts", rows=5, required=False)
    conduct_from = day(Case, "conduct_from")
    conduct_to = day(Case, "conduct_to")
    amount_involved = money(Case, "amount_involved", required=False)
    conduct_place = text(Case, "conduct_place", required=False)

    outcome = choice(Case, "outcome", first=CHOOSE, required=False)
    decision_number = text(Case, "decision_number", required=False)
    decided_on = day(Case, "decided_on")
    decision_content = text(Case, "decision_content", rows=3, required=False)
    collectively_discussed = tick(Case, "collectively_discussed")
    legally_reviewed = tick(Case, "legally_reviewed")

    served_on = day(Case, "served_on")
    service_method = choice(Case, "service_method", first=CHOOSE, required=False)
    published_on = day(Case, "published_on")
    publish_until = day(Case, "publish_until")
    publication_withdrawn_on = day(Case, "publication_withdrawn_on")
    closed_on = day(Case, "closed_on")
    closing_reason = text(Case, "closing_reason", required=False)

    def __init__(self, *args: Any, actor: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self._actor = actor

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        typed = data.pop("matter_text", "").strip()
        code = data.pop("matter", "")
        data["matter"] = None
        if typed:
            found = find_matters(self._actor, text=typed, code=code)
            if len(found) == 1:
                data["matter"] = found[0]
            else:
                self.add_error("matter_text", _not_one([matter.name for matter in found]))
        matter = data["matter"]
        if matter:
            data["sector"] = data.get("sector") or matter.sector
            data["cause"] = data.get("cause") or matter.cause
        elif not data.get("cause") and not self.has_error("cause"):
            self.add_error("cause", _("请填写案由，或者选择处罚事项。"))
        return data


def _not_one(names: list[str]) -> str:
    if not names:
        return _("目录中没有这个处罚事项。请改用其他写法，或者留空后填写案由。")
    return _("有多个处罚事项符合，请写明是哪一个：%s") % _("；").join(names)
