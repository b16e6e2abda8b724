"""What a database role may do with the log: add and read, never change."""

from django.db import connection

TABLES = ("audit_auditevent", "audit_auditseal", "audit_origin")
_PARTS = "SELECT relid::regclass::text FROM pg_partition_tree('audit_auditevent') WHERE isleaf"
# As migration 0002 has it: nothing temporary of the role stands in for a table of the log.
_SEARCH_PATH = """
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION audit_make_partition(date) SET search_path = %I, pg_temp',
                   (SELECT relnamespace::regnamespace::text FROM pg_class
                    WHERE oid = 'audit_auditevent'::regclass));
    REVOKE ALL ON FUNCTION audit_make_partition(date) FROM PUBLIC;
END $$
"""
_OWNS = """
SELECT pg_has_role(%s, relowner, 'MEMBER') FROM pg_class WHERE oid = 'audit_auditevent'::regclass
"""


def protect(role: str) -> bool:
    """Take everything from the role but adding and reading; returns whether it owns the tables.

    Rights on a partition are asked for only where it is named itself: the role gets none there.
    May be repeated; a new month needs nothing.
    """
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(_PARTS)
        parts = [name for (name,) in cursor.fetchall()]
        for table in (*TABLES, *parts):
            cursor.execute(f"REVOKE ALL ON {table} FROM {quoted}, PUBLIC")
        cursor.execute(f"GRANT SELECT, INSERT ON audit_auditevent, audit_auditseal TO {quoted}")
        cursor.execute(f"GRANT SELECT ON audit_origin TO {quoted}")
        for table in ("audit_auditevent", "audit_auditseal"):
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            cursor.execute(f"GRANT USAGE ON SEQUENCE {cursor.fetchone()[0]} TO {quoted}")
        cursor.execute(_SEARCH_PATH)
        cursor.execute(f"GRANT EXECUTE ON FUNCTION audit_make_partition(date) TO {quoted}")
        cursor.execute(_OWNS, [role])
        owns: bool = cursor.fetchone()[0]
    return owns
