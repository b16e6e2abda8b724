"""What keeps the log from being bent before a line of it is sealed."""

from django.db import connection

from audit.seals.origin import NUMBERING
from audit.verifying.report import Report

# Triggers that were dropped or switched off, partition by partition.
_PROTECTED = """
SELECT relation.oid::regclass::text, wanted.name
FROM pg_partition_tree('audit_auditevent') part
JOIN pg_class relation ON relation.oid = part.relid
CROSS JOIN (VALUES ('pgtrigger_append_only_00dfa'), ('pgtrigger_no_truncate_c220f')) wanted (name)
LEFT JOIN pg_trigger present
    ON present.tgrelid = part.relid AND present.tgname = wanted.name
    AND present.tgenabled IN ('O', 'A')
WHERE present.oid IS NULL ORDER BY 1, 2
"""
# A trigger, a rule or a policy that isn't ours may keep lines from being written at all.
_STRANGE = """
SELECT part.relid::regclass::text, strange.name
FROM pg_partition_tree('audit_auditevent') part
JOIN (
    SELECT tgrelid, tgname FROM pg_trigger WHERE NOT tgisinternal
        AND tgname NOT IN ('pgtrigger_append_only_00dfa', 'pgtrigger_no_truncate_c220f')
    UNION ALL SELECT ev_class, rulename FROM pg_rewrite
    UNION ALL SELECT polrelid, polname FROM pg_policy
) strange (relation, name) ON strange.relation = part.relid
ORDER BY 1, 2
"""
_NUMBERED = f"SELECT {NUMBERING} FROM audit_origin origin"  # noqa: S608  (constants of ours)


def find_unprotected(report: Report) -> None:
    """Triggers against change that are missing or off, strange ones, and a bent numbering."""
    with connection.cursor() as cursor:
        cursor.execute(_PROTECTED)
        for table, trigger in cursor.fetchall():
            report.add("unprotected", f"{table}: {trigger}")
        cursor.execute(_STRANGE)
        for table, name in cursor.fetchall():
            report.add("strange", f"{table}: {name}")
        cursor.execute(_NUMBERED)
        if cursor.fetchall() != [(True,)]:
            report.add("strange", "audit_auditevent.xid")
