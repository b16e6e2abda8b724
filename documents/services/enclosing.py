"""Papers that go along with another one, to those to whom that goes."""

from collections.abc import Collection, Sequence

from django.db import transaction

from agencies.models import Person
from core.clock import current_moment
from core.outbox import publish
from documents.frame import Recipient, once_each
from documents.models import Delivery, Document, DocumentState
from documents.policies import visible
from documents.services.delivering import withdraw_delivery
from documents.services.issuing import SENT


@transaction.atomic
def send_along(
    *, actor: Person, document_ids: Collection[int], recipients: Sequence[Recipient]
) -> None:
    """Send signed papers of the actor's agency as enclosures: copies, for which nobody need sign.

    Who has one already gets it no second time; who had one that was taken back gets it anew.
    """
    now = current_moment()
    own = visible(actor).filter(
        pk__in=list(document_ids), issuer=actor.agency_id, state=DocumentState.SIGNED
    )
    for document in own.order_by("pk"):
        for each in once_each(recipients, issuer_id=document.issuer_id):
            delivery, made = Delivery.objects.get_or_create(
                document=document,
                receiver_id=each.agency_id,
                withdrawn_at=None,
                defaults={"is_copy": True, "sent_at": now},
            )
            if made:
                key = f"{SENT}:{delivery.pk}"
                publish(topic=SENT, key=key, payload={"delivery_id": delivery.pk})


@transaction.atomic
def take_back_enclosures(*, actor: Person, document_id: int, reason: str) -> None:
    """What went along with a paper that is void now goes back with it, unless it was signed for."""
    paper = Document.objects.get(pk=document_id)
    sent = Delivery.objects.filter(
        document__in=paper.frame.get("enclosed", ()),
        receiver__in=paper.deliveries.values("receiver"),
        is_copy=True,
        sent_at__gte=paper.signed_at,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    for pk in sent.order_by("pk").values_list("pk", flat=True):
        withdraw_delivery(actor=actor, delivery_id=pk, reason=reason, with_step=True)
