"""Where a referral stands, in the few words that somebody who acted is told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from agencies.models import Person
from documents.selectors import visible_documents
from referrals.display import NO_STATE, state_of
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Depth, State
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import visible_rows
from referrals.selectors.cutting import Cut, cut_for
from referrals.showing import inner_to
from referrals.standing import counting

_DEPTHS = (Depth.OUTCOME, Depth.STEPS, Depth.FULL)


@dataclass(frozen=True)
class Moved:
    """A referral after a step, cut to the depth of the viewer's side."""

    id: int
    flow: str
    version: int
    state: str
    state_label: str
    ended: bool
    document_id: int | None


@dataclass(frozen=True)
class Held:
    """The deepest way in which a viewer sees one referral, and what they may see of it."""

    row: ReferralAccess
    cut: Cut

    @property
    def referral(self) -> Referral:
        """What is seen."""
        return self.row.referral

    def state(self, name: str) -> State:
        """A state as it is shown; NO_STATE for one that only the other side sees it stand in."""
        flow = FLOWS.get(self.row.flow)
        side = inner_to(flow, name) if flow is not None else None
        if flow is not None and side is not None:
            return flow.state(name) if side in self.cut.roles else NO_STATE
        return state_of(self.row.flow, name, self.cut.depth)


def held_by(actor: Person, ids: Collection[int]) -> dict[int, Held]:
    """How the actor sees each of these referrals."""
    rows: defaultdict[int, list[ReferralAccess]] = defaultdict(list)
    for row in visible_rows(actor).filter(referral__in=ids).select_related("referral"):
        rows[row.referral_id].append(row)
    return {pk: Held(max(mine, key=_rank), cut_for(actor, mine)) for pk, mine in rows.items()}


def _rank(row: ReferralAccess) -> tuple[bool, int]:
    """A side on which the agency still stands counts before one from which the matter went on."""
    return row.ended_at is None, _DEPTHS.index(Depth(row.depth))


def _held(actor: Person, referral_id: int) -> Held:
    held = held_by(actor, [referral_id]).get(referral_id)
    if held is None:
        raise NotVisible
    return held


def flow_of(actor: Person, referral_id: int) -> str:
    """The flow of a referral. Raises NotVisible."""
    return _held(actor, referral_id).referral.flow


def moved_view(actor: Person, referral_id: int) -> Moved:
    """Where it stands, and the paper of its last step. Raises NotVisible."""
    held = _held(actor, referral_id)
    referral, cut = held.referral, held.cut
    narrow, flow = cut.depth == Depth.OUTCOME, FLOWS.get(referral.flow)
    steps = list(ReferralStep.objects.filter(referral=referral).order_by("number"))
    # What became of it elsewhere, or what the other side does among itself, is not theirs to know.
    shown = counting(cut.steps(flow, steps)) if flow is not None else cut.known(steps)
    last = shown[-1] if shown else None
    stands = last.to_state if last is not None else referral.state
    state = held.state(stands)
    document = last.document_id if last is not None and not narrow else None
    seen = visible_documents(actor).filter(pk=document) if document else None
    return Moved(
        id=referral.pk,
        flow=referral.flow,
        version=cut.version,
        state="" if narrow else state.name,
        state_label=str(state.label),
        ended=state.ended,
        document_id=document if seen is not None and seen.exists() else None,
    )


def case_of(actor: Person, referral_id: int) -> int | None:
    """The case of a referral, under which its files are kept. Raises NotVisible."""
    return _held(actor, referral_id).referral.case_id
