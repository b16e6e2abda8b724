"""A case for paper: who took it out of the platform is always logged."""

from agencies.models import Person
from cases.selectors.detail import CaseView, case_view

VERB = "case.print"


def printed_case(actor: Person, case_id: int) -> CaseView:
    """The case as the actor sees it, with a line in the audit; raises CaseNotVisible."""
    return case_view(actor, case_id, verb=VERB)
