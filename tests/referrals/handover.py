"""A criminal handover, moved by the services as far as a test needs it."""

from typing import Any

from core.clock import current_moment
from referrals.flows import FLOWS
from referrals.flows.table import Kind
from referrals.models import Referral
from referrals.services import perform, start_referral
from referrals.showing import version_of
from tests.referrals.county import County, paper_for, values_for
from tests.referrals.enclosing import enclose

FORWARD = FLOWS["forward"]
# Who does what on the way to the police and back.
WAY = (
    ("report", "clerk"),
    ("approve", "leader"),
    ("hand_over", "clerk"),
    ("sign", "police_intake"),
    ("file", "police_leader"),
)


def begun(county: County, **said: Any) -> Referral:
    """The team has been named."""
    done = FORWARD.transition("suspect")
    values = values_for(county, FORWARD, done)
    values["team"] = [county.clerk.pk, county.clerk_b.pk]
    return start_referral(
        actor=county.clerk,
        flow="forward",
        transition="suspect",
        case_id=county.case.pk,
        values=values | said.pop("values", {}),
        paper=paper_for(done),
        **said,
    )


def move(
    county: County, referral: Referral, name: str, who: str, *, paper: Any = None, **said: Any
) -> Referral:
    """One transition further, by this person, as they see it."""
    done = FORWARD.transition(name) if name != "take_back" else None
    values = values_for(county, FORWARD, done) if done else {"reason": "误操作"}
    # Nothing is received before it was sent, which is now.
    moments = [field.name for field in done.fields if field.kind == Kind.MOMENT] if done else []
    values |= dict.fromkeys(moments, current_moment().isoformat())
    seats = referral.access.filter(agency=getattr(county, who).agency_id)
    version = said.pop("version", version_of(seats))
    if done is not None:
        enclose(getattr(county, who), referral, done)
    return perform(
        actor=getattr(county, who),
        referral_id=referral.pk,
        transition=name,
        version=version,
        values=values | said.pop("values", {}),
        paper=paper or (paper_for(done) if done else None),
        **said,
    )


def moved_to(county: County, name: str) -> Referral:
    """As far as this transition, which is the last that was made."""
    referral = begun(county)
    for each, who in WAY:
        referral = move(county, referral, each, who)
        if each == name:
            break
    return referral
