"""What is shown of a referral: frozen, and cut to what the viewer may see."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deadlines.models import Clock
from documents.selectors import DocumentLine
from referrals.flows.table import Depth, Role, Transition
from referrals.selectors.of_case import Paid


@dataclass(frozen=True)
class Side:
    """An agency and where it stands."""

    role: Role
    agency_id: int
    agency: str
    # False for one from which the matter went on.
    current: bool


@dataclass(frozen=True)
class ValueLine:
    """What stands in a field, in words; `lines` has more than one for lists."""

    name: str
    label: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it in one line."""
        return "；".join(self.lines)


@dataclass(frozen=True)
class StepView:
    """One step. Without `values`, `who` and `reason` where they aren't for the viewer.

    `number` counts those that the viewer is shown.
    """

    id: int
    number: int
    transition: str
    label: str
    at: dt.datetime
    role: str
    agency: str
    who: str
    to_state: str
    to_label: str
    values: tuple[ValueLine, ...]
    reason: str
    # The paper that was signed with it: its id where the viewer may open it, and its kind's name.
    document_id: int | None
    paper: str
    # What that paper was sealed with.
    seal: str


@dataclass(frozen=True)
class CustodyView:
    """Who held the matter from when to when; `until` is None while it does."""

    agency: str
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True)
class SuspectView:
    """A suspect who is no party of the case; the number is always masked here."""

    name: str
    kind: str
    kind_label: str
    # To the case, where it was said.
    relation_label: str
    identifier_type: str
    identifier_label: str
    identifier: str
    may_reveal: bool


@dataclass(frozen=True)
class TrackView:
    """Another referral that hangs on this one, or on which it hangs."""

    id: int
    flow: str
    flow_label: str
    state_label: str
    party: str
    ended: bool


@dataclass(frozen=True)
class ReferralView:
    """A referral as one viewer sees it."""

    id: int
    flow: str
    flow_label: str
    law: str
    title: str
    state: str
    state_label: str
    outcome: str
    ended: bool
    version: int
    confidential: bool
    depth: Depth
    # The sides on which the viewer's agency stands, those from which it went on included.
    roles: frozenset[Role]
    sides: tuple[Side, ...]
    # The case, only where the viewer may open it.
    case_id: int | None
    parent: TrackView | None
    tracks: tuple[TrackView, ...]
    party: str
    started_at: dt.datetime
    state_since: dt.datetime
    sent_at: dt.datetime | None
    signed_at: dt.datetime | None
    ended_at: dt.datetime | None
    due_on: dt.date | None
    values: tuple[ValueLine, ...]
    # The same as they are stored, for other systems.
    data: Mapping[str, Any]
    steps: tuple[StepView, ...]
    custody: tuple[CustodyView, ...]
    clocks: tuple[Clock, ...]
    # Those that the viewer may know of, the oldest first.
    papers: tuple[DocumentLine, ...] = ()
    # What the case tells of the payments; None where that isn't shown or isn't asked.
    paid: Paid | None = None
    # Who is no party of the case; None where they are one, or the viewer doesn't read the words.
    suspect: SuspectView | None = None


@dataclass(frozen=True)
class Action:
    """A transition that leads on from where a referral stands, or begins one."""

    name: str
    label: str
    transition: Transition
    allowed: bool
    # Why it can't be done now, for people to read.
    why_not: str = ""
    flow: str = ""
