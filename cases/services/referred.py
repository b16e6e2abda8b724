"""What a referral writes into the case that it is about, so that nothing is entered twice.

The referral has judged who may; the record as it was is kept, as with every correction.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Person
from cases.inputs import CaseInput
from cases.models import Case
from cases.selectors.inputs import input_of
from cases.services.checks import check_case
from cases.services.correct import correct_cases, with_all
from cases.services.record import naming_clashes


@transaction.atomic
def change_by_referral(
    *, actor: Person, case_id: int, change: Callable[[CaseInput], CaseInput], reason: str
) -> None:
    """Make the case be what *change* makes of its record.

    Raises ValidationError with what is wrong because of the change; what was wrong before, in
    a case brought by a file, stands in nobody's way.
    """
    locked = Case.objects.filter(pk=case_id).select_for_update(of=("self",))
    case = with_all(locked).get()
    before = input_of(case, loaded=True)
    data = change(before)
    known = _faults(before)
    new = {name: faults for name, faults in _faults(data).items() if faults != known.get(name)}
    if new:
        raise ValidationError(new)
    with naming_clashes(data):
        correct_cases(actor=actor, corrections=[(case, data)], reason=reason)


def _faults(data: CaseInput) -> dict[str, list[str]]:
    try:
        check_case(data)
    except ValidationError as error:
        return dict(error.message_dict)
    return {}
