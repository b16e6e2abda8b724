"""Where a referral stands, in the few words that somebody who acted is told."""

from collections.abc import Collection
from dataclasses import dataclass

from agencies.models import Person
from documents.selectors import visible_documents
from referrals.display import state_of
from referrals.errors import NotVisible
from referrals.flows.table import Depth
from referrals.models import ReferralAccess, ReferralStep
from referrals.policies import visible_rows

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


def deepest_access(actor: Person, ids: Collection[int]) -> dict[int, ReferralAccess]:
    """The deepest way in which the actor sees each of these referrals, with the referral."""
    found: dict[int, ReferralAccess] = {}
    for row in visible_rows(actor).filter(referral__in=ids).select_related("referral"):
        held = found.get(row.referral_id)
        if held is None or _rank(row) > _rank(held):
            found[row.referral_id] = row
    return found


def _rank(row: ReferralAccess) -> tuple[bool, int]:
    """A side on which the agency still stands counts before one from which the matter went on."""
    return row.ended_at is None, _DEPTHS.index(Depth(row.depth))


def flow_of(actor: Person, referral_id: int) -> str:
    """The flow of a referral. Raises NotVisible."""
    row = deepest_access(actor, [referral_id]).get(referral_id)
    if row is None:
        raise NotVisible
    return row.referral.flow


def moved_view(actor: Person, referral_id: int) -> Moved:
    """Where it stands, and the paper of its last step. Raises NotVisible."""
    row = deepest_access(actor, [referral_id]).get(referral_id)
    if row is None:
        raise NotVisible
    referral, narrow = row.referral, row.depth == Depth.OUTCOME
    steps = ReferralStep.objects.filter(referral=referral)
    if row.ended_at is not None:
        # What became of it elsewhere is not theirs to know.
        steps = steps.filter(at__lte=row.ended_at)
    last = steps.order_by("-number").first()
    stands = last.to_state if last is not None and row.ended_at is not None else referral.state
    state = state_of(referral.flow, stands, row.depth)
    document = last.document_id if last is not None and not narrow else None
    seen = visible_documents(actor).filter(pk=document) if document else None
    return Moved(
        id=referral.pk,
        flow=referral.flow,
        version=referral.version,
        state="" if narrow else stands,
        state_label=str(state.label),
        ended=state.ended,
        document_id=document if seen is not None and seen.exists() else None,
    )


def case_of(actor: Person, referral_id: int) -> int | None:
    """The case of a referral, under which its files are kept. Raises NotVisible."""
    row = deepest_access(actor, [referral_id]).get(referral_id)
    if row is None:
        raise NotVisible
    return row.referral.case_id
