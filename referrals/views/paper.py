"""The paper of a transition as it will look, and who will get it."""

from collections.abc import Iterable
from typing import Any

from agencies.models import Agency
from core.clock import current_day
from documents.frame import names_of
from documents.rendering import Paper, paper_from
from referrals.display import side_name
from referrals.flows.table import Role
from referrals.selectors.shapes import ReferralView
from referrals.views.deed import Deed, Forms


def preview_of(deed: Deed, forms: Forms) -> Paper | None:
    """The paper with what was typed; None without one."""
    if deed.kind is None or forms.paper is None:
        return None
    names = _agencies(deed, forms.fields.cleaned_data)
    to, copies = deed.transition.paper_to, deed.transition.copies_to
    return paper_from(
        deed.kind,
        deed.paper_values(forms) or {},
        issuer=deed.actor.agency.name,
        dated=current_day(),
        addressee="、".join(_of(names, to)),
        copies=tuple(_of(names, copies)),
        enclosures=deed.enclosures.names,
    )


def receivers_of(deed: Deed, forms: Forms) -> list[str]:
    """Who gets the paper: the agencies that are known, or what their sides are called. Sides
    that the form itself asks for are left out until somebody is chosen."""
    judged = not forms.fields.quiet and forms.fields.is_bound
    names = _agencies(deed, forms.fields.cleaned_data if judged else {})
    roles = (*deed.transition.paper_to, *deed.transition.copies_to)
    return [
        names.get(role) or side_name(deed.flow.name, role)
        for role in roles
        if role != deed.transition.role and (role in names or not deed.asks(role))
    ]


def _agencies(deed: Deed, typed: dict[str, Any]) -> dict[Role, str]:
    """The full names of the agencies by their sides, those just chosen first."""
    names: dict[Role, str] = {}
    if deed.view is not None:
        said = {line.name: line.text for line in deed.view.values}
        names = {role: said[role.value] for role in Role if role.value in said}
        names = _inherited(deed) | names | _held(deed.view)
    else:
        names = _inherited(deed)
    for role in Role:
        chosen = typed.get(role.value)
        if isinstance(chosen, Agency):
            names[role] = chosen.name
    return names


def _inherited(deed: Deed) -> dict[Role, str]:
    """Whom the referral above brings to a side on which nobody stands yet."""
    if deed.above is None:
        return {}
    held = _held(deed.above)
    return {own: held[theirs] for own, theirs in deed.flow.inherits.items() if theirs in held}


def _held(view: ReferralView) -> dict[Role, str]:
    current = [side for side in view.sides if side.current]
    full = names_of(side.agency_id for side in current)
    return {side.role: full.get(side.agency_id, side.agency) for side in current}


def _of(names: dict[Role, str], roles: Iterable[Role]) -> list[str]:
    return [names[role] for role in roles if role in names]
