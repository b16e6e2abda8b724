"""Papers on their way: laid on desks, signed for, asked after, taken back."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from agencies.models import Agency, Person
from audit.models import AuditEvent
from core.clock import current_moment
from core.models import OutboxMessage
from core.outbox import drain
from documents import registry
from documents.errors import NotVisible, Refused
from documents.models import Delivery
from documents.services import (
    Recipient,
    Subject,
    chase,
    issue_document,
    lay,
    sign_for,
    void_document,
    withdraw_delivery,
)
from inbox.models import Notice, Outcome, Todo
from inbox.selectors import lines_for, open_todos
from tests.documents.papers import delivery, drafted, signed
from tests.personas import World


def _chase_now(days: float = 20) -> int:
    return chase(current_moment() + dt.timedelta(days=days))


def test_it_lies_on_the_intake_desk_as_a_todo_and_a_copy_is_only_a_notice(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police], copies=[world.procuratorate])
    way = delivery(document, world.police)
    assert way.delivered_at is not None
    assert way.chase_at is not None
    todo = Todo.objects.get(kind="document.sign_for")
    assert (todo.agency, todo.post) == (world.police, "intake")
    assert (todo.subject_type, todo.subject_id) == ("delivery", way.pk)
    copy = delivery(document, world.procuratorate)
    assert copy.chase_at is None
    # Nobody there holds the post for what comes in.
    notice = Notice.objects.get(kind="document.copy")
    assert (notice.agency, notice.post) == (world.procuratorate, "procurator")


def test_what_was_handled_twice_is_delivered_once(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police], copies=[world.procuratorate])
    before = delivery(document, world.police).delivered_at
    OutboxMessage.objects.update(done_at=None, attempts=0, next_attempt_at=current_moment())
    drain()
    for way in document.deliveries.all():
        lay({"delivery_id": way.pk})
    assert delivery(document, world.police).delivered_at == before
    assert Todo.objects.filter(kind="document.sign_for").count() == 1
    assert Notice.objects.filter(kind="document.copy").count() == 1
    assert document.renderings.count() == 2
    assert AuditEvent.objects.filter(verb="document.deliver").count() == 2


def test_the_one_who_signs_for_it_stands_there_and_the_issuer_is_told(
    world: World, matter: Subject
) -> None:
    told: list[int] = []
    registry.on_signed_for("desk")(lambda way: told.append(way.pk))
    document = signed(world.leader, matter, to=[world.police])
    way = delivery(document, world.police)
    done = sign_for(actor=world.police_intake, delivery_id=way.pk)
    registry._signed_for["desk"].clear()
    assert (done.signed_for_by, done.chase_at) == (world.police_intake, None)
    assert told == [way.pk]
    todo = Todo.objects.get(kind="document.sign_for")
    assert (todo.outcome, todo.settled_by) == (Outcome.WITHDRAWN, world.police_intake)
    notice = Notice.objects.get(kind="document.signed_for")
    assert (notice.person, notice.note) == (world.leader, world.police.short_name)
    line = AuditEvent.objects.get(verb="document.sign_for")
    assert (line.actor_id, line.case_id) == (world.police_intake.pk, matter.case_id)


def test_signing_for_it_again_changes_nothing(world: World, matter: Subject) -> None:
    way = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    first = sign_for(actor=world.police_intake, delivery_id=way.pk)
    again = sign_for(actor=world.police_intake, delivery_id=way.pk)
    assert again.signed_for_at == first.signed_for_at
    assert AuditEvent.objects.filter(verb="document.sign_for").count() == 1


def test_it_can_be_signed_for_before_the_worker_has_laid_it_there(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter)
    document = issue_document(
        actor=world.leader, document_id=draft.pk, recipients=[Recipient(world.police.pk)]
    )
    way = sign_for(actor=world.police_intake, delivery_id=delivery(document, world.police).pk)
    assert way.delivered_at is not None
    drain()
    assert not Todo.objects.filter(kind="document.sign_for").exists()


def test_a_stranger_and_who_is_not_cleared_cannot_sign_for_it(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police], grade=4)
    way = delivery(document, world.police)
    for stranger in (world.urban_leader, world.leader, world.system_admin):
        with pytest.raises(NotVisible):
            sign_for(actor=stranger, delivery_id=way.pk)
    with pytest.raises(Refused):
        sign_for(actor=world.police_intake, delivery_id=way.pk)
    # Nobody at the desk may read it: the head is told, and sees only that it is there.
    todo = Todo.objects.get(kind="document.sign_for")
    assert todo.post == "leader"


def test_who_is_not_cleared_sees_number_kind_and_issuer_on_the_desk(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police], grade=3, title="张某涉嫌犯罪线索")
    Person.objects.filter(pk=world.police_intake.pk).update(clearance=2)
    unclear = Person.objects.get(pk=world.police_intake.pk)
    Todo.objects.update(post="intake")
    (line,) = lines_for(unclear, open_todos(unclear))
    assert document.number in line.subject.label
    assert world.market.short_name in line.subject.label
    assert "张某" not in line.subject.label


def test_an_unsigned_paper_is_chased_each_working_day_up_to_the_head(
    world: World, matter: Subject
) -> None:
    way = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    assert chase(way.sent_at) == 0
    due = way.chase_at
    assert due is not None
    assert chase(due) == 1
    assert chase(due) == 0
    way.refresh_from_db()
    assert way.chased == 1
    assert way.chase_at is not None
    assert way.chase_at > due
    todo = Todo.objects.get(kind="document.unsigned")
    assert (todo.agency, todo.post) == (world.police, "leader")
    assert Notice.objects.get(kind="document.still_unsigned").person == world.leader
    assert _chase_now() == 1
    assert Todo.objects.filter(kind="document.unsigned", settled_at=None).count() == 1
    assert Notice.objects.filter(kind="document.still_unsigned").count() == 1
    sign_for(actor=world.police_intake, delivery_id=way.pk)
    assert _chase_now(60) == 0
    assert not Todo.objects.filter(settled_at=None).exists()


def test_the_first_working_day_after_is_the_day_of_the_calendar(
    world: World, matter: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_workday", [lambda day, n: day + dt.timedelta(days=9 * n)])
    monkeypatch.setattr(settings, "DELIVERY_CHASE_WORKDAYS", 2)
    way = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    assert way.delivered_at is not None
    assert way.chase_at == way.delivered_at + dt.timedelta(days=18)


def test_a_copy_and_a_void_paper_are_not_chased(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police], copies=[world.procuratorate])
    void_document(actor=world.leader, document_id=document.pk, reason="错发")
    assert _chase_now() == 0
    assert not Todo.objects.filter(settled_at=None).exists()
    told = Notice.objects.filter(kind="document.voided").values_list("agency", flat=True)
    assert set(told) == {world.police.pk, world.procuratorate.pk}
    with pytest.raises(Refused):
        sign_for(actor=world.police_intake, delivery_id=delivery(document, world.police).pk)


def test_a_delivery_can_be_taken_back_until_it_is_signed_for(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police, world.procuratorate])
    police, other = delivery(document, world.police), delivery(document, world.procuratorate)
    with pytest.raises(NotVisible):
        withdraw_delivery(actor=world.police_intake, delivery_id=police.pk, reason="x")
    with pytest.raises(Refused):
        withdraw_delivery(actor=world.leader, delivery_id=police.pk, reason="")
    withdraw_delivery(actor=world.leader, delivery_id=police.pk, reason="发错机关")
    with pytest.raises(NotVisible):
        sign_for(actor=world.police_intake, delivery_id=police.pk)
    assert not open_todos(world.police_intake).exists()
    sign_for(actor=world.procurator, delivery_id=other.pk)
    with pytest.raises(Refused):
        withdraw_delivery(actor=world.leader, delivery_id=other.pk, reason="发错机关")


def test_what_happened_to_a_delivery_is_written_once(world: World, matter: Subject) -> None:
    way = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    sign_for(actor=world.police_intake, delivery_id=way.pk)
    rows = Delivery.objects.filter(pk=way.pk)
    for change in (
        {"signed_for_at": current_moment()},
        {"signed_for_by": world.leader},
        {"signed_for_at": None, "signed_for_by": None},
        {"receiver": world.urban},
        {"delivered_at": current_moment()},
        {"is_copy": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


def test_one_handler_that_fails_holds_up_no_other_delivery(
    world: World, matter: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    good = delivery(signed(world.leader, matter, to=[world.urban]), world.urban)

    def fail(deliveries: list[Delivery]) -> None:
        if any(each.pk == bad.pk for each in deliveries):
            raise RuntimeError

    chased = [*registry._told["chased"], fail]
    monkeypatch.setitem(registry._told, "chased", chased)
    assert _chase_now() == 2
    told = Todo.objects.filter(kind="document.unsigned").values_list("subject_id", flat=True)
    assert list(told) == [good.pk]
    assert _chase_now() == 0


def test_nobody_asks_after_a_paper_at_an_agency_that_was_closed(
    world: World, matter: Subject
) -> None:
    signed(world.leader, matter, to=[world.police])
    drain()
    Agency.objects.filter(pk=world.police.pk).update(is_active=False)
    assert _chase_now() == 0
    Agency.objects.filter(pk=world.police.pk).update(is_active=True)
    assert _chase_now() == 1
