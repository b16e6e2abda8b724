"""The query form over the list. Its field names are those of the API too."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import CASE_OWNING_KINDS, Agency, Person
from agencies.selectors import agencies_of
from cases.forms.fields import DayField
from cases.models import ExecutionStatus, PenaltyStatus, RemedyStatus
from cases.parsing.kinds import PenaltyKind
from cases.parsing.personal import holds_personal_number
from cases.selectors import CaseFilter
from core.text import to_halfwidth

REFUSED = _("这里不能填写身份证号码等证件号码和电话号码，以免留在地址和记录里。")
_FOLDED = (
    *("place", "facts", "remedy_status", "kind"),
    *("fine_min", "fine_max", "incomplete", "own_only"),
)


def _or_any(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("全部")), *choices]


_AHEAD = [
    ("", _("不限")),
    ("0", _("今天")),
    ("3", _("3日内")),
    ("7", _("7日内")),
    ("15", _("15日内")),
    ("30", _("30日内")),
]


class AmountField(forms.DecimalField):
    """Yuan; thousands may be separated, as people paste them."""

    def to_python(self, value: Any) -> Any:
        """The amount without separators, or None."""
        if isinstance(value, str):
            value = to_halfwidth(value).replace(",", "")
        return super().to_python(value)


def _amount(label: Any) -> AmountField:
    return AmountField(
        label=label,
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class CaseQueryForm(forms.Form):
    """Fields of `CaseFilter`; every one may stay empty."""

    number = forms.CharField(label=_("文号"), required=False, max_length=120)
    party = forms.CharField(label=_("当事人"), required=False, max_length=100)
    cause = forms.CharField(label=_("案由"), required=False, max_length=100)
    place = forms.CharField(label=_("违法行为发生地"), required=False, max_length=100)
    facts = forms.CharField(label=_("违法事实中的词"), required=False, max_length=100)
    penalty_status = forms.ChoiceField(
        label=_("处罚状态"), required=False, choices=_or_any(PenaltyStatus.choices)
    )
    execution_status = forms.ChoiceField(
        label=_("执行状态"), required=False, choices=_or_any(ExecutionStatus.choices)
    )
    remedy_status = forms.ChoiceField(
        label=_("救济状态"), required=False, choices=_or_any(RemedyStatus.choices)
    )
    kind = forms.ChoiceField(
        label=_("处罚种类"), required=False, choices=_or_any(PenaltyKind.choices)
    )
    agency = forms.ModelChoiceField(
        label=_("办案机关"), required=False, queryset=Agency.objects.none(), empty_label=_("全部")
    )
    decided_from = DayField(label=_("决定日期起"), required=False)
    decided_to = DayField(label=_("决定日期止"), required=False)
    fine_min = _amount(_("罚款不少于（元）"))
    fine_max = _amount(_("罚款不超过（元）"))
    open_only = forms.BooleanField(label=_("只看未结案"), required=False)
    own_only = forms.BooleanField(label=_("只看本机关"), required=False)
    incomplete = forms.BooleanField(label=_("内容待补全"), required=False)
    overdue_unpaid = forms.BooleanField(label=_("逾期未缴清"), required=False)
    overdue = forms.BooleanField(label=_("期限届满"), required=False)
    due_within = forms.TypedChoiceField(
        label=_("即将到期"), required=False, choices=_AHEAD, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, actor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = agencies_of(actor).select_related(None).filter(kind__in=CASE_OWNING_KINDS)
        field = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        field.queryset = owners.order_by("kind", "name")

    def clean_party(self) -> str:
        """Refuse a personal number: it would stand in the address and in every log."""
        return self._without_numbers("party")

    def clean_facts(self) -> str:
        """As `clean_party`."""
        return self._without_numbers("facts")

    def _without_numbers(self, field: str) -> str:
        text: str = self.cleaned_data[field]
        if holds_personal_number(text):
            # It isn't written into the page again either.
            self.data = {name: value for name, value in self.data.items() if name != field}
            raise ValidationError(REFUSED)
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse ranges that end before they start."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("decided_from"), data.get("decided_to")
        if first and last and last < first:
            self.add_error("decided_to", gettext("截止日期不能早于起始日期。"))
        least, most = data.get("fine_min"), data.get("fine_max")
        if least is not None and most is not None and most < least:
            self.add_error("fine_max", gettext("上限不能小于下限。"))
        return data

    def wanted(self) -> CaseFilter:
        """What a valid form asks for."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "agency"}
        agency: Agency | None = self.cleaned_data["agency"]
        return CaseFilter(owner_id=agency.pk if agency else None, **values)

    @property
    def more_asked(self) -> bool:
        """Whether a condition of the folded part is set or in fault."""
        folded = (
            "place",
            "facts",
            "remedy_status",
            "kind",
            "fine_min",
            "fine_max",
            "incomplete",
            "own_only",
            "overdue_unpaid",
        )
        return any(self.data.get(name) or name in self.errors for name in folded)


def conditions_of(asked: QueryDict) -> str:
    """The conditions of the form in a query string, without what is empty or unknown."""
    kept = QueryDict(mutable=True)
    for name in CaseQueryForm.base_fields:
        if value := asked.get(name):
            kept[name] = value
    return kept.urlencode()
