"""What a referral writes into the case that it is about, so that nothing is entered twice.

The referral has judged who may; the record as it was is kept, as with every correction.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from agencies.models import Person
from cases.inputs import CHILDREN, CaseInput
from cases.models import Case
from cases.selectors.inputs import input_of
from cases.selectors.rows import unpack_rows, with_rows
from cases.services.checks import check_case
from cases.services.correct import correct_cases
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
    # In three statements; prefetched, its ten kinds of rows are one each.
    case = unpack_rows(
        with_rows(locked.select_related("owner", "matter"), CHILDREN).get(), CHILDREN
    )
    prefetch_related_objects(list(case.officers.all()), "person")
    prefetch_related_objects(list(case.bases.all()), "law")
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
