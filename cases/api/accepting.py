"""What is taken: a case as JSON, with the names of CaseInput; unknown names are refused."""

from collections.abc import Callable
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError as Refused
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cases.inputs import CHILDREN
from cases.models import (
    Case,
    CoerciveMeasure,
    Deferral,
    EvidenceItem,
    ExecutionStep,
    IdentifierType,
    LegalBasis,
    Officer,
    Outcome,
    Party,
    Payment,
    Penalty,
    Remedy,
)
from cases.parsing.citations import parse_citations
from cases.services.children import clean_identifier
from cases.services.record import COLUMNS

# How an agency names a source system.
SYSTEM = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$"
# More rows than any case has: a body of many small ones would otherwise cost by the row.
_MOST_ROWS = 200


class OneOf(serializers.ChoiceField):
    """One of a few values; whoever sends another is told which there are."""

    default_error_messages = {"invalid_choice": _("“{input}”不是可用的值。可用的值：{values}。")}

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        """As ever, with the values."""
        super().fail(key, values="、".join(map(str, self.choices)), **kwargs)


class Strict(serializers.ModelSerializer[Any]):
    """Fields as the model bounds them; a name that isn't one of them is refused."""

    serializer_choice_field = OneOf

    def get_validators(self) -> list[Any]:
        """What the database keeps unique is the services' business."""
        return []

    def to_internal_value(self, data: Any) -> Any:
        """The values; ValidationError by field."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if unknown and isinstance(error.detail, dict):
                error.detail.update(_unknown(unknown).detail)
            raise
        if unknown:
            raise _unknown(unknown)
        return values


def _unknown(names: set[str]) -> Any:
    return serializers.ValidationError(
        {name: [_("没有这个字段。")] for name in sorted(names)}, code="unknown"
    )


class PartyIn(Strict):
    """A party."""

    identifier_type = OneOf(IdentifierType.choices, required=False)
    identifier = serializers.CharField(max_length=60, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)

    class Meta:
        model = Party
        fields = (
            "kind", "name", "identifier_type", "identifier", "representative", "address", "phone",
        )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The number is one of its kind."""
        try:
            clean_identifier(attrs.get("identifier_type", ""), attrs.get("identifier", ""))
        except Refused as error:
            raise serializers.ValidationError({"identifier": error.messages}) from error
        return attrs


class OfficerIn(Strict):
    """An officer."""

    class Meta:
        model = Officer
        fields = ("name", "certificate_no")


class BasisIn(Strict):
    """A cited provision: `law_title` with `article` and so on, or its words as `citation`."""

    law_title = serializers.CharField(max_length=200, required=False)
    citation = serializers.CharField(
        max_length=300,
        required=False,
        help_text=_("引用原文，例如“《中华人民共和国食品安全法》第一百二十四条第一款”"),
    )

    class Meta:
        model = LegalBasis
        fields = ("use", "law_title", "article", "sub_article", "paragraph", "item", "citation")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two ways; a citation is read."""
        text = attrs.pop("citation", "")
        if bool(text) == bool(attrs.get("law_title")):
            said = _("请在 law_title 和 citation 中填写一项。")
            raise serializers.ValidationError({"law_title": [said]})
        if text:
            try:
                attrs["cited"] = parse_citations(text)
            except Refused as error:
                raise serializers.ValidationError({"citation": error.messages}) from error
            if not attrs["cited"]:
                raise serializers.ValidationError({"citation": [_("没有读出条款。")]})
        return attrs


class PenaltyIn(Strict):
    """A penalty; amount in yuan."""

    class Meta:
        model = Penalty
        fields = ("kind", "amount", "detail")


class EvidenceIn(Strict):
    """An item of evidence."""

    class Meta:
        model = EvidenceItem
        fields = (
            "kind", "name", "obtained_on", "holder", "place", "collected_by", "legality",
            "conversion", "converted_by", "converted_on",
        )  # fmt: skip


class MeasureIn(Strict):
    """A coercive measure."""

    class Meta:
        model = CoerciveMeasure
        fields = ("kind", "object_text", "started_on", "released_on")


class PaymentIn(Strict):
    """Money paid, in yuan."""

    class Meta:
        model = Payment
        fields = ("amount", "paid_on", "receipt_no")


class DeferralIn(Strict):
    """Leave to pay later."""

    class Meta:
        model = Deferral
        fields = ("approved_on", "plan_end", "plan")


class StepIn(Strict):
    """A step towards compulsory enforcement."""

    class Meta:
        model = ExecutionStep
        fields = ("kind", "done_on", "number")


class RemedyIn(Strict):
    """A reconsideration or lawsuit."""

    class Meta:
        model = Remedy
        fields = ("kind", "body", "filed_on", "number", "decided_on", "outcome")


def _rows(kind: Callable[..., Strict]) -> Any:
    return kind(many=True, required=False, max_length=_MOST_ROWS)


# How the API calls what a case that went to the judiciary has in place of a decision.
HANDOVER = {"handover_number": "decision_number", "handed_over_on": "decided_on"}
_COLUMNS = tuple(name for name in COLUMNS if name != "matter")


class CaseIn(Strict):
    """A case. An update changes only what is given; what is blank clears nothing in rows."""

    matter = serializers.CharField(max_length=40, required=False, help_text=_("处罚事项的编码"))
    missing = serializers.MultipleChoiceField(
        choices=[("party_name", _("当事人名称")), ("decision_number", _("决定书文号"))],
        required=False,
        help_text=_("登记时确实没有、以后补全的内容"),
    )
    handover_number = serializers.CharField(
        max_length=128,
        required=False,
        help_text=_("移送书文号，仅用于 outcome 为 to_judicial 的案件"),
    )
    handed_over_on = serializers.DateField(
        required=False, help_text=_("移送日期，仅用于 outcome 为 to_judicial 的案件")
    )
    parties = _rows(PartyIn)
    officers = _rows(OfficerIn)
    bases = _rows(BasisIn)
    penalties = _rows(PenaltyIn)
    evidence = _rows(EvidenceIn)
    measures = _rows(MeasureIn)
    payments = _rows(PaymentIn)
    deferrals = _rows(DeferralIn)
    steps = _rows(StepIn)
    remedies = _rows(RemedyIn)

    class Meta:
        model = Case
        fields = (*_COLUMNS, *HANDOVER, "matter", "missing", *CHILDREN)
        extra_kwargs = {"cause": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Of a case that went to the judiciary: its letter stands where a decision would.

        One number names a case within its agency, whichever of the two it is.
        """
        for name, column in HANDOVER.items():
            if name not in attrs:
                continue
            if attrs.get("outcome") != Outcome.TO_JUDICIAL:
                said = _("只有同时写明 outcome 为 to_judicial 时才能填写。")
                raise serializers.ValidationError({name: [said]})
            if attrs.get(column):
                both = _("请在 %(one)s 和 %(other)s 中填写一项。") % {"one": name, "other": column}
                raise serializers.ValidationError({name: [both]})
            attrs[column] = attrs.pop(name)
        return attrs


class KeyedCaseIn(CaseIn):
    """A case with its number in the source system, as an item of a batch."""

    system = serializers.RegexField(
        SYSTEM,
        help_text=_("来源系统的代号，由本机关自定"),
        error_messages={
            "invalid": _("以字母或者数字开头，只用字母、数字和“_”“.”“-”，最长40个字符。")
        },
    )
    external_id = serializers.CharField(
        max_length=120, help_text=_("案件在来源系统中的编号，不再变化")
    )
    if_version = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text=_("只在平台上的版本号仍是它时更新"),
    )

    class Meta(CaseIn.Meta):
        fields = (*CaseIn.Meta.fields, "system", "external_id", "if_version")


class BatchIn(serializers.Serializer[Any]):
    """Cases, each judged by itself."""

    items = serializers.ListField(
        child=KeyedCaseIn(), min_length=1, max_length=settings.API_BATCH_MAX
    )
