"""The months of the log."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from audit.models import AuditEvent
from audit.partitions import has_partition, make_partitions
from audit.rights import protect
from audit.tasks import make_months
from audit.verifying import verify
from core.clock import current_day
from tests.audit.a_log import run

pytestmark = pytest.mark.django_db
FAR = dt.datetime(2031, 5, 31, 16, 0, tzinfo=dt.UTC)  # midnight of 1 June in the county


def where(event: AuditEvent) -> str:
    return str(run("SELECT tableoid::regclass FROM audit_auditevent WHERE id = %s", event.pk)[0][0])


def test_this_month_and_the_coming_ones_have_their_partitions() -> None:
    make_partitions()
    for ahead in (0, 31, 62):
        assert has_partition(current_day() + dt.timedelta(days=ahead))
    assert make_months() == 0
    today = current_day()
    assert where(AuditEvent.objects.create(verb="x")) == f"audit_auditevent_{today:%Y_%m}"


def test_no_row_is_lost_without_its_month_and_it_moves_there_once_it_is_made() -> None:
    early = AuditEvent.objects.create(verb="x", at=FAR - dt.timedelta(microseconds=1))
    event = AuditEvent.objects.create(verb="x", at=FAR)
    assert where(event) == where(early) == "audit_auditevent_rest"
    assert not has_partition(dt.date(2031, 6, 1))
    assert make_partitions() >= 2
    assert where(event) == "audit_auditevent_2031_06"
    assert where(early) == "audit_auditevent_2031_05"
    assert has_partition(dt.date(2031, 6, 30))
    assert verify().findings == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET verb = 'z'",
        "DELETE FROM {}",
        "TRUNCATE {}",
    ],
)
def test_every_partition_refuses_what_the_table_refuses(statement: str) -> None:
    AuditEvent.objects.create(verb="x", at=FAR)
    AuditEvent.objects.create(verb="x", at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    run("SELECT audit_make_partition('2031-06-01')")
    for part in ("audit_auditevent_2031_06", "audit_auditevent_rest", "audit_auditevent"):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            run(statement.format(part))


def test_a_role_of_its_own_may_add_and_read_and_have_months_made_but_nothing_else() -> None:
    run("CREATE ROLE audit_test_web")
    assert protect("audit_test_web") is False
    assert protect("audit_test_web") is False
    run("SET LOCAL ROLE audit_test_web")
    AuditEvent.objects.create(verb="x", at=FAR)
    assert AuditEvent.objects.filter(verb="x").count() == 1
    assert run("SELECT audit_make_partition('2031-06-01')") == [(True,)]
    part = "audit_auditevent_2031_06"
    for statement in (
        "UPDATE audit_auditevent SET verb = 'z'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        f"DELETE FROM {part}",
        f"DROP TABLE {part}",
        f"ALTER TABLE audit_auditevent DETACH PARTITION {part}",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "UPDATE audit_auditseal SET hash = ''",
        "DELETE FROM audit_auditseal",
        "UPDATE audit_origin SET shift = 0",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(statement)
    assert AuditEvent.objects.filter(verb="x").count() == 1
    run("RESET ROLE")
    owner = connection.settings_dict["USER"]
    assert protect(str(owner)) is True


def test_making_a_month_runs_nothing_of_the_role_as_the_owner() -> None:
    """A temporary table comes before one of the schema, unless the function says otherwise."""
    event = AuditEvent.objects.create(verb="x")
    run("CREATE ROLE audit_test_web")
    protect("audit_test_web")
    run("DISCARD PLANS")
    run("SET LOCAL ROLE audit_test_web")
    run("CREATE TEMPORARY TABLE audit_auditevent_rest (LIKE audit_auditevent)")
    run("INSERT INTO audit_auditevent_rest SELECT * FROM audit_auditevent")
    run("UPDATE audit_auditevent_rest SET at = %s", FAR)
    run(
        "CREATE FUNCTION pg_temp.as_owner() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "ALTER TABLE public.audit_auditevent DISABLE TRIGGER ALL; "
        "DELETE FROM public.audit_auditevent; RETURN NULL; END $$"
    )
    for name, act in (("evil", "DELETE"), ("pgtrigger_append_only_00dfa", "UPDATE")):
        run(
            f"CREATE TRIGGER {name} BEFORE {act} ON audit_auditevent_rest "
            "FOR EACH ROW EXECUTE FUNCTION pg_temp.as_owner()"
        )
    assert run("SELECT audit_make_partition('2031-06-01')") == [(True,)]
    run("RESET ROLE")
    assert AuditEvent.objects.filter(pk=event.pk).exists()
