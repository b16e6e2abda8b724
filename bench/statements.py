"""The SQL that took longest in this run, where the server counts it (pg_stat_statements)."""

import os
from urllib.parse import urlsplit

import psycopg2
from django.db import connection

_TOP = """
SELECT round(total_exec_time), calls, round(mean_exec_time::numeric, 1),
       regexp_replace(left(query, 2000), '\\s+', ' ', 'g')
FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
ORDER BY total_exec_time DESC LIMIT 25
"""


def statements() -> None:
    """Print them: milliseconds in all, calls, milliseconds each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pg_stat_statements')")
        if not cursor.fetchone()[0]:
            print("This server doesn't count statements.")
            return
        cursor.execute(_TOP)
        for total, calls, each, text in cursor.fetchall():
            print(f"{total:>10,.0f} ms {calls:>8,} × {each:>8} ms  {text}")


def count_statements() -> None:
    """Let the embedded server count from now on; another's administrators decide themselves."""
    url, state = os.environ["DATABASE_URL"], os.environ.get("BENCH_STATE", "")
    parts = urlsplit(url)
    if parts.username != "xianjie" or not state:
        return
    admin = psycopg2.connect(
        host=parts.hostname,
        port=parts.port,
        user="postgres",
        password=parts.password,
        dbname=parts.path[1:],
    )
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        cursor.execute("SELECT pg_stat_statements_reset()")
    admin.close()
