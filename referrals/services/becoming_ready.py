"""Enforcement that may go to the court from today: found each night, by the clocks of the case.

Each is moved in a transaction of its own: one that fails is logged, and holds up no other.
"""

import logging

from core.clock import current_day
from deadlines.models import Clock
from referrals.errors import Invalid, NoSuchTransition
from referrals.models import Referral
from referrals.services.perform import perform

logger = logging.getLogger(__name__)

_FLOW, _BEFORE, _STEP = "non_litigation", "reminded", "become_ready"
_CASE, _WAIT = "case", "nl.reminder_wait"


def become_ready() -> int:
    """Move on what waited for its day; returns how many.

    Only where the wait after the reminder is over; the remedies are asked about by the
    condition of the step. Twice on one day it finds nothing more.
    """
    waiting = Referral.objects.filter(flow=_FLOW, state=_BEFORE, ended_at__isnull=True)
    cases = dict(waiting.values_list("pk", "case_id"))
    over = set(
        Clock.objects.filter(
            subject_type=_CASE,
            subject_id__in={case for case in cases.values() if case},
            rule_key=_WAIT,
            due_on__lt=current_day(),
            void=False,
        ).values_list("subject_id", flat=True)
    )
    return sum(_moved(pk) for pk, case_id in sorted(cases.items()) if case_id in over)


def _moved(referral_id: int) -> bool:
    try:
        perform(actor=None, referral_id=referral_id, transition=_STEP, version=None, values={})
    except (Invalid, NoSuchTransition):
        # The remedies aren't over, or somebody was quicker.
        return False
    except Exception:
        logger.exception("referral %s could not be found ready", referral_id)
        return False
    return True
