"""What of the referrals of an agency falls on which day: its periods, and what it follows up."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.policies import sees_cases
from deadlines.selectors import clocks_to_come
from referrals.clocks.facts import SUBJECT
from referrals.flows.common import HEAD, WORKERS
from referrals.models import FollowUp
from referrals.selectors.visibility import queue_rows

MOST_DAYS = 300


@dataclass(frozen=True)
class DueDay:
    """A last day of a referral, with what ends on it in words."""

    on: dt.date
    referral_id: int
    words: str


def due_days(actor: Person, first: dt.date, last: dt.date) -> list[DueDay]:
    """Of the referrals that the actor knows of, first to last day inclusive; for those who work.

    What is confidential is in no list. What others owe is told without its words. At most
    MOST_DAYS of each sort, the first ones; three statements.
    """
    if not sees_cases(actor) or not actor.holds(*(WORKERS | HEAD)):
        return []
    found = [*_periods(actor, first, last), *_follow_ups(actor, first, last)]
    if not found:
        return []
    rows = queue_rows(actor).filter(
        Q(to_name=False),
        referral__in={each.referral_id for each in found},
        referral__confidential=False,
        ended_at__isnull=True,
    )
    known = set(rows.values_list("referral_id", flat=True))
    return [each for each in found if each.referral_id in known]


def _periods(actor: Person, first: dt.date, last: dt.date) -> list[DueDay]:
    clocks = clocks_to_come(actor, SUBJECT, first, last, MOST_DAYS)
    words = _("%(name)s（暂定）")
    return [
        DueDay(
            clock.due_on,
            clock.subject_id,
            words % {"name": clock.rule.closing_text}
            if clock.provisional
            else clock.rule.closing_text,
        )
        for clock in clocks
    ]


def _follow_ups(actor: Person, first: dt.date, last: dt.date) -> list[DueDay]:
    """What the agency owes, and what it asked others for."""
    mine = Q(owner=actor.agency_id) | Q(referral__sender=actor.agency_id)
    items = FollowUp.objects.filter(mine, done_on__isnull=True, due_on__range=(first, last))
    return [
        DueDay(
            item.due_on,
            item.referral_id,
            _("跟进事项：%(task)s") % {"task": item.task}
            if item.owner_id == actor.agency_id
            else _("跟进事项（%(owner)s）") % {"owner": item.owner.short_name or item.owner.name},
        )
        for item in items.select_related("owner")[:MOST_DAYS]
    ]
