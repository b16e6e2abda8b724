"""A case for paper: who took it out of the platform is always logged."""

from django.db import transaction

from agencies.models import Person
from audit.services import record
from cases.models import Case
from cases.selectors.detail import CaseView, case_view

VERB = "case.print"


@transaction.atomic
def printed_case(actor: Person, case_id: int) -> CaseView:
    """The case as the actor sees it, with a line in the audit; raises CaseNotVisible."""
    view = case_view(actor, case_id, verb=VERB)
    if view.own:  # case_view has logged everybody else
        case = Case.objects.only("decision_number", "file_number").get(pk=case_id)
        record(actor=actor, verb=VERB, obj=case, case_id=case_id)
    return view
