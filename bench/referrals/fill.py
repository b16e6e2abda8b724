"""Make the referrals unless they are there."""

import time

from django.db import connection, transaction

from agencies.models import Scope
from agencies.services import register_system
from bench.people import named
from bench.referrals.copies import make_copies
from bench.referrals.originals import make_originals
from bench.referrals.people import CLERK, make_people
from cases.models import Case
from core.outbox import drain

MANY = 100_000
SYSTEM = "bench events"


def fill_referrals(many: int = MANY) -> int:
    """So many, or as many as there are cases; returns how many are copies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench.referral')")
        if not cursor.fetchone()[0]:
            started = time.monotonic()
            _make(min(many, Case.objects.count()))
            print(f"  referrals made ({time.monotonic() - started:.0f} s)", flush=True)
        cursor.execute("SELECT count(*) FROM bench.referral")
        return int(cursor.fetchone()[0])


@transaction.atomic
def _make(number: int) -> None:
    make_people()
    # Its feed is filled from the first step on.
    register_system(
        actor=None,
        agency=named(CLERK).agency,
        name=SYSTEM,
        purpose="压测",
        contact="压测",
        scopes=[Scope.CASES_READ, Scope.REFERRALS_READ],
    )
    make_copies(make_originals(), number)
    transaction.on_commit(drain)
