"""How a flow is written down: states, transitions, and what each of them does.

One table draws the buttons, the actions of the API, the diagrams in docs/flows/ and the
tests; `referrals.services.perform` reads nothing else, and the database refuses a change of
state that isn't in it (migration 0002).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agencies.models import AgencyKind, Post
from audit.registry import Text

# The transition that undoes the last step, where the table lets it be taken back.
TAKE_BACK = "take_back"
# The step by which another agency takes the place of one that was closed (机构承接): no state
# changes, and nobody performs it (referrals.services.succession).
SUCCEED = "succeed"


class Role(StrEnum):
    """On which side of a referral an agency stands."""

    SENDER = "sender"
    RECEIVER = "receiver"
    # Gets a copy, and may see each step: the procuratorate of a criminal handover.
    SUPERVISOR = "supervisor"
    # A third body that acts: the court of a prosecution, a higher court, a superior body.
    COURT = "court"
    HIGHER = "higher"
    # Set it going in an earlier flow, and may follow what became of it.
    FOLLOWER = "follower"
    # The coordination office, where the sides don't agree.
    OFFICE = "office"


class Depth(StrEnum):
    """How much of a referral a side sees."""

    FULL = "full"
    # Every step with its day and its paper's name, without the words of the other side.
    STEPS = "steps"
    # Whether it was received, and the class of the outcome.
    OUTCOME = "outcome"


class Kind(StrEnum):
    """What may stand in a field of a transition."""

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    YES_NO = "yes_no"
    AGENCY = "agency"
    PERSON = "person"
    PEOPLE = "people"
    CHARGE = "charge"
    # The number of a person or business: kept encrypted beside the values, in none of them.
    IDENTIFIER = "identifier"


@dataclass(frozen=True)
class Field:
    """One thing that a transition asks for. Its value is kept under its name.

    A field of kind AGENCY that is named like a `Role` says who stands on that side from now
    on; who stood there before sees what was until then, and acts no more.
    """

    name: str
    label: Text
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[tuple[str, Text], ...] = ()
    # Of characters for texts, of people for PEOPLE.
    least: int = 0
    most: int = 500
    help: Text = ""
    agency_kinds: frozenset[AgencyKind] = frozenset()
    # What it starts with: a fact of the case, by its name in `referrals.filling.FACTS`, or what
    # an earlier step said in the field of that name.
    source: str = ""
    # Goes with the matter when it is sent, though typed in a step that the others aren't shown.
    sent: bool = False
    # An agency of another county or level may be named.
    elsewhere: bool = False
    # Asked only of who was refused for want of an answer.
    late: bool = False


@dataclass(frozen=True)
class ClockStart:
    """A period that this transition begins.

    A rule that the same transition also ends is a duty that this very act fulfils: it is kept
    as closed on that day, in time or late. A rule without a number ("及时") that ends only
    later makes a to-do without a day, unless `until` names one.
    """

    rule: str
    # Who must act in it.
    on: Role
    # The field with the day or moment that it is counted from; "" for that of the transition.
    since: str = ""
    # The field with a last day that the paper itself states; "" for the rule's own count.
    until: str = ""
    # Only when this field holds one of these; YES_NO fields hold "yes" or "no".
    when: tuple[str, frozenset[str]] | None = None
    # Begins when the side that must act signs for the paper of this transition.
    served: bool = False
    # Counted from the last day of this rule's period, which it prolongs.
    after: str = ""
    # That day lies ahead: the period is counted back from it.
    ahead: bool = False
    # A right or a time to wait: it is over without anybody having failed (deadlines.models.Clock).
    lapses: bool = False
    # Only where it has run in this referral before: what was asked once is asked once more.
    again: bool = False


@dataclass(frozen=True)
class Tell:
    """Who must act, or is only told."""

    role: Role
    post: Post
    # A to-do, or only a notice.
    must_act: bool = True
    # A duty that stays whatever becomes of the referral, its end included, until a transition
    # settles it by this name; "" for one of the state in which it was told.
    until: str = ""


@dataclass(frozen=True)
class Grant:
    """Access to the case that a side gets with this transition."""

    role: Role
    # A profile of cases.models.Profile.
    profile: str
    ceiling: int = 3


@dataclass(frozen=True)
class State:
    """Where a referral may stand."""

    name: str
    label: Text
    # An ended referral is nobody's business any more, except for its record.
    ended: bool = False
    # Who must act while it stands here.
    waits_for: tuple[Tell, ...] = ()
    # What those see who may only see the class of the outcome; "" keeps the one before.
    outcome: Text = ""
    # The state of which this is a part: what is open there stays open here.
    within: str = ""
    # The side that alone sees it stand here: its draft, its approval.
    inner: Role | None = None
    # Sides that read everything while it stands here, as they must decide it; afterwards their
    # own depth holds again.
    opens_to: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Transition:
    """One edge of a flow, and all that happens on it."""

    name: str
    label: Text
    # "" is where a referral comes from nothing.
    sources: tuple[str, ...]
    target: str
    role: Role
    # The posts that may; empty for what the platform does itself.
    posts: frozenset[Post]
    law: str
    fields: tuple[Field, ...] = ()
    # Kind of paper (documents.kinds) that is signed with it, and who gets it besides the issuer.
    paper: str = ""
    paper_to: tuple[Role, ...] = ()
    copies_to: tuple[Role, ...] = ()
    # Sections of the paper that this very step decides: whatever was typed, they say this.
    says: tuple[tuple[str, str], ...] = ()
    # Kinds of paper that go along with it where they are there, and those that must be.
    attached: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    # Kinds that do in place of a required one: each with the one that it stands for.
    instead: tuple[tuple[str, str], ...] = ()
    starts: tuple[ClockStart, ...] = ()
    # Rules of which the periods end.
    ends: tuple[str, ...] = ()
    # Rules of which the periods stand still from its day on, and run on from its day on. An
    # effect notes that with its ground (referrals.effects.halting).
    halts: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    # Roles of which the access ends.
    revokes: tuple[Role, ...] = ()
    tells: tuple[Tell, ...] = ()
    # Duties that are done with it, by the name under which they stay (`Tell.until`).
    settles: tuple[str, ...] = ()
    # Names of `referrals.effects.EFFECTS`: what it does besides, in the same transaction.
    effects: tuple[str, ...] = ()
    # Names of `referrals.conditions.CONDITIONS`: what must hold.
    conditions: tuple[str, ...] = ()
    # An agency takes the matter, or gives it up: custody goes to this side.
    custody: Role | None = None
    # The field with the day on which it happened, where that may be earlier than its entry:
    # what it ends, ends on that day.
    happened: str = ""
    # May be taken back by whoever did it, and by the head of their agency, before the other side
    # has signed (`TAKE_BACK`).
    withdrawable: bool = False
    # An agency signs for what it got (签收): `Referral.signed_at`.
    signs: bool = False
    # Records how a paper of this side reached who never signed for it (登记送达): periods that
    # wait for the signature begin on the day that is said (`common.SERVED_ON`).
    records_service: bool = False
    # The transition of which it says anew what was said: periods are counted as though that had
    # been said from the first.
    corrects: str = ""
    # The matter goes to somebody who isn't on the platform: no agency of it holds it any more.
    leaves: bool = False
    help: Text = ""


@dataclass(frozen=True)
class Flow:
    """A kind of referral: a table of transitions, the reason beside each edge."""

    name: str
    label: Text
    law: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    # Which kinds of agency may stand on which side.
    sides: Mapping[Role, frozenset[AgencyKind]] = field(default_factory=dict)
    depths: Mapping[Role, Depth] = field(default_factory=dict)
    # A referral of this flow hangs on one of that flow, or on a case when it is "".
    parent: str = ""
    # Where that one must stand for this to begin; empty for anywhere.
    parent_states: frozenset[str] = frozenset()
    needs_case: bool = True
    # Who stands on a side of this flow by standing on a side of its parent.
    inherits: Mapping[Role, Role] = field(default_factory=dict)
    # Whether it may also begin without its parent, on a case alone.
    needs_parent: bool = True
    # One for each suspect.
    per_suspect: bool = False
    # Seen by named people and the receiver's intake alone, in no list or figure of others.
    confidential: bool = False
    # Access to the case ends with the flow, but for a side that still has a duty (`Tell.until`).
    access_ends: bool = False
    # Rules of periods that run on the case and are those of this flow: shown with its own.
    case_rules: frozenset[str] = frozenset()

    def state(self, name: str) -> State:
        """The state of this name; raises KeyError."""
        return self._states[name]

    def transition(self, name: str) -> Transition:
        """The transition of this name; raises KeyError."""
        return self._transitions[name]

    def state_of(self, name: str) -> State | None:
        """The same; None for one that the table doesn't know any more."""
        return self._states.get(name)

    def transition_of(self, name: str) -> Transition | None:
        """The same; None for one that the table doesn't know any more, and for taking back."""
        return self._transitions.get(name)

    def edges(self) -> frozenset[tuple[str, str]]:
        """Every change of state that the table knows, "" for nothing before."""
        there = {(one, t.target) for t in self.transitions for one in t.sources}
        back = {
            (t.target, one) for t in self.transitions if t.withdrawable for one in t.sources if one
        }
        # Wherever it stands, an agency may be succeeded by another.
        stays = {(state.name, state.name) for state in self.states}
        return frozenset(there | back | stays)

    def depth_in(self, state: str, role: Role) -> Depth:
        """How much a side sees while it stands in this state."""
        found = self.state_of(state)
        if found is not None and role in found.opens_to:
            return Depth.FULL
        return self.depths.get(role, Depth.STEPS)

    def from_state(self, state: str) -> tuple[Transition, ...]:
        """The transitions that lead away from a state; "" for those that begin the flow."""
        return tuple(each for each in self.transitions if state in each.sources)

    def reaches(self, transition: Transition) -> frozenset[Role]:
        """The sides that this transition reaches: from then on they see the referral."""
        told = {each.role for each in transition.tells}
        told |= {each.role for each in self.state(transition.target).waits_for}
        told |= {each.role for each in transition.grants}
        told |= {*transition.paper_to, *transition.copies_to, transition.role}
        return frozenset(told | ({transition.custody} if transition.custody else set()))

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        states = {state.name: state for state in self.states}
        transitions = {each.name: each for each in self.transitions}
        if len(states) != len(self.states) or len(transitions) != len(self.transitions):
            raise ValueError(f"flow {self.name}: a name is there twice")
        for name in {TAKE_BACK, SUCCEED} & transitions.keys():
            raise ValueError(f"flow {self.name}: {name} stands for steps of every flow")
        for each in self.transitions:
            missing = ({*each.sources, each.target} - {""}) - states.keys()
            if missing:
                raise ValueError(f"flow {self.name}, {each.name}: no state {sorted(missing)}")
        object.__setattr__(self, "_states", states)
        object.__setattr__(self, "_transitions", transitions)

    _states: Mapping[str, State] = field(init=False, repr=False, compare=False)
    _transitions: Mapping[str, Transition] = field(init=False, repr=False, compare=False)
