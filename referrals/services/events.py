"""What agencies' systems are told: written in the transaction of what happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from core.clock import current_moment
from referrals.models import EventKind, EventsRemoved, ReferralEvent


@dataclass(frozen=True)
class EventInput:
    """One thing that became of a referral."""

    referral_id: int
    what: EventKind
    at: dt.datetime
    step_id: int | None = None
    document_id: int | None = None
    # Whom the paper went to.
    receiver_id: int | None = None
    rule_key: str = ""
    due_on: dt.date | None = None
    # Told to this agency alone, whatever side it stands on.
    agency_id: int | None = None


# One row for each agency that stands on a side, or left it just now. The number is never lower
# than that of the event before: whoever waited for the referral's lock may run in the older
# transaction (see ReferralEvent). That a period ran out is told once, whatever rungs come after.
_WRITE = """
INSERT INTO referrals_referralevent
    (agency_id, referral_id, what, at, step_id, document_id, receiver_id, rule_key, due_on, xid)
SELECT sides.agency_id, said.referral_id, said.what, said.at, said.step_id, said.document_id,
    said.receiver_id, said.rule_key, said.due_on,
    greatest(pg_current_xact_id()::text::bigint,
             (SELECT max(earlier.xid) FROM referrals_referralevent earlier
              WHERE earlier.referral_id = said.referral_id))
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::text[], %s::date[], %s::bigint[]) WITH ORDINALITY
    AS said (referral_id, what, at, step_id, document_id, receiver_id, rule_key, due_on, only_to,
             place)
JOIN LATERAL (
    SELECT access.agency_id FROM referrals_referralaccess access
    WHERE access.referral_id = said.referral_id AND said.only_to IS NULL
      AND (access.ended_at IS NULL OR access.ended_at >= said.at)
    UNION SELECT said.only_to WHERE said.only_to IS NOT NULL
) sides ON true
WHERE said.rule_key = '' OR NOT EXISTS (
    SELECT FROM referrals_referralevent told
    WHERE told.referral_id = said.referral_id AND told.rule_key = said.rule_key
      AND told.due_on IS NOT DISTINCT FROM said.due_on)
ORDER BY said.place, sides.agency_id
"""


def tell_systems(events: Sequence[EventInput]) -> None:
    """Write what happened for every agency on a side, in one statement of the caller's transaction.

    Moves are told under the referral's lock, which keeps them in order.
    """
    if not events:
        return
    columns = [[getattr(each, field.name) for each in events] for field in fields(EventInput)]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


@transaction.atomic
def remove_old_events() -> int:
    """Remove what is older than settings.EVENT_KEEP_DAYS; returns how many rows."""
    oldest = current_moment() - dt.timedelta(days=settings.EVENT_KEEP_DAYS)
    old = ReferralEvent.objects.filter(at__lt=oldest)
    last = old.aggregate(last=Max("xid"))["last"]
    if last is None:
        return 0
    floor, _made = EventsRemoved.objects.get_or_create(pk=1, defaults={"xid": 0})
    if floor.xid < last:
        floor.xid = last
        floor.save(update_fields=["xid"])
    return old.delete()[0]


def restart_events() -> None:
    """After a move to another cluster: the old numbers come before all that this one gives."""
    ReferralEvent.objects.update(xid=1)
    EventsRemoved.objects.all().delete()
