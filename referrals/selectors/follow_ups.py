"""The things to do that follow from answers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.models import Person
from core.clock import current_day
from referrals.models import FollowUp
from referrals.policies import visible_rows


@dataclass(frozen=True)
class FollowUpView:
    """One of them; `late` while it isn't done and its day is over."""

    id: int
    referral_id: int
    kind_label: str
    task: str
    owner: str
    own: bool
    due_on: dt.date
    done_on: dt.date | None
    done_by: str
    remark: str
    late: bool


def follow_ups_of(actor: Person, referral_id: int) -> list[FollowUpView]:
    """Those of a referral that the actor sees; none of one that they don't."""
    return [_view(actor, item) for item in _visible(actor).filter(referral=referral_id)]


def open_follow_ups(actor: Person, *, most: int = 100) -> list[FollowUpView]:
    """What the actor's agency still owes, the first due first."""
    mine = _visible(actor).filter(owner=actor.agency_id, done_on__isnull=True)
    return [_view(actor, item) for item in mine[:most]]


def _visible(actor: Person) -> QuerySet[FollowUp]:
    rows = visible_rows(actor).values("referral")
    return FollowUp.objects.filter(referral__in=rows).select_related("owner", "done_by")


def _view(actor: Person, item: FollowUp) -> FollowUpView:
    return FollowUpView(
        id=item.pk,
        referral_id=item.referral_id,
        kind_label=item.get_kind_display(),
        task=item.task,
        owner=str(item.owner),
        own=item.owner_id == actor.agency_id,
        due_on=item.due_on,
        done_on=item.done_on,
        done_by=item.done_by.name if item.done_by else "",
        remark=item.remark,
        late=item.done_on is None and item.due_on < current_day(),
    )
