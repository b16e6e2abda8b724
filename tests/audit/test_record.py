"""Writing the log."""

from decimal import Decimal

import pgtrigger
import pytest
from django.db import InternalError, connection, transaction
from django.db.models import Model

from audit.context import Origin, origin
from audit.models import AuditEvent
from audit.services import hashed, record
from core.models import OutboxMessage
from tests.audit.people import Someone


@pytest.mark.django_db
def test_a_line_keeps_who_where_and_what() -> None:
    thing = OutboxMessage.objects.create(topic="t", key="宁市监罚〔2026〕1号", payload={})
    with origin(Origin(request_id="abc", ip="10.0.0.1", on_behalf_of="王芳")):
        record(
            actor=Someone(),
            verb="case.record",
            obj=thing,
            case_id=5,
            changes={"amount": Decimal("10.50")},
            ground="依职权",
            outside=True,
        )
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_name) == (7, "李明")
    assert (event.agency_id, event.agency_name) == (3, "宁川县市场监督管理局")
    assert (event.object_type, event.object_id) == ("core.outboxmessage", str(thing.pk))
    assert (event.object_label, event.case_id) == ("宁市监罚〔2026〕1号", 5)
    assert (event.changes, event.ground, event.outside) == ({"amount": "10.50"}, "依职权", True)
    assert (event.request_id, event.ip, event.on_behalf_of) == ("abc", "10.0.0.1", "王芳")


@pytest.mark.django_db
def test_the_system_has_no_name_and_no_address() -> None:
    record(actor=None, verb="clock.overdue")
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_name, event.ip, event.object_label) == (None, "", None, "")


@pytest.mark.django_db
def test_an_object_may_hide_its_name_from_the_log() -> None:
    class Discreet(OutboxMessage):
        audit_label = "当事人 1"

        class Meta:
            proxy = True
            app_label = "core"

    record(actor=None, verb="x.y", obj=Discreet(key="张三"))
    assert AuditEvent.objects.get().object_label == "当事人 1"


@pytest.mark.django_db
def test_a_long_label_is_cut() -> None:
    obj: Model = OutboxMessage(key="很" * 300)
    record(actor=None, verb="x.y", obj=obj)
    assert len(AuditEvent.objects.get().object_label) == 200


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_write_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(actor=None, verb="x.y")
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_line_goes_when_the_act_is_rolled_back() -> None:
    with transaction.atomic():
        record(actor=None, verb="x.y")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_a_hashed_value_can_be_compared_but_not_read() -> None:
    assert hashed("330702199001011234") == hashed("330702199001011234")
    assert hashed("330702199001011234") != hashed("330702199001011235")
    assert "1990" not in hashed("330702199001011234")
    assert hashed("") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_auditevent set verb = 'x'",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
        "truncate audit_auditevent cascade",
        (
            "insert into audit_auditevent select * from audit_auditevent "
            "on conflict (id, at) do update set verb = 'x'"
        ),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(statement: str) -> None:
    record(actor=None, verb="x.y")
    with (
        pytest.raises(InternalError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().verb == "x.y"


@pytest.mark.django_db
def test_the_orm_cannot_change_or_remove_a_line_either() -> None:
    event = record(actor=None, verb="x.y")
    event.verb = "z"
    for attempt in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            attempt()
    assert AuditEvent.objects.get().verb == "x.y"


@pytest.mark.django_db(transaction=True)
def test_only_the_test_run_may_empty_the_table() -> None:
    with transaction.atomic():
        record(actor=None, verb="x.y")
    with pgtrigger.ignore("audit.AuditEvent:no_truncate"), connection.cursor() as cursor:
        cursor.execute("truncate audit_auditevent")
    assert not AuditEvent.objects.exists()
