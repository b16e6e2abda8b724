"""An agency says who of its people works on a matter that isn't for the whole agency."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.grants import is_restricted
from documents.models import Delivery, DocumentState
from documents.registry import tell
from inbox.services import NoticeInput, post_notices
from referrals.clocks import SUBJECT
from referrals.errors import Invalid, NotAllowed, NotVisible
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralAccess
from referrals.policies import known_rows, may_name
from referrals.selectors.people import own_people
from referrals.services.due_days import follow_due_days
from referrals.services.following import follow_grants
from referrals.standing import Standing, stand

NAMED = "referral.named"


@transaction.atomic
def name_people(*, actor: Person, referral_id: int, people: Sequence[int]) -> Referral:
    """Name who reads and handles a referral of a restricted case in the actor's agency.

    By its head or intake; whoever acted before stays. Those who are new hear of it, and what
    the referral opens of the case is open to them. Raises NotVisible, NotAllowed, Invalid.
    """
    if not known_rows(actor).filter(referral=referral_id, ended_at__isnull=True).exists():
        raise NotVisible
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    if not may_name(actor) or not is_restricted(referral.case_id):
        raise NotAllowed(_("由本机关负责人或者收件受理人员指定限定知悉事项的承办人员。"))
    if referral.case is not None and referral.case.owner_id == actor.agency_id:
        raise NotAllowed(_("本机关案件的知悉人员在案件中指定。"))
    fit = set(own_people(actor).filter(pk__in=list(people)).values_list("pk", flat=True))
    if not fit or fit != set(people):
        raise Invalid({"people": _("请选择本机关在岗的人员。")})
    rows = list(ReferralAccess.objects.filter(referral=referral, agency=actor.agency_id))
    before = {person for row in rows for person in row.people}
    for row in rows:
        row.people = sorted(fit)
    ReferralAccess.objects.bulk_update(rows, ["people"])
    steps = list(referral.steps.order_by("number"))
    standing = stand(FLOWS[referral.flow], referral.sender_id, steps)
    follow_grants(referral, Standing(), standing, steps, actor=actor)
    follow_due_days(referral, steps, actor=actor)
    _tell(referral, actor, fit - before)
    record(
        actor=actor,
        verb="referral.name",
        obj=referral,
        case_id=referral.case_id,
        changes={"people": [sorted(before), sorted(fit)]},
    )
    return referral


def _tell(referral: Referral, actor: Person, new: set[int]) -> None:
    """Notices to who is new, and the papers that nobody there has signed for yet."""
    post_notices(
        [
            NoticeInput(
                kind=NAMED,
                key=f"{NAMED}:{referral.pk}:{person}",
                agency_id=actor.agency_id,
                person_id=person,
                subject_type=SUBJECT,
                subject_id=referral.pk,
            )
            for person in sorted(new)
        ]
    )
    waiting = Delivery.objects.filter(
        document__subject_type=SUBJECT,
        document__subject_id=referral.pk,
        document__state=DocumentState.SIGNED,
        receiver=actor.agency_id,
        delivered_at__isnull=False,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    tell("laid", list(waiting.select_related("document", "receiver")))
