"""What may be added to a case now, and the page on which it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import ExecutionStatus, Profile
from cases.policies import actor_is_head
from cases.selectors import CaseView
from cases.selectors.conversion import convertible


@dataclass(frozen=True)
class Action:
    """A link to a form."""

    label: str
    url: str
    primary: bool = False


def actions_on(view: CaseView) -> list[Action]:
    """The forms that make sense for the case as it stands; none for a reader.

    A closed case can still be paid for, and still be taken to court.
    """
    if not view.may_change:
        return []
    owes = bool(view.unpaid) and view.execution_status != ExecutionStatus.NONE
    decided, open_ = view.decided_on is not None, view.closed_on is None
    offered = [
        ("cases:serve", _("登记送达"), decided and open_ and view.served_on is None, True),
        ("cases:add_payment", _("登记缴款"), owes, view.served_on is not None),
        ("cases:add_deferral", _("登记延期分期"), open_ and owes, False),
        ("cases:add_step", _("登记执行步骤"), open_ and owes, False),
        ("cases:add_remedy", _("登记复议诉讼"), decided, False),
        ("cases:close", _("结案"), open_, decided and not owes),
    ]
    return [
        Action(label, reverse(name, args=[view.id]), primary)
        for name, label, sensible, primary in offered
        if sensible
    ]


def restricting_on(actor: Person, view: CaseView) -> list[Action]:
    """The head of the agency says who may know of its case."""
    if not (view.may_change and actor_is_head(actor)):
        return []
    return [Action(_("知悉范围"), reverse("cases:restrict", args=[view.id]))]


def converting_on(actor: Person, view: CaseView) -> list[Action]:
    """What the police do to whom the case was handed over: they convert its evidence."""
    # Nobody else is asked the database for.
    if view.profile != Profile.HANDLER or not view.evidence:
        return []
    if not convertible(actor, view.id).exists():
        return []
    return [Action(_("登记证据转换"), reverse("cases:convert", args=[view.id]))]
