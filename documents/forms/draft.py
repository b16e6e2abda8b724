"""The form of a draft: the sections of its kind, and whom it goes to.

It shows what was typed whatever it is; what stands against signing is said by
`documents.kinds.problems` and put beside the fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Person
from documents.forms.rows import RowSet, row_set, typed_rows
from documents.frame import Recipient, recipients_of
from documents.kinds import PaperKind, Section
from documents.models import Document

_SHORT = 120
_MIDDLE = 400
_PREFIX = "v_"
URGENCIES = [("", _("平件")), ("加急", _("加急")), ("特急", _("特急"))]


class PaperForm(forms.Form):
    """Everything that is typed for a paper. `faults` are messages by section or field."""

    use_required_attribute = False

    def __init__(
        self,
        data: MultiValueDict[str, Any],
        *,
        kind: PaperKind,
        agencies: "QuerySet[Agency]",
        sends: bool,
        faults: Mapping[str, str] | None = None,
        rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    ) -> None:
        super().__init__(data, label_suffix="")
        self.kind = kind
        self.faults = dict(faults or {})
        self._rows = rows or {}
        for section in kind.sections:
            if section.kind != "table":
                self.fields[_PREFIX + section.name] = _field(section)
        self._frame(agencies, sends=sends)

    def _frame(self, agencies: "QuerySet[Agency]", *, sends: bool) -> None:
        self.fields["title"] = forms.CharField(
            label=_("标题"),
            required=False,
            max_length=200,
            help_text=_("不填则按文书种类自动生成"),
        )
        self.fields["grade"] = forms.ChoiceField(
            label=_("数据级别"),
            choices=Person._meta.get_field("clearance").choices or [],
            help_text=_("收文机关中数据级别相符的人员才能阅读"),
        )
        if self.kind.internal:
            return
        self.fields["addressee"] = forms.CharField(
            label=_("主送（按文面写法）"),
            required=False,
            max_length=200,
            help_text=_("不填则写主送机关的全称；发给当事人的，写当事人名称"),
        )
        self.fields["urgency"] = forms.ChoiceField(
            label=_("紧急程度"), required=False, choices=URGENCIES
        )
        if sends:
            self.fields["enclosures"] = forms.CharField(
                label=_("附件说明"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("每行一项，印在正文之后；没有附件的不填"),
            )
            choices = [(str(each.pk), each.name) for each in agencies]
            for name, label in (("recipients", _("主送机关")), ("copies", _("抄送机关"))):
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=choices,
                    widget=forms.CheckboxSelectMultiple,
                )

    def full_clean(self) -> None:
        """Nothing is judged here: the faults are given."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for name, message in self.faults.items():
            known = name if name in self.fields else _PREFIX + name
            if known in self.fields:
                # The label stands before it anyway.
                label = self.fields[known].label
                empty = _("请填写%(label)s。") % {"label": label}
                self.add_error(known, _("请填写。") if message == empty else message)
            else:
                self.add_error(None, message)

    @property
    def parts(self) -> Iterator[tuple[forms.BoundField | None, RowSet | None, str]]:
        """The sections in order: a field with its span, or a set of rows."""
        for section in self.kind.sections:
            if section.kind == "table":
                rows = self._rows.get(section.name, ())
                yield None, row_set(section, rows, self.faults.get(section.name, "")), "span-6"
            else:
                yield self[_PREFIX + section.name], None, _span(section)

    @property
    def frame_fields(self) -> list[tuple[forms.BoundField, str]]:
        """Title, addressee and the like, with their spans."""
        spans = {
            "title": "span-4",
            "addressee": "span-4",
            "enclosures": "span-6",
            "recipients": "span-6",
        }
        return [
            (self[name], spans.get(name, "span-6" if name == "copies" else ""))
            for name in self.fields
            if not name.startswith(_PREFIX)
        ]


def _field(section: Section) -> forms.Field:
    if section.kind == "choice":
        return forms.ChoiceField(
            label=str(section.label),
            required=section.required,
            choices=[("", _("请选择")), *section.choices],
            help_text=str(section.help),
        )
    widget: forms.Widget
    if section.kind == "day":
        attrs = {"inputmode": "numeric", "placeholder": "2026-05-06", "autocomplete": "off"}
        widget = forms.TextInput(attrs=attrs)
    elif section.kind == "money":
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    elif section.kind == "lines":
        widget = forms.Textarea(attrs={"rows": 4})
    elif section.most > _SHORT:
        widget = forms.Textarea(attrs={"rows": 3 if section.most <= _MIDDLE else 6})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    text = section.help or (_("每行一项") if section.kind == "lines" else "")
    return forms.CharField(
        label=str(section.label),
        required=section.required,
        widget=widget,
        help_text=str(text),
    )


def _span(section: Section) -> str:
    if section.kind in {"day", "money", "choice"}:
        return ""
    return "span-3" if section.kind == "text" and section.most <= _SHORT else "span-6"


def kept_data(draft: Document, kind: PaperKind) -> MultiValueDict[str, Any]:
    """What is kept of a draft, as the data of its form."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for section in kind.sections:
        value = draft.values.get(section.name, "")
        if section.kind == "lines" and isinstance(value, list):
            value = "\n".join(value)
        data[_PREFIX + section.name] = value
    data["title"], data["addressee"] = draft.title, draft.addressee
    data["grade"], data["urgency"] = str(draft.grade), draft.frame.get("urgency", "")
    data["enclosures"] = "\n".join(draft.frame.get("enclosures", ()))
    wanted = recipients_of(draft)
    data.setlist("recipients", [str(each.agency_id) for each in wanted if not each.is_copy])
    data.setlist("copies", [str(each.agency_id) for each in wanted if each.is_copy])
    return data


def kept_rows(draft: Document, kind: PaperKind) -> dict[str, list[dict[str, str]]]:
    """The rows that are kept of the tables of a draft."""
    return {each.name: draft.values.get(each.name, []) for each in _tables(kind)}


def sent_values(data: MultiValueDict[str, Any], kind: PaperKind) -> dict[str, Any]:
    """The values by section as they were sent."""
    values: dict[str, Any] = {each.name: typed_rows(each, data) for each in _tables(kind)}
    for section in kind.sections:
        if section.name not in values:
            values[section.name] = str(data.get(_PREFIX + section.name, ""))
    return values


def sent_rows(data: MultiValueDict[str, Any], kind: PaperKind) -> dict[str, list[dict[str, str]]]:
    """The rows as they were sent, with one more where one was asked for."""
    rows = {each.name: typed_rows(each, data) for each in _tables(kind)}
    added = str(data.get("add", "")).removeprefix("t_")
    if added in rows:
        rows[added] = [*rows[added], {}]
    return rows


def sent_recipients(
    data: MultiValueDict[str, Any], agencies: "QuerySet[Agency]"
) -> list[Recipient]:
    """The agencies that were ticked, each of them one that was offered."""
    offered = {str(pk): pk for pk in agencies.values_list("pk", flat=True)}
    return [
        Recipient(offered[each], is_copy=name == "copies")
        for name in ("recipients", "copies")
        for each in data.getlist(name)
        if each in offered
    ]


def _tables(kind: PaperKind) -> list[Section]:
    return [section for section in kind.sections if section.kind == "table"]
