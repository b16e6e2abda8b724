"""Being in the middle of something, where a kill can find it."""

import os
import time

from django.db import connection


def amid(work: str, seconds: float) -> None:
    """Be in the middle of a work for a while, so that a kill finds it under way.

    Until the transaction ends the session is named after it, for `Machine.amid`.
    """
    with connection.cursor() as cursor:
        name = f"amid {work} {os.getpid()}"
        cursor.execute("SELECT set_config('application_name', %s, true)", [name])
    time.sleep(seconds)
