"""Signing a paper: from then on it has a number and a seal, and never changes."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from audit.services import record
from core.again import begun_again
from core.clock import current_day, current_moment
from core.outbox import publish, publish_all
from documents.errors import Incomplete, MayNotSign
from documents.frame import Enclosures, Recipient, framed, once_each
from documents.kinds import PaperKind, problems
from documents.models import Delivery, Document, DocumentState
from documents.paper import joined, paper_of, sheet_of
from documents.policies import may_sign
from documents.registry import named_of
from documents.sealing import seal_of
from documents.services.drafting import kind_of, locked_draft
from documents.services.numbering import next_number

SIGNED, SENT = "document.signed", "document.sent"


@begun_again
@transaction.atomic
def issue_document(
    *,
    actor: Person,
    document_id: int,
    recipients: Sequence[Recipient],
    dated: date | None = None,
    confined: Collection[int] = (),
    enclosures: Enclosures | None = None,
) -> Document:
    """Sign a draft: number, seal, deliveries, and what makes them known, in one transaction.

    The issuer itself gets no delivery, and nobody two. `dated` is the day printed on it; the
    year of the number is its year. `confined` are agencies that will be told of the subject only
    with this paper, and in which only named people may then know of it. `enclosures` are listed
    on the sheet (附件说明); whoever signs sends them (`send_along`); without them the sheet lists
    what was typed in the draft. Raises NotVisible, Refused
    when it was signed meanwhile, MayNotSign, and Incomplete.
    """
    document = locked_draft(actor, document_id)
    kind = kind_of(document)
    if not may_sign(actor, kind):
        raise MayNotSign
    day = dated or current_day()
    wanted = once_each(recipients, issuer_id=document.issuer_id)
    agencies = Agency.objects.in_bulk([each.agency_id for each in wanted])
    closed = {*named_of(document.subject_type, document.subject_id), *confined}
    faults = against(document, kind, day, wanted, agencies, closed)
    if faults:
        raise Incomplete(faults)
    typed = Enclosures(tuple(document.frame.get("enclosures", ())))
    listed = typed if enclosures is None else enclosures
    _frame(document, actor, wanted, agencies, closed)
    document.frame |= {"enclosures": list(listed.names), "enclosed": list(listed.papers)}
    _sign(document, actor, kind, day)
    document.save()
    sent = _deliver(document, wanted)
    record(
        actor=actor,
        verb="document.issue",
        obj=document,
        case_id=document.case_id,
        changes={
            "kind": document.kind,
            "number": document.number,
            "seal": document.seal,
            "recipients": [agencies[each.receiver_id].name for each in sent],
        },
    )
    _announce(document, sent)
    return document


def against(
    document: Document,
    kind: PaperKind,
    day: date,
    wanted: Sequence[Recipient],
    agencies: dict[int, Agency],
    confined: Collection[int] = (),
) -> dict[str, str]:
    """What stands against signing, by section; "" for the paper as a whole.

    `confined` are the agencies in which named people know of the subject: where there are any,
    no other may be told of it by a paper.
    """
    faults = problems(kind, document.values)
    if day > current_day():
        faults["dated"] = _("成文日期不能晚于今天。")
    if kind.internal and wanted:
        faults["recipients"] = _("这种文书只在本机关存档，不对外发送。")
    closed = [each for each in wanted if not _open(agencies.get(each.agency_id))]
    if closed:
        faults["recipients"] = _("主送、抄送机关中有已停用的，请重新选择。")
    if confined and any(each.agency_id not in confined for each in wanted):
        faults["recipients"] = _("该事项只限有关机关的指定人员知悉，不能发给其他机关。")
    amended = document.amends
    if amended is not None and amended.state != DocumentState.SIGNED:
        faults[""] = _("所变更的文书已经作废，不能再变更。")
    return faults


def _open(agency: Agency | None) -> bool:
    return agency is not None and agency.is_active


def _frame(
    document: Document,
    actor: Person,
    wanted: Sequence[Recipient],
    agencies: dict[int, Agency],
    confined: Collection[int],
) -> None:
    """Fix the names that the sheet bears."""
    names = [agencies[each.agency_id].name for each in wanted if not each.is_copy]
    document.confidential = bool(confined)
    document.addressee = document.addressee or joined(names)[:200]
    document.frame = framed(wanted) | {
        "issuer": document.issuer.name,
        "signer": actor.name,
        "recipient_names": names,
        "copy_names": [agencies[each.agency_id].name for each in wanted if each.is_copy],
        "amends": document.amends.number if document.amends else "",
        "urgency": document.frame.get("urgency", ""),
        "confined": sorted(confined),
    }


def _sign(document: Document, actor: Person, kind: PaperKind, day: date) -> None:
    document.edition = kind.edition
    document.dated = day
    document.title = paper_of(document).title[:200]
    number = next_number(document.issuer, kind, day.year)
    document.symbol, document.year, document.serial = number.symbol, number.year, number.serial
    document.number = number.printed
    document.state = DocumentState.SIGNED
    document.signed_by, document.signed_at = actor, current_moment()
    document.version += 1
    document.frame["sheet"] = sheet_of(document)
    document.seal = seal_of(document)


def _deliver(document: Document, wanted: Sequence[Recipient]) -> list[Delivery]:
    sent_at = document.signed_at or current_moment()
    return Delivery.objects.bulk_create(
        [
            Delivery(
                document=document,
                receiver_id=each.agency_id,
                is_copy=each.is_copy,
                sent_at=sent_at,
            )
            for each in wanted
        ]
    )


def _announce(document: Document, sent: Sequence[Delivery]) -> None:
    publish(topic=SIGNED, key=f"{SIGNED}:{document.pk}", payload={"document_id": document.pk})
    if sent:
        publish_all(
            topic=SENT,
            messages={f"{SENT}:{each.pk}": {"delivery_id": each.pk} for each in sent},
        )
