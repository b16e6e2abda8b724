"""A reasoned no to the suggestion that a case may be an offence."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.models import OffenceAnswer
from cases.services.correct import lock_case
from cases.thresholds.matching import Suggestion
from cases.thresholds.wording import in_short

# A no in two words says nothing to the procuratorate.
SHORTEST_REASON = 6


@transaction.atomic
def answer_offence(
    *, actor: Person, case_id: int, version: int, suggestion: Suggestion, reason: str
) -> OffenceAnswer:
    """Keep why the case isn't this offence; the procuratorate reads it (310号令第三条、第五条).

    `version`: of the case that was looked at. The same answer twice counts once. Raises
    PermissionDenied unless the actor may change the case, and ValidationError by field.
    """
    case = lock_case(actor, case_id)
    if case.version != version:
        raise ValidationError(_("案件内容已经变化，请按新的提示重新判断。"))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": _("请写明理由，至少 %d 个字。") % SHORTEST_REASON})
    answer, new = OffenceAnswer.objects.get_or_create(
        case=case,
        charge=suggestion.charge,
        fingerprint=suggestion.fingerprint,
        defaults={"reason": reason, "said": in_short(suggestion)[:500], "answered_by": actor},
    )
    if new:
        record(
            actor=actor,
            verb="case.not_offence",
            obj=case,
            case_id=case.pk,
            changes={"charge": suggestion.charge.name},
            ground=reason,
        )
    return answer
