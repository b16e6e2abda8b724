"""Papers that an agency hadn't signed for when it was closed go to its successor."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.closing import Succession, register_succession
from agencies.models import Agency, Person
from audit.services import record
from core.clock import current_moment
from core.outbox import publish
from documents.models import Delivery, DocumentState
from documents.registry import tell
from documents.services.issuing import SENT


def preview(agency: Agency) -> list[str]:
    """How many papers would be sent on."""
    number = _waiting(agency).count()
    return [_("待签收文书%(number)d件") % {"number": number}] if number else []


def send_on(actor: Person | None, agency: Agency, successor: Agency) -> Mapping[str, int]:
    """Take back what nobody signed for, and send it to the successor; returns how many papers.

    What the successor has got itself, or issued, isn't sent a second time.
    """
    now, sent = current_moment(), 0
    names = {"old": agency.short_name, "new": successor.short_name}
    reason = _("%(old)s停用，由%(new)s承接") % names
    for delivery in _waiting(agency).select_for_update(of=("self",)).order_by("pk"):
        delivery.withdrawn_at, delivery.withdrawn_by = now, actor
        delivery.withdraw_reason, delivery.chase_at = reason, None
        delivery.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason", "chase_at"])
        tell("settled", [delivery])
        document = delivery.document
        if document.issuer_id == successor.pk:
            continue
        fresh, made = Delivery.objects.get_or_create(
            document=document,
            receiver=successor,
            withdrawn_at=None,
            defaults={"is_copy": delivery.is_copy, "sent_at": now},
        )
        if made:
            publish(topic=SENT, key=f"{SENT}:{fresh.pk}", payload={"delivery_id": fresh.pk})
            sent += 1
        record(
            actor=actor,
            verb="document.send_on",
            obj=document,
            case_id=document.case_id,
            changes={"recipients": [successor.name]},
            ground=reason,
        )
    return {"papers": sent}


def _waiting(agency: Agency) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(
        receiver=agency,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
        document__state=DocumentState.SIGNED,
    )
    return rows.select_related("document", "receiver")


def register() -> None:
    """Called once when the app starts."""
    register_succession("documents", Succession(preview, send_on))
