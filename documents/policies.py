"""Who may see, write, sign, void and sign for papers: "may I?" and "which rows?" in one place."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import ADMINISTRATORS, HEADS, Agency, Person, Post
from agencies.policies import can_manage_agencies, is_actor
from documents.models import Delivery, Document, DocumentState
from documents.registry import rules_of, subject_types
from documents.signing import is_free

if TYPE_CHECKING:
    from documents.kinds import PaperKind

# What everybody of the issuing agency who may work on the subject may read of its papers.
OWN_GRADE = 3
# Who takes papers in for an agency; a legal reviewer works on its own cases only.
_NOT_RECEIVING = ADMINISTRATORS | {Post.LEGAL_REVIEWER}


def sees_papers(actor: object) -> bool:
    """People of an agency with a post that isn't an administrator's."""
    return (
        isinstance(actor, Person)
        and is_actor(actor)
        and bool(actor.posts)
        and not actor.holds(*ADMINISTRATORS)
    )


def about(actor: Person) -> Q:
    """Papers about what the actor may read."""
    found = Q(pk__in=[])
    for subject_type, rules in subject_types().items():
        if rules.rows is not None:
            rows = rules.rows(actor, OuterRef("subject_id"))
            found |= Q(Exists(rows), subject_type=subject_type)
    return found


def confined(prefix: str = "") -> Q:
    """Papers that only those may know of who may read what they are about: confidential ones,
    and those of which the subject was restricted since. `prefix` leads to the paper."""
    found = Q(**{f"{prefix}confidential": True})
    for subject_type, rules in subject_types().items():
        if rules.confined is not None:
            rows = rules.confined(OuterRef(f"{prefix}subject_id"))
            found |= Q(Exists(rows), **{f"{prefix}subject_type": subject_type})
    return found


def confined_deliveries(delivery: OuterRef) -> QuerySet[Delivery]:
    """This delivery, where only named people may know of its paper."""
    return Delivery.objects.filter(confined("document__"), pk=delivery)


def delivered_to(actor: Person) -> QuerySet[Delivery]:
    """Deliveries to the actor's agency that weren't taken back."""
    if not sees_papers(actor):
        return Delivery.objects.none()
    known = Document.objects.filter(about(actor))
    return Delivery.objects.filter(
        ~confined("document__") | Q(document__in=known.values("pk")),
        receiver=actor.agency_id,
        withdrawn_at__isnull=True,
    )


def visible(actor: Person) -> QuerySet[Document]:
    """The papers this actor may know of: those of their agency about what they may read, and
    signed ones that were delivered to it. What is confidential only those know who may read
    what it is about. How much of each is shown, `cleared` says."""
    if not sees_papers(actor):
        return Document.objects.none()
    known = about(actor)
    received = Delivery.objects.filter(
        document=OuterRef("pk"), receiver=actor.agency_id, withdrawn_at__isnull=True
    )
    return Document.objects.filter(
        (Q(issuer=actor.agency_id) & known)
        | (~Q(state=DocumentState.DRAFT) & (~confined() | known) & Exists(received))
    )


def grade_limit(actor: Person, issuer_id: int) -> int:
    """The highest data grade of papers that this actor reads.

    Within the issuing agency clearance isn't asked up to L3, as with its cases.
    """
    own = issuer_id == actor.agency_id
    return max(actor.clearance, OWN_GRADE) if own else actor.clearance


def cleared(actor: Person, document: Document) -> bool:
    """Whether the actor may read what the paper says, and not only that there is one."""
    return document.grade <= grade_limit(actor, document.issuer_id)


def may_draft(actor: Person, kind: "PaperKind") -> bool:
    """Whether the actor's agency issues papers of this kind on the platform."""
    return sees_papers(actor) and not kind.outside and actor.agency.kind in kind.issuers


def may_write(actor: Person, subject_type: str, subject_id: int) -> bool:
    """Whether the actor may write papers about this subject."""
    rules = rules_of(subject_type)
    return rules is not None and subject_id in rules.writable(actor, [subject_id])


def may_sign(actor: Person, kind: "PaperKind") -> bool:
    """Whether the actor's post signs papers of this kind, in an agency that issues them."""
    return may_draft(actor, kind) and actor.holds(*kind.signers)


def may_number(actor: Person, issuer: Agency) -> bool:
    """Whether the actor may say where an agency's register of papers goes on.

    Who gives the agency the beginning of its numbers (机关代字), and its head: the register on
    paper lies in that agency, and the head may declare its papers void as well.
    """
    if can_manage_agencies(actor):
        return True
    return sees_papers(actor) and actor.agency_id == issuer.pk and actor.holds(*HEADS)


def may_void(
    actor: Person, document: Document, kind: "PaperKind", *, with_step: bool = False
) -> bool:
    """Who may sign such a paper may also void it, and so may the head of its issuer.

    One that was signed with the step of a flow goes only `with_step`, when that is taken back:
    else the flow would stand on a paper that nobody has.
    """
    if not with_step and not is_free(document):
        return False
    return document.issuer_id == actor.agency_id and (
        may_sign(actor, kind) or (sees_papers(actor) and actor.holds(*HEADS))
    )


def may_receive(actor: Person) -> bool:
    """Whether the actor signs for what reaches their agency."""
    return sees_papers(actor) and not actor.posts <= _NOT_RECEIVING
