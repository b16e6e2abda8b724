"""Deliveries: laid on desks, signed for, taken back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.again import begun_again
from core.clock import current_moment
from documents.errors import NotVisible, Refused
from documents.models import Delivery, Document, DocumentState
from documents.policies import cleared, delivered_to, may_receive, may_void, visible
from documents.registry import signed_for_handlers, tell, workday_after
from documents.services.drafting import kind_of

REASON = 200


def next_chase(moment: datetime) -> datetime:
    """When a delivery of this moment is asked after, unless it was signed for by then."""
    local = timezone.localtime(moment)
    days = workday_after(local.date(), settings.DELIVERY_CHASE_WORKDAYS) - local.date()
    return moment + timedelta(days=days.days)


@transaction.atomic
def lay(payload: dict[str, Any]) -> None:
    """Handler of "document.sent": lay a paper on its receiver's desk, once.

    Harmless when run again, and for a delivery that was signed for or taken back meanwhile.
    """
    delivery = _locked(payload["delivery_id"])
    if delivery.delivered_at is not None or delivery.withdrawn_at is not None:
        return
    _arrive(delivery)
    if delivery.document.state == DocumentState.SIGNED and delivery.served_on is None:
        tell("laid", [delivery])


def _arrive(delivery: Delivery) -> None:
    delivery.delivered_at = current_moment()
    wanted = (
        delivery.document.state == DocumentState.SIGNED
        and not delivery.is_copy
        and delivery.served_on is None
    )
    delivery.chase_at = next_chase(delivery.delivered_at) if wanted else None
    delivery.save(update_fields=["delivered_at", "chase_at"])
    record(
        actor=None,
        verb="document.deliver",
        obj=delivery.document,
        case_id=delivery.document.case_id,
        changes={"recipients": [delivery.receiver.name]},
    )


@begun_again
@transaction.atomic
def sign_for(*, actor: Person, delivery_id: int) -> Delivery:
    """Sign for a paper (签收): an act of its own, of this person at this moment.

    The issuer is told. Whoever signs for one that a colleague has signed for gets the
    delivery as it stands. Raises NotVisible, and Refused for who isn't cleared, for a post
    that takes nothing in, and when the paper is void.
    """
    delivery = _locked(delivery_id, actor)
    document = delivery.document
    if not may_receive(actor) or not cleared(actor, document):
        raise Refused(_("这份文书须由岗位和数据级别相符的人员签收。"))
    if delivery.signed_for_at is not None:
        return delivery
    if document.state != DocumentState.SIGNED:
        raise Refused(_("这份文书已经作废，不用签收。"))
    if delivery.delivered_at is None:
        _arrive(delivery)
    delivery.signed_for_at, delivery.signed_for_by = current_moment(), actor
    delivery.chase_at = None
    delivery.save(update_fields=["signed_for_at", "signed_for_by", "chase_at"])
    record(
        actor=actor,
        verb="document.sign_for",
        obj=document,
        case_id=document.case_id,
        changes={"number": document.number},
    )
    for handler in signed_for_handlers(document.subject_type):
        handler(delivery)
    tell("settled", [delivery])
    return delivery


@transaction.atomic
def note_service(*, actor: Person, document_id: int, receiver_id: int, served_on: date) -> None:
    """Note that a paper reached somebody who hasn't signed for it (登记送达), on which day.

    Nobody is asked to sign for it any more; who still does is welcome. For papers that were
    signed for or taken back there is nothing to note. That the actor may say so is for the
    caller to have checked, with the step that it belongs to.
    """
    rows = Delivery.objects.select_for_update(of=("self",)).filter(
        document=document_id,
        receiver=receiver_id,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    delivery = rows.select_related("document", "receiver").first()
    if delivery is None:
        return
    delivery.served_on, delivery.chase_at = served_on, None
    delivery.save(update_fields=["served_on", "chase_at"])
    record(
        actor=actor,
        verb="document.note_service",
        obj=delivery.document,
        case_id=delivery.document.case_id,
        changes={
            "recipients": [delivery.receiver.name],
            "served_on": served_on.isoformat(),
        },
    )
    tell("settled", [delivery])


@begun_again
@transaction.atomic
def withdraw_delivery(
    *, actor: Person, delivery_id: int, reason: str, with_step: bool = False
) -> Delivery:
    """Take a delivery back before it is signed for; the paper and its number stay.

    `with_step` as in `may_void`.

    Raises NotVisible, and Refused without a reason or once it was signed for.
    """
    rows = Delivery.objects.filter(document__in=visible(actor).values("pk"), pk=delivery_id)
    delivery = rows.select_for_update(of=("self",)).first()
    if delivery is None or not may_void(
        actor, delivery.document, kind_of(delivery.document), with_step=with_step
    ):
        raise NotVisible
    if not reason.strip():
        raise Refused(_("请写明收回的原因。"))
    if delivery.signed_for_at is not None:
        raise Refused(_("对方已经签收，不能收回。需要变更的，另行发文。"))
    if delivery.withdrawn_at is not None:
        return delivery
    delivery.withdrawn_at, delivery.withdrawn_by = current_moment(), actor
    delivery.withdraw_reason, delivery.chase_at = reason.strip()[:REASON], None
    delivery.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason", "chase_at"])
    document = delivery.document
    record(
        actor=actor,
        verb="document.withdraw_delivery",
        obj=document,
        case_id=document.case_id,
        changes={"recipients": [delivery.receiver.name]},
        ground=delivery.withdraw_reason,
    )
    tell("settled", [delivery])
    return delivery


def settle_deliveries(document: Document) -> Sequence[Delivery]:
    """Nobody need sign for a paper that became void; returns the deliveries still open."""
    rows = Delivery.objects.select_for_update(of=("self",)).filter(
        document=document, signed_for_at__isnull=True, withdrawn_at__isnull=True
    )
    waiting = list(rows.order_by("pk"))
    Delivery.objects.filter(pk__in=[each.pk for each in waiting]).update(chase_at=None)
    return waiting


def _locked(delivery_id: int, actor: Person | None = None) -> Delivery:
    rows = Delivery.objects if actor is None else delivered_to(actor)
    delivery = rows.select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotVisible
    return delivery
