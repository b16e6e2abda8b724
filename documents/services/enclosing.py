"""Papers that go along with another one, to those to whom that goes."""

from collections.abc import Collection, Sequence

from django.db import transaction

from agencies.models import Person
from core.clock import current_moment
from core.outbox import publish_all
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
    # Held, so that of two who send one along at once the second finds what the first sent.
    papers = list(own.select_for_update(of=("self",)).order_by("pk"))
    sent = Delivery.objects.filter(document__in=papers, withdrawn_at__isnull=True)
    there = set(sent.values_list("document_id", "receiver_id")) if papers else set()
    made = Delivery.objects.bulk_create(
        Delivery(document=paper, receiver_id=each.agency_id, is_copy=True, sent_at=now)
        for paper in papers
        for each in once_each(recipients, issuer_id=paper.issuer_id)
        if (paper.pk, each.agency_id) not in there
    )
    if made:
        publish_all(
            topic=SENT, messages={f"{SENT}:{each.pk}": {"delivery_id": each.pk} for each in made}
        )


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
