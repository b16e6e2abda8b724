"""Writing into the case that a referral is about."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.inputs import CaseInput
from cases.services.referred import change_by_referral
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
        raise Invalid({"": "；".join(error.messages)}) from error


def text(move: Move, name: str) -> str:
    """A text of this transition; "" where nothing was typed."""
    value: Any = move.values.get(name)
    return str(value) if value else ""
