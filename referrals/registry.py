"""What a transition may ask for, and do, besides what its table says by itself.

Conditions and effects are named in the tables (`Transition.conditions`, `Transition.effects`)
and registered here: simple ones in referrals/conditions.py, the others in a file of
referrals/effects/ for each flow.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from agencies.models import Person
from deadlines.models import Clock
from documents.models import Document
from referrals.flows.table import Flow, Role, Transition
from referrals.models import Referral, ReferralStep


@dataclass(frozen=True)
class Number:
    """By which document somebody is known, and its number in its normal spelling."""

    kind: str
    text: str


@dataclass(frozen=True)
class Move:
    """A transition on its way. Conditions see no step and no document yet.

    `values` are those of this transition, as they are stored; `referral.values` has the
    latest of all fields, these included once the step is written. `sides` are the agencies
    by role. `actor` is None when the platform itself acts.
    """

    referral: Referral
    flow: Flow
    transition: Transition
    actor: Person | None
    role: Role
    values: Mapping[str, Any]
    moment: dt.datetime
    sides: Mapping[Role, int]
    step: ReferralStep | None = None
    document: Document | None = None
    # What was read of the referral before: the steps that stand, and how to come by its periods
    # without reading them for each condition. None where nobody has.
    steps: Sequence[ReferralStep] | None = None
    # The number that was typed, which stands in no values.
    number: Number | None = None
    clocks: Callable[[], Sequence[Clock]] | None = None

    @property
    def today(self) -> dt.date:
        """The county's day of the move."""
        return timezone.localdate(self.moment)


Effect = Callable[[Move], None]
# Why it can't be done, for people to read; "" when it can.
Condition = Callable[[Move], str]

EFFECTS: dict[str, Effect] = {}
CONDITIONS: dict[str, Condition] = {}
# Conditions on what is typed: nothing can be said of them before that.
TYPED: set[str] = set()
# How an effect is made undone when its step is taken back; by the same name.
UNDOING: dict[str, Effect] = {}


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register what is done in the transaction of the transitions that name it."""

    def register(function: Effect) -> Effect:
        EFFECTS[name] = function
        return function

    return register


def undoes(name: str) -> Callable[[Effect], Effect]:
    """Register what makes an effect undone: only then its transition may be taken back."""

    def register(function: Effect) -> Effect:
        UNDOING[name] = function
        return function

    return register


def condition(name: str, *, typed: bool = False) -> Callable[[Condition], Condition]:
    """Register what must hold for the transitions that name it.

    `typed` is for those about what is typed for the transition itself: a button isn't grey
    because of what nobody has written yet.
    """

    def register(function: Condition) -> Condition:
        CONDITIONS[name] = function
        if typed:
            TYPED.add(name)
        return function

    return register
