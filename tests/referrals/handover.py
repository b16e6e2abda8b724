"""A criminal handover, moved by the services as far as a test needs it."""

from typing import Any

from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.services import perform, start_referral
from tests.referrals.county import County, paper_for, values_for

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
    version = said.pop("version", Referral.objects.get(pk=referral.pk).version)
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
