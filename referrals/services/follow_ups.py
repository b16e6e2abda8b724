"""What was advised is written down as things to do, and each is settled with a word."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from agencies.models import Person
from audit.services import record
from core.clock import current_day, current_moment
from inbox.registry import register_kind
from inbox.services import TodoInput, raise_todos, settle_all
from referrals.audience import closed_among
from referrals.clocks import SUBJECT
from referrals.errors import Invalid, NotAllowed, NotVisible
from referrals.flows.common import HEAD, WORKERS
from referrals.models import FollowUp, FollowUpKind, Referral, ReferralAccess
from referrals.policies import visible_rows
from referrals.telling import posts_of

TODO = "referral.follow_up"
FLOWS_WITH_ITEMS = frozenset({"consultation", "early_intervention"})
_DONE = gettext_noop("跟进事项已办结")
_PASSED = gettext_noop("已由承接机关办理")
_MOST_TASK, _MOST_REMARK = 300, 500
_WORKING = tuple(sorted(WORKERS))


@transaction.atomic
def add_follow_up(
    *,
    actor: Person,
    referral_id: int,
    task: str,
    due_on: dt.date,
    owner_id: int,
    kind: str = FollowUpKind.OTHER,
) -> FollowUp:
    """Write down something to be done; the agency that owes it gets a to-do.

    Any side of an open consultation or early intervention may, for any agency on it. Raises
    NotVisible, NotAllowed, Invalid.
    """
    referral = _open(actor, referral_id)
    errors = {}
    if not task.strip() or len(task) > _MOST_TASK:
        errors["task"] = _("请填写跟进事项，不超过%(most)s字。") % {"most": _MOST_TASK}
    if due_on < current_day():
        errors["due_on"] = _("完成期限不能早于今天。")
    sides = ReferralAccess.objects.filter(referral=referral, ended_at__isnull=True)
    if not sides.filter(agency=owner_id).exists():
        errors["owner"] = _("请选择参与本次咨询的机关。")
    if kind not in FollowUpKind.values:
        errors["kind"] = _("请从所列各项中选择。")
    if errors:
        raise Invalid(errors)
    item = FollowUp.objects.create(
        referral=referral,
        kind=kind,
        task=task.strip(),
        owner_id=owner_id,
        due_on=due_on,
        created_by=actor,
        created_at=current_moment(),
    )
    raise_todos([_todo(item)])
    _record(actor, item, "referral.follow_up", {"owner": item.owner.name, "due_on": str(due_on)})
    return item


@transaction.atomic
def settle_follow_up(*, actor: Person, follow_up_id: int, remark: str) -> FollowUp:
    """Say what was done, or why it wasn't. By the agency that owes it, or the one that asked.

    Raises NotVisible, NotAllowed, Invalid.
    """
    found = FollowUp.objects.filter(pk=follow_up_id).values_list("referral_id", flat=True).first()
    if found is None:
        raise NotVisible
    referral = _open(actor, found)
    item = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    asking = {referral.sender_id, referral.sender.successor_id}
    if actor.agency_id not in {item.owner_id, *asking}:
        raise NotAllowed(_("由落实机关或者发起机关办结。"))
    if item.done_on is not None:
        raise NotAllowed(_("该跟进事项已经办结。"))
    if not remark.strip() or len(remark) > _MOST_REMARK:
        raise Invalid({"remark": _("请说明落实情况，不超过%(most)s字。") % {"most": _MOST_REMARK}})
    item.done_on, item.done_by, item.remark = current_day(), actor, remark.strip()
    item.save(update_fields=["done_on", "done_by", "remark"])
    settle_all(actor=actor, keys=[_key(item), _taken_over(item)], reason=_DONE)
    _record(actor, item, "referral.follow_up_done", {"done_on": str(item.done_on)})
    return item


def pass_follow_ups(referral: Referral, old: int, new: int) -> None:
    """What an agency that was closed still had to do its successor owes."""
    items = list(FollowUp.objects.filter(referral=referral, owner=old, done_on__isnull=True))
    if not items:
        return
    settle_all(actor=None, keys=[_key(item) for item in items], reason=_PASSED)
    for item in items:
        item.owner_id = new
        item.save(update_fields=["owner"])
    raise_todos([replace(_todo(item), key=_taken_over(item)) for item in items])


def register_follow_ups() -> None:
    """Name the to-do."""
    register_kind(TODO, gettext_lazy("落实咨询、介入意见中的跟进事项"))


def _open(actor: Person, referral_id: int) -> Referral:
    """The referral, locked, when the actor may see it and it goes on."""
    if not visible_rows(actor).filter(referral=referral_id, ended_at__isnull=True).exists():
        raise NotVisible
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    if referral.flow not in FLOWS_WITH_ITEMS:
        raise NotVisible
    if not actor.holds(*(WORKERS | HEAD)):
        raise NotAllowed(_("这一步由承办人员办理。"))
    if referral.ended_at is not None:
        raise NotAllowed(_("该事项已经结束。"))
    return referral


def _todo(item: FollowUp) -> TodoInput:
    post = posts_of([item.owner_id]).first(item.owner_id, _WORKING)
    named = closed_among([item.referral_id]).desk(item.referral_id, item.owner_id, post)
    return TodoInput(
        kind=TODO,
        key=_key(item),
        agency_id=item.owner_id,
        post="" if named else post,
        person_id=named[0] if named else None,
        subject_type=SUBJECT,
        subject_id=item.referral_id,
        due_on=item.due_on,
    )


def _key(item: FollowUp) -> str:
    return f"{TODO}:{item.pk}"


def _taken_over(item: FollowUp) -> str:
    """The same, of an item that its owner has from another."""
    return f"{_key(item)}:{item.owner_id}"


def _record(actor: Person, item: FollowUp, verb: str, changes: dict[str, str]) -> None:
    record(actor=actor, verb=verb, obj=item, case_id=item.referral.case_id, changes=changes)
