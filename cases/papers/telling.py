"""Who hears of papers: to-dos to sign for them, notices of copies, receipts and voids.

What is told names the paper by an id; each viewer sees of it what they may.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from cases.papers.desks import Desk, desks_of, escalated_to, posts_held
from core.clock import current_day
from documents.models import Delivery
from documents.registry import workday_after
from inbox.services import (
    NoticeInput,
    TodoInput,
    post_notices,
    raise_todos,
    settle_all,
    withdraw_notices,
)

# What reached an agency; what the issuer hears of is named by its document.
DELIVERY, DOCUMENT = "delivery", "document"
SIGN_FOR, UNSIGNED = "document.sign_for", "document.unsigned"
COPY, STILL_UNSIGNED = "document.copy", "document.still_unsigned"
SIGNED_FOR, VOID = "document.signed_for", "document.voided"
_OVERTAKEN = gettext_noop("已有新的提醒")
_OVER = gettext_noop("文书已签收、登记送达、收回或者作废")


def laid(deliveries: Sequence[Delivery]) -> None:
    """A to-do to sign for each paper; of a copy only a notice."""
    held = posts_held(deliveries)
    todos: list[TodoInput] = []
    notices: list[NoticeInput] = []
    for each in deliveries:
        for desk in desks_of(each, held):
            if each.is_copy:
                notices.append(_notice(COPY, each, desk))
            else:
                todos.append(_todo(SIGN_FOR, each, desk))
    raise_todos(todos)
    post_notices(notices)


def chased(deliveries: Sequence[Delivery]) -> None:
    """The head of the receiver gets a to-do; the issuer hears of it the first time."""
    ids = [each.pk for each in deliveries]
    settle_all(
        actor=None,
        reason=_OVERTAKEN,
        subject_type=DELIVERY,
        subject_ids=ids,
        kinds=[UNSIGNED],
    )
    raise_todos(
        [
            _todo(UNSIGNED, each, desk, f":{each.chased}")
            for each in deliveries
            for desk in escalated_to(each)
        ]
    )
    first = [each for each in deliveries if each.chased == 1]
    post_notices([note for each in first for note in _to_issuer(STILL_UNSIGNED, each)])


def settled(deliveries: Sequence[Delivery]) -> None:
    """Nobody need sign any more; who signed for it, or took it back, is told on."""
    for each in deliveries:
        settle_all(
            actor=each.signed_for_by or each.withdrawn_by,
            reason=_OVER,
            subject_type=DELIVERY,
            subject_ids=[each.pk],
            kinds=[SIGN_FOR, UNSIGNED],
        )
    taken_back = [each for each in deliveries if each.withdrawn_at is not None]
    signed = [each for each in deliveries if each.signed_for_at is not None]
    withdraw_notices(
        actor=None, subject_type=DELIVERY, subject_ids=[each.pk for each in taken_back]
    )
    overtaken = [note.key for each in deliveries for note in _to_issuer(STILL_UNSIGNED, each)]
    withdraw_notices(actor=None, keys=overtaken)
    post_notices([note for each in signed for note in _to_issuer(SIGNED_FOR, each)])


def voided(deliveries: Sequence[Delivery]) -> None:
    """Whoever got a paper learns that it is void."""
    held = posts_held(deliveries)
    reached = [each for each in deliveries if each.delivered_at is not None]
    post_notices([_notice(VOID, each, desk) for each in reached for desk in desks_of(each, held)])


def _todo(kind: str, delivery: Delivery, desk: Desk, more: str = "") -> TodoInput:
    post, person = desk
    moment = timezone.localtime(delivery.delivered_at or delivery.sent_at)
    due = workday_after(moment.date(), settings.DELIVERY_CHASE_WORKDAYS)
    return TodoInput(
        kind=kind,
        key=f"{kind}:{delivery.pk}:{post or person}{more}",
        agency_id=delivery.receiver_id,
        post=post,
        person_id=person,
        subject_type=DELIVERY,
        subject_id=delivery.pk,
        due_on=due if kind == SIGN_FOR else current_day(),
    )


def _notice(kind: str, delivery: Delivery, desk: Desk) -> NoticeInput:
    post, person = desk
    return NoticeInput(
        kind=kind,
        key=f"{kind}:{delivery.pk}:{post or person}",
        agency_id=delivery.receiver_id,
        post=post,
        person_id=person,
        subject_type=DELIVERY,
        subject_id=delivery.pk,
    )


def _to_issuer(kind: str, delivery: Delivery) -> Iterator[NoticeInput]:
    """To those who drafted and signed the paper."""
    document = delivery.document
    people = {pk for pk in (document.drafted_by_id, document.signed_by_id) if pk}
    for person in sorted(people):
        yield NoticeInput(
            kind=kind,
            key=f"{kind}:{delivery.pk}:{person}",
            agency_id=document.issuer_id,
            person_id=person,
            subject_type=DOCUMENT,
            subject_id=document.pk,
            note=delivery.receiver.short_name,
        )
