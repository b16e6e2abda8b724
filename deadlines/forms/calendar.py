"""A year of the calendar: from a file, or typed as the notice says it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.year_text import MAX_BYTES, DayLine, Run, lines_of, parse_days
from deadlines.year_text.lines import LONGEST_NAME
from deadlines.year_text.typed import parse_day

PREFIX = "runs"
_LONGEST_RUN = 31
_MOST_RUNS = 60
_FIELDS = ("name", "first", "last", "make_up")


class HeadForm(forms.Form):
    """What the year rests on."""

    notice = forms.CharField(
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("国务院办公厅通知的文号或者网址，例如“国办发明电〔2025〕7号”"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    published = forms.BooleanField(
        label=gettext_lazy("通知已经印发：按此公布"),
        help_text=gettext_lazy("不勾选时作为暂定安排，依此算出的日期注明“暂定”。"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, is_published: bool = False, **options: Any) -> None:
        """`is_published`: the year is already, and can only be corrected."""
        super().__init__(*args, **options)
        if is_published:
            del self.fields["published"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("published", True)
        return cleaned


class YearFileForm(HeadForm):
    """A file, which may name what it rests on itself."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy(
            ".csv（列：day,working,name）或者 holiday-cn 发布的 .json，最多 256 KB。"
        ),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json"}),
        error_messages={"required": gettext_lazy("请选择文件。")},
    )
    field_order = ("file", "notice", "published")

    def clean_file(self) -> "UploadedFile[Any]":
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("文件超过 256 KB，不会是一年的放假安排。"))
        return file


class GroundForm(forms.Form):
    """Why a year is put in force."""

    ground = forms.CharField(
        label=gettext_lazy("确认的理由"),
        help_text=gettext_lazy("例如通知的名称、文号，或者更正的原因。记入审计日志。"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请写明确认的理由，例如通知的文号。")},
    )
    # What was in force when the effects were shown.
    edition = forms.UUIDField(required=False, widget=forms.HiddenInput)


class YearDayField(forms.CharField):
    """A day of the year that is typed, with or without that year."""

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": "1-1", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs), **options)
        self.year = 0

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text, self.year)
        if day is None:
            raise ValidationError(
                _("日期“%(value)s”不能识别，请按“1-4”或者“2027-01-04”的格式填写。"),
                params={"value": text[:30]},
            )
        return day


class RunForm(forms.Form):
    """One line of the notice. A line without any day counts as not there."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=LONGEST_NAME, required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    first = YearDayField(label=gettext_lazy("放假自"))
    last = YearDayField(label=gettext_lazy("放假至"))
    make_up = forms.CharField(
        label=gettext_lazy("调休上班日"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"placeholder": "2-14、2-28", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.year = year
        for name in ("first", "last"):
            cast("YearDayField", self.fields[name]).year = year

    def clean_make_up(self) -> list[date]:
        days, unknown = parse_days(self.cleaned_data["make_up"], self.year)
        if unknown:
            raise ValidationError(
                _("日期“%(value)s”不能识别，请按“2-14、2-28”的格式填写。"),
                params={"value": unknown[0][:30]},
            )
        return days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if last and not first and "first" not in self.errors:
            self.add_error("first", _("请填写放假的第一天。"))
        if first and last and last < first:
            self.add_error("last", _("最后一天不能早于第一天。"))
        elif first and last and (last - first).days >= _LONGEST_RUN:
            self.add_error("last", _("一次放假不会超过 31 天，请核对日期。"))
        return cleaned

    def run(self) -> Run:
        """The line as it was cleaned."""
        data = self.cleaned_data
        return Run(data["name"].strip(), data["first"], data["last"], tuple(data["make_up"]))


_Runs = formset_factory(RunForm, extra=0, can_delete=True, max_num=_MOST_RUNS, validate_max=True)


def typed_runs(data: Mapping[str, Any], year: int) -> "BaseFormSet[RunForm]":
    """The lines that were sent."""
    return _Runs(data, prefix=PREFIX, form_kwargs={"year": year})


def shown_runs(rows: Iterable[Mapping[str, Any]], year: int) -> "BaseFormSet[RunForm]":
    """Lines to type on in."""
    return _Runs(initial=list(rows), prefix=PREFIX, form_kwargs={"year": year})


def row_of(run: Run) -> dict[str, str]:
    """A line as one would type it."""
    return {
        "name": run.name,
        "first": run.first.isoformat() if run.first else "",
        "last": run.last.isoformat() if run.last else "",
        "make_up": "、".join(day.isoformat() for day in run.make_up),
    }


def rows_sent(data: Mapping[str, Any], *, without: str = "") -> list[dict[str, str]]:
    """What was sent, unread, but for removed lines and the one with this prefix."""
    total = str(data.get(f"{PREFIX}-TOTAL_FORMS", "0"))
    rows = []
    for number in range(min(int(total), _MOST_RUNS) if total.isdecimal() else 0):
        prefix = f"{PREFIX}-{number}"
        if prefix != without and not data.get(f"{prefix}-DELETE"):
            rows.append({name: str(data.get(f"{prefix}-{name}", "")) for name in _FIELDS})
    return rows


def lines_typed(runs: "BaseFormSet[RunForm]") -> list[DayLine]:
    """The days of a valid formset; ``row`` is the number of the form."""
    return [
        line
        for number, form in enumerate(runs.forms)
        if form not in runs.deleted_forms and form.has_changed()
        for line in lines_of(form.run(), number)
    ]
