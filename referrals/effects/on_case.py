"""Writing into the case that a referral is about."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.inputs import CaseInput
from cases.services.record import NUMBER_TAKEN
from cases.services.referred import change_by_referral
from documents.selectors.numbering import advice_on_taken
from referrals.errors import Invalid
from referrals.registry import Move


def change_case(move: Move, change: Callable[[CaseInput], CaseInput]) -> None:
    """Change the case of a referral; what is wrong with it is told as that of the transition."""
    if move.referral.case_id is None or move.actor is None:
        return
    reason = _("%(flow)s：%(step)s") % {
        "flow": move.flow.label,
        "step": move.transition.label,
    }
    try:
        change_by_referral(
            actor=move.actor,
            case_id=move.referral.case_id,
            change=change,
            reason=reason,
        )
    except ValidationError as error:
        taken = error.error_dict.get("decision_number", [])
        if any(each.code == NUMBER_TAKEN for each in taken):
            raise Invalid({"": _number_taken(move)}) from error
        raise Invalid({"": "；".join(error.messages)}) from error


def _number_taken(move: Move) -> str:
    """What whoever stands before it can do: it is the number of a paper, nobody typed it."""
    if move.document is not None:
        return advice_on_taken(move.document)
    return _(
        "移送书的文号与移送机关另一件案件的文号相同，不能写入案件。请移送机关先核对并更正该案件的"
        "文号，再办理这一步。"
    )


def text(move: Move, name: str) -> str:
    """A text of this transition; "" where nothing was typed."""
    value: Any = move.values.get(name)
    return str(value) if value else ""
