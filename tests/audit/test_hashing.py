"""What a row is signed over."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from audit.context import Origin, origin
from audit.hashing import HASH_BYTES, is_hash_of, plain, row_hash, spelling
from audit.models import AuditEvent
from audit.services import Entry, record, record_all, record_read
from audit.verifying import verify
from tests.audit.people import Someone

AWKWARD: dict[Any, Any] = {
    "amount": Decimal("10.50"),
    "fraction": 1e20,
    "small": 0.1,
    "on": dt.date(2026, 11, 22),
    "at": dt.datetime(2026, 11, 22, 6, 0, 0, 123456, tzinfo=dt.UTC),
    "nothing": None,
    "yes": True,
    "large": 2**70,
    "said": _("登记案件"),
    "rows": ({"b": 1, "a": [2, 3]}, ("x", "y")),
    10: "ten",
    9: "nine",
    "text": '引号" 反斜杠\\ 制表\t换行\n回车\r 表情😀 全角　',
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [None, "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", "::1"])
def test_whatever_is_written_one_by_one_or_many_at_once_reads_as_it_was_signed(
    address: str | None,
) -> None:
    with origin(Origin("a\tb\\c", address, "代\n办")):
        record(actor=Someone(), verb="x.y", case_id=1, changes=AWKWARD, ground=AWKWARD["text"])
        record_read(actor=None, verb="x.z", changes={"asked": {"q": "张三"}}, outside=True)
        entries = [Entry("x.y", changes=AWKWARD, ground=AWKWARD["text"], outside=True)] * 3
        record_all(actor=Someone(), entries=entries)
        AuditEvent.objects.create(verb="x", changes={"amount": Decimal("1.0")}, ip=address)
        AuditEvent.objects.bulk_create([AuditEvent(verb="x"), AuditEvent(verb="x")])
    report = verify()
    assert (report.findings, report.rows) == ([], 8)
    one, *_others, many = AuditEvent.objects.filter(verb="x.y").order_by("pk")
    assert one.changes == many.changes
    assert one.ground == many.ground == AWKWARD["text"]
    assert (one.request_id, one.on_behalf_of) == (many.request_id, many.on_behalf_of)
    assert one.changes["rows"] == [{"b": 1, "a": [2, 3]}, ["x", "y"]]
    assert one.changes["amount"] == "10.50"


def test_two_rows_that_say_the_same_are_signed_differently() -> None:
    content = spelling([1, "李明"])
    one, other = row_hash(content), row_hash(content)
    assert len(one) == HASH_BYTES
    assert one != other
    assert is_hash_of(one, content)
    assert is_hash_of(other, content)


def test_another_key_signs_nothing(settings: Settings) -> None:
    content = spelling([1, "李明"])
    signed = row_hash(content)
    settings.AUDIT_KEY = "98" * 32
    assert not is_hash_of(signed, content)


def test_the_spelling_is_the_one_that_is_written_down() -> None:
    values = [1, None, True, "张\n", {"b": [1], "a": "é"}]
    assert spelling(values) == '[1,null,true,"张\\n",{"a":"é","b":[1]}]'.encode()


def test_nothing_but_what_json_gives_back_goes_into_changes() -> None:
    assert plain({1: {2.5}, "d": dt.date(2026, 1, 2)}) == {"1": ["2.5"], "d": "2026-01-02"}


@pytest.mark.usefixtures("committed")
def test_many_rows_are_rolled_back_with_their_act() -> None:
    with transaction.atomic():
        record_all(actor=None, entries=[Entry("x.y")] * 10)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_any_number_of_rows_is_one_statement_in_batches() -> None:
    record_all(actor=None, entries=iter([]))
    record_all(actor=None, entries=(Entry("x.y", case_id=n) for n in range(12_000)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT case_id) FROM audit_auditevent")
        assert cursor.fetchone() == (12_000, 12_000)
