"""The no to a suggestion, and what is typed of a case while it is being entered."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.typed import rows_of
from cases.parsing.citations import Citation, parse_citations
from cases.parsing.money import from_yuan, is_blank
from cases.selectors.lookup import matters_coded
from cases.thresholds.material import Material

_LONGEST = 9_000


class OffenceAnswerForm(forms.Form):
    """Why a case isn't the offence that was suggested."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("不构成的理由"),
        max_length=500,
        help_text=_("将写入办理记录，检察机关可以查看；案件内容变化后会再次提示。"),
        error_messages={"required": _("请写明理由。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def material_of(typed: Mapping[str, str]) -> Material:
    """What stands in the form now; whatever can't be read yet counts as not said."""
    code = typed.get("matter", "")
    matter = matters_coded([code]).get(code) if code else None
    facts = "。".join(typed.get(name, "") for name in ("facts", "decision_content"))
    cited = [c for row in rows_of(typed, "bases") for c in _cited(row.get("citation", ""))]
    return Material(
        cause=typed.get("cause", "")[:300],
        facts=facts[:_LONGEST],
        matter=(matter.name, matter.offence) if matter else ("", ""),
        cited=tuple((citation.law_title, citation.article) for citation in cited),
        amount_involved=_amount(typed.get("amount_involved", "")),
    )


def _cited(text: str) -> list[Citation]:
    try:
        return parse_citations(text[:300]) if text else []
    except ValidationError:
        return []


def _amount(text: str) -> Decimal | None:
    try:
        return None if is_blank(text) else from_yuan(text)
    except ValidationError:
        return None
