"""Verifying the log and keeping what came of it, as a line of the log itself."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from audit.actors import Actor
from audit.hashing import content_of, is_hash_of
from audit.models import CHECKED, AuditEvent, AuditSeal
from audit.seals.sealing import last_seal
from audit.services import record
from audit.verifying import Report, verify
from audit.verifying.verify import Progress
from core.clock import current_moment

logger = logging.getLogger(__name__)
# Sealing runs every minute; a long import may hold it back for some.
SEALED_WITHIN = dt.timedelta(minutes=30)
_NAMED = 50
# Nights between two verifications of the whole log, and some asked for by hand.
_LOOKED_BACK = 100
_OLDEST_UNSEALED = """
SELECT at FROM audit_auditevent WHERE xid >= %s ORDER BY xid, id LIMIT 1
"""
# By time, too: whoever bends the numbers of transactions doesn't bend what is signed.
_WRITTEN_SINCE = "SELECT at FROM audit_auditevent WHERE at > %s ORDER BY at LIMIT 1"
# Clocks of two machines differ by less.
_CLOCKS_APART = dt.timedelta(minutes=1)
# Verified every night; whoever deletes what was found doesn't make it look well for long.
VERIFIED_WITHIN = dt.timedelta(days=3)


def check_log(
    *,
    actor: Actor | None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    progress: Progress | None = None,
) -> Report:
    """Verify the log, or a period of it; the result becomes a line. Faults are logged loudly."""
    report = verify(since=since, until=until, progress=progress)
    for finding in report.findings:
        logger.error("audit: %s seal %s rows %s", finding.kind, finding.where, finding.ids)
    changes = {
        "sound": report.sound,
        "since": since,
        "until": until,
        "rows": report.rows,
        "seals": report.seals,
        "unsealed": report.unsealed,
        "unsealed_since": report.unsealed_since,
        "faults": report.count,
        "found": [
            {"kind": each.kind, "where": each.where, "ids": each.ids}
            for each in report.findings[:_NAMED]
        ],
        "notes": report.notes[:_NAMED],
    }
    with transaction.atomic():
        record(actor=actor, verb=CHECKED, changes=changes)
    return report


@dataclass(frozen=True)
class Standing:
    """How things stand with the log: the last seal, the verification that tells, what waits."""

    seal: AuditSeal | None
    check: AuditEvent | None
    check_signed: bool
    oldest_unsealed: dt.datetime | None
    verified_at: dt.datetime | None = None

    @property
    def sound(self) -> bool:
        """Whether verifying found nothing; True before the first time."""
        if self.check is None:
            return True
        return self.check_signed and self.check.changes.get("sound") is True

    @property
    def sealing(self) -> bool:
        """Whether sealing keeps up."""
        oldest = self.oldest_unsealed
        return oldest is None or oldest > current_moment() - SEALED_WITHIN

    @property
    def verifying(self) -> bool:
        """Whether the log was verified lately; True before the first seal."""
        since = self.verified_at
        return since is None or since > current_moment() - VERIFIED_WITHIN


def standing() -> Standing:
    """How things stand, in a few short queries.

    What a verification found stays until one of the whole log finds nothing: the one of the
    following night may not have looked at those months.
    """
    seal = last_seal()
    checks = list(_checks_since_all_was_looked_at())
    check = next((each for each in checks if not _is_well(each)), checks[0] if checks else None)
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_UNSEALED, [seal.end_xid if seal else 0])
        row = cursor.fetchone()
        if row is None and seal is not None:
            cursor.execute(_WRITTEN_SINCE, [seal.sealed_at + _CLOCKS_APART])
            row = cursor.fetchone()
    # Whoever may write to the database may also make a failed result look well.
    signed = check is not None and _is_signed(check)
    verified = checks[0].at if checks else _first_sealed_at() if seal else None
    return Standing(seal, check, signed, row[0] if row else None, verified)


def _first_sealed_at() -> dt.datetime | None:
    """Before the first verification, that is how long one has been owed."""
    first = AuditSeal.objects.order_by("chain", "number").values_list("sealed_at", flat=True)
    return first.first()


def _checks_since_all_was_looked_at() -> QuerySet[AuditEvent]:
    """The newest first, as far back as the last one of the whole log."""
    checks = AuditEvent.objects.filter(verb=CHECKED).order_by("-at", "-id")
    whole = checks.filter(changes__since=None, changes__until=None).first()
    return (checks.filter(at__gte=whole.at) if whole else checks)[:_LOOKED_BACK]


def _is_well(check: AuditEvent) -> bool:
    return check.changes.get("sound") is True and _is_signed(check)


def _is_signed(check: AuditEvent) -> bool:
    return is_hash_of(bytes(check.row_hash), content_of(check))
