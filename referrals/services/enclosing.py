"""What goes along with the paper of a step: papers that were signed before, and files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Person
from documents.kinds import KINDS
from documents.models import Attachment, Document, DocumentState, ScanState
from referrals.clocks import SUBJECT
from referrals.flows import FLOWS
from referrals.flows.table import Role, Transition
from referrals.models import Referral
from referrals.standing import counting

_CASE = "case"


@dataclass(frozen=True)
class Enclosed:
    """Papers by id, and everything by name, in the order in which it is listed."""

    papers: tuple[int, ...]
    names: tuple[str, ...]
    kinds: frozenset[str]

    def missing(self, done: Transition) -> list[str]:
        """The names of kinds that must go along and aren't there, each with what does instead."""
        held = self.kinds | {stands for key, stands in done.instead if key in self.kinds}
        return [_with_instead(key, done) for key in done.requires if key not in held]

    def possible(self, done: Transition) -> list[str]:
        """The names of kinds that might go along besides and aren't there."""
        known = self.kinds | {key for key, _stands in done.instead}
        return [str(KINDS[key].name) for key in done.attached if key not in known]


def _with_instead(key: str, done: Transition) -> str:
    instead = [f"《{KINDS[other].name}》" for other, stands in done.instead if stands == key]
    others = _("（或者%(others)s）") % {"others": "、".join(instead)} if instead else ""
    return f"《{KINDS[key].name}》{others}"


def enclosed_with(actor: Person, referral: Referral, done: Transition) -> Enclosed:
    """What the actor's agency sends along with this step.

    Papers of the kinds that the table names, signed by it about the referral, the one above or
    the case; files of these kinds; and what files it has brought to the referral since it last
    sent something.
    """
    kinds = (*done.requires, *done.attached)
    about = Q(subject_type=SUBJECT, subject_id__in=_above(referral))
    if referral.case_id is not None:
        about |= Q(case_id=referral.case_id, subject_type__in=(SUBJECT, _CASE))
    papers = _papers(actor, about, kinds)
    files = _files(actor, referral, done, about, kinds)
    names = [*(f"{KINDS[each.kind].name}（{each.number}）" for each in papers)]
    names += [each.name for each in files]
    return Enclosed(
        papers=tuple(each.pk for each in papers),
        names=tuple(dict.fromkeys(names)),
        kinds=frozenset({each.kind for each in papers} | {each.kind for each in files}),
    )


def _above(referral: Referral) -> list[int]:
    return [pk for pk in (referral.pk, referral.parent_id) if pk is not None]


def _papers(actor: Person, about: Q, kinds: Sequence[str]) -> list[Document]:
    if not kinds:
        return []
    signed = Document.objects.filter(
        about, issuer=actor.agency_id, state=DocumentState.SIGNED, kind__in=kinds
    )
    found = signed.only("kind", "number").order_by("signed_at", "pk")
    return sorted(found, key=lambda each: kinds.index(each.kind))


def _files(
    actor: Person, referral: Referral, done: Transition, about: Q, kinds: Sequence[str]
) -> list[Attachment]:
    if not done.paper_to:
        return []
    mine = Attachment.objects.filter(agency=actor.agency_id, removed_at__isnull=True)
    served = mine.exclude(scan=ScanState.INFECTED)
    new = Q(subject_type=SUBJECT, subject_id=referral.pk)
    since = _last_sent(referral, done.role)
    if since is not None:
        new &= Q(brought_at__gt=since)
    return list(served.filter(new | about & Q(kind__in=kinds)).order_by("pk"))


def _last_sent(referral: Referral, role: Role) -> object:
    """When this side last sent a paper to somebody, with what belonged to it."""
    if referral._state.adding:
        return None
    sending = {each.name for each in FLOWS[referral.flow].transitions if each.paper_to}
    steps = counting(referral.steps.order_by("number"))
    sent = [each.at for each in steps if each.role == role and each.transition in sending]
    return sent[-1] if sent else None
