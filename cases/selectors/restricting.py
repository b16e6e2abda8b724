"""A case, for who says who may know of it."""

from dataclasses import dataclass

from agencies.models import Person
from cases.grants import is_restricted
from cases.policies import access_of, may_restrict
from cases.selectors.detail import CaseNotVisible, CaseView, case_view
from cases.selectors.named import own_named


@dataclass(frozen=True)
class Restricting:
    """Whether a case is restricted to named people, and to whom in its own agency."""

    case: CaseView
    restricted: bool
    people: frozenset[int]


def restricting(actor: Person, case_id: int) -> Restricting:
    """For whoever may restrict the case; raises CaseNotVisible for anybody else."""
    access = access_of(actor, case_id)
    if access is None or not may_restrict(actor, access):
        raise CaseNotVisible
    named = own_named(case_id, actor.agency_id)
    view = case_view(actor, case_id, brief=True)
    return Restricting(view, is_restricted(case_id), frozenset(named | {actor.pk}))
