"""The number by which somebody is known, taken out of what was typed: no value ever holds it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import IdentifierType, PartyKind
from cases.services.children import clean_identifier
from referrals.errors import Invalid
from referrals.flows.suspect import KIND, NUMBER, NUMBER_KIND
from referrals.flows.table import Kind, Transition
from referrals.registry import Number


def number_apart(
    asked: Transition, cleaned: dict[str, Any], known: Mapping[str, Any]
) -> Number | None:
    """Take the number and its kind out of `cleaned`; None where the step asks for none.

    `known` says what is known of whose it is, natural person or unit: what is checked follows
    from that as it does for a party. Raises Invalid.
    """
    if not any(field.kind == Kind.IDENTIFIER for field in asked.fields):
        return None
    kind, text = cleaned.pop(NUMBER_KIND, ""), cleaned.pop(NUMBER, "")
    if not text:
        if kind:
            raise Invalid({NUMBER: _("选择了证件类型的，请填写证件号码。")})
        return None
    natural = known.get(KIND, PartyKind.NATURAL) == PartyKind.NATURAL
    if natural and kind == IdentifierType.USCC:
        raise Invalid({NUMBER_KIND: _("自然人不使用统一社会信用代码。")})
    kind = kind or (IdentifierType.ID_CARD if natural else IdentifierType.USCC)
    try:
        return Number(str(kind), clean_identifier(kind, text))
    except ValidationError as error:
        raise Invalid({NUMBER: " ".join(error.messages)}) from error
