"""A referral driven step by step, with its conditions, papers and effects."""

import datetime as dt
from typing import Any

from core.clock import current_day, current_moment
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Kind, Transition
from referrals.models import Referral
from referrals.services import perform, start_referral
from tests.referrals.county import County, paper_for, values_for
from tests.referrals.enclosing import enclose


def begun(county: County, flow: str, who: str, transition: str = "", **said: Any) -> Referral:
    """Begin a flow; `roots` are what it hangs on, the rest stands in its fields."""
    table = FLOWS[flow]
    first = table.transition(transition) if transition else table.from_state("")[0]
    roots = said.pop("roots", {"case_id": county.case.pk})
    return start_referral(
        actor=county.people[who],
        flow=flow,
        transition=first.name,
        values=filled(county, table, first, said),
        paper=paper_for(first),
        **roots,
    )


def go(county: County, referral: Referral, who: str, transition: str, **said: Any) -> Referral:
    """One step further; what isn't said is filled with something that may stand there."""
    table = FLOWS[referral.flow]
    done = table.transition(transition)
    enclose(county.people[who], referral, done)
    return perform(
        actor=county.people[who],
        referral_id=referral.pk,
        transition=transition,
        version=None,
        values=filled(county, table, done, said),
        paper=paper_for(done),
    )


def filled(county: County, flow: Flow, done: Transition, said: dict[str, Any]) -> dict[str, Any]:
    """What a transition asks for: days are today's and moments now, so that steps follow."""
    values = values_for(county, flow, done)
    for field in done.fields:
        if field.name in values and field.kind == Kind.DAY:
            values[field.name] = current_day().isoformat()
        # Days that lie ahead: of who is reminded today, and of who may pay later.
        if field.name in {"perform_by", "plan_end"}:
            values[field.name] = (current_day() + dt.timedelta(days=30)).isoformat()
        if field.name in values and field.kind == Kind.MOMENT:
            values[field.name] = current_moment().isoformat()
    values |= said
    return {name: value for name, value in values.items() if value is not None}
