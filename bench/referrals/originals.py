"""Referrals that the platform itself passes on, one for each state they stay in."""

from bench.people import named
from bench.referrals.enclosing import reported
from bench.referrals.people import CLERK, INTAKE, LEADER, RECEPTION
from bench.referrals.typed import paper_for, values_for
from cases.models import Case
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.services import perform, start_referral

_FORWARD = (
    (CLERK, "suspect"),
    (CLERK, "report"),
    (LEADER, "approve"),
    (CLERK, "hand_over"),
    (INTAKE, "sign"),
)
_CLUE = ((CLERK, "register"), (CLERK, "submit"), (LEADER, "approve"), (RECEPTION, "sign"))
WAYS = {"forward": _FORWARD, "clue": _CLUE}


def make_originals() -> list[Referral]:
    """Of each flow one that has gone each step, and no further; each about another case."""
    own = named(CLERK).agency
    ends = [(flow, last) for flow, way in WAYS.items() for last in range(1, len(way) + 1)]
    cases = Case.objects.filter(owner=own).order_by("-pk")[: len(ends)]
    return [_original(case, flow, last) for case, (flow, last) in zip(cases, ends, strict=True)]


def _original(case: Case, flow: str, steps: int) -> Referral:
    (who, first), *rest = WAYS[flow][:steps]
    table = FLOWS[flow]
    done = table.transition(first)
    referral = start_referral(
        actor=named(who),
        flow=flow,
        transition=first,
        case_id=case.pk,
        values=values_for(done),
        paper=paper_for(done),
    )
    for who, name in rest:
        if table.transition(name).requires:
            reported(referral.pk)
        move(referral.pk, who, flow, name)
    return Referral.objects.get(pk=referral.pk)


def move(referral_id: int, who: str, flow: str, name: str) -> Referral:
    """One transition further."""
    done = FLOWS[flow].transition(name)
    return perform(
        actor=named(who),
        referral_id=referral_id,
        transition=name,
        version=None,
        values=values_for(done),
        paper=paper_for(done),
    )
