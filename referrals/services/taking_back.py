"""Whoever was told of a step is told that it was taken back."""

from django.db.models import Q

from documents.models import Delivery
from inbox.models import Notice, Todo
from inbox.services import NoticeInput, post_notices
from referrals.clocks import SUBJECT
from referrals.flows.table import TAKE_BACK
from referrals.models import ReferralStep
from referrals.telling import notice_kind, stem_of

# What these notices are about: the step of taking back. The referral itself may be out of
# sight of who hears of it.
TAKEN_BACK = "referral.taken_back"
_DELIVERY = "delivery"


def tell_taken_back(undone: ReferralStep, step: ReferralStep) -> None:
    """Notices to every desk outside the actor's agency on which the step had put something:
    a to-do, a notice, or its paper."""
    stem, flow, number = stem_of(undone.referral), undone.referral.flow, undone.number
    papers = Delivery.objects.filter(document=undone.document_id or 0).values("pk")
    of_papers = Q(subject_type=_DELIVERY, subject_id__in=papers)
    here = Q(subject_type=SUBJECT, subject_id=undone.referral_id)
    notices = Notice.objects.filter(of_papers | here & Q(key__startswith=f"{stem}{number}:"))
    todos = Todo.objects.filter(of_papers | here & Q(key__regex=rf"^{stem}[a-z_]+:{number}:"))
    desks: set[tuple[int, str, int | None]] = set()
    for rows in (notices, todos):
        others = rows.exclude(agency=step.agency_id)
        desks |= set(others.values_list("agency_id", "post", "person_id"))
    post_notices(
        [
            NoticeInput(
                kind=notice_kind(flow, TAKE_BACK),
                key=f"{stem}{step.number}:{agency}:{person or post}",
                agency_id=agency,
                post="" if person else post,
                person_id=person,
                subject_type=TAKEN_BACK,
                subject_id=step.pk,
            )
            for agency, post, person in sorted(desks, key=str)
        ]
    )
