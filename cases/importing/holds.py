"""Why a case that an import made or changed can't be taken back: somebody built on it."""

from collections.abc import Callable, Collection, Mapping

from django.utils.translation import gettext_noop

from cases.clocks import SUBJECT
from cases.models import CaseDraft, IdentityChange
from deadlines.models import Clock
from inbox.models import Todo

# Ids of cases → the reason for those that have to stay.
Hold = Callable[[Collection[int]], Mapping[int, str]]

_CLAIMED = gettext_noop("已有人认领或者办结该案件的待办")
_DRAFT = gettext_noop("有人正在补全该案件")
_IDENTITY = gettext_noop("已有人归并或者拆分该案件的当事人")
_PERIODS = gettext_noop("已有人登记该案件期限的扣除、中止或者延长")
_holds: dict[str, Hold] = {}


def register_hold(name: str, hold: Hold) -> None:
    """Let a floor above say what was built on cases. Reasons are marked with gettext_noop."""
    _holds[name] = hold


def held(case_ids: Collection[int]) -> dict[int, str]:
    """The cases that have to stay, each with one reason."""
    found: dict[int, str] = {}
    for hold in _holds.values():
        found.update(hold(case_ids))
    return found


def _todos(case_ids: Collection[int]) -> dict[int, str]:
    touched = Todo.objects.filter(subject_type=SUBJECT, subject_id__in=case_ids)
    claimed = touched.filter(claimed_by__isnull=False) | touched.filter(outcome="done")
    return dict.fromkeys(claimed.values_list("subject_id", flat=True), _CLAIMED)


def _drafts(case_ids: Collection[int]) -> dict[int, str]:
    drafts = CaseDraft.objects.filter(case__in=case_ids)
    return {pk: _DRAFT for pk in drafts.values_list("case_id", flat=True) if pk}


def _identities(case_ids: Collection[int]) -> dict[int, str]:
    changes = IdentityChange.objects.filter(party__case__in=case_ids, undone_at=None)
    return {pk: _IDENTITY for pk in changes.values_list("party__case_id", flat=True) if pk}


def _periods(case_ids: Collection[int]) -> dict[int, str]:
    adjusted = Clock.objects.filter(subject_type=SUBJECT, subject_id__in=case_ids, adjusted=True)
    return dict.fromkeys(adjusted.values_list("subject_id", flat=True), _PERIODS)


def register() -> None:
    """What this floor itself knows; called once when the app starts."""
    register_hold("todos", _todos)
    register_hold("drafts", _drafts)
    register_hold("identities", _identities)
    register_hold("periods", _periods)
