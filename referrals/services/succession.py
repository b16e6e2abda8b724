"""Another agency takes over what an agency that is closed still had to do (机构承接)."""

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.closing import Succession, register_succession
from agencies.models import HEADS, Agency, Person
from audit.services import record
from core.clock import current_moment
from referrals.flows import FLOWS
from referrals.flows.common import NOBODY, common_label
from referrals.flows.table import SUCCEED, Role, Transition
from referrals.models import EventKind, Referral, ReferralAccess, ReferralStep
from referrals.registry import Move
from referrals.services.carrying import Before, follow
from referrals.services.events import EventInput, tell_systems
from referrals.services.follow_ups import pass_follow_ups
from referrals.showing import inner_to
from referrals.standing import stand

LAW = "《行政诉讼法》第二十六条第六款"


def preview(agency: Agency) -> list[str]:
    """How many open referrals would pass, by flow; of confidential ones neither kind nor number."""
    rows = ReferralAccess.objects.filter(agency=agency, is_open=True, ended_at__isnull=True)
    found = set(rows.values_list("referral", "flow", "referral__confidential"))
    often = Counter(flow for _referral, flow, confidential in found if not confidential)
    lines = [
        _("%(flow)s%(number)d件") % {"flow": FLOWS[flow].label, "number": number}
        for flow, number in sorted(often.items())
    ]
    if any(confidential for _referral, _flow, confidential in found):
        lines.append(_("其他事项"))
    return lines


def pass_sides(actor: Person | None, agency: Agency, successor: Agency) -> Mapping[str, int]:
    """The successor stands where the agency stood in what is open, with a step that says so, and
    reads what has ended. Returns how many referrals of each.

    Of a confidential one that named people alone know of its head becomes the one who does.
    Raises ValidationError where there is none.
    """
    ids = ReferralAccess.objects.filter(agency=agency).values("referral")
    referrals = Referral.objects.filter(pk__in=ids).select_for_update(of=("self",))
    passed = {"referrals": 0, "referrals_read": 0}
    for referral in referrals.select_related("sender").order_by("pk"):
        taken = _succeed(actor, referral, agency, successor)
        passed["referrals" if taken else "referrals_read"] += 1
    return passed


def _succeed(actor: Person | None, referral: Referral, old: Agency, new: Agency) -> bool:
    """Whether a side was taken over."""
    flow = FLOWS[referral.flow]
    steps = list(referral.steps.order_by("number"))
    standing = stand(flow, referral.sender_id, steps)
    if referral.confidential:
        _name_head(referral, old, new)
    before = Before(referral, steps, list(referral.access.all()), standing)
    sides = [] if standing.ended_at else [r for r, each in standing.sides.items() if each == old.pk]
    moment, state = current_moment(), standing.state
    inner = inner_to(flow, state)
    step = ReferralStep(
        referral=referral,
        number=steps[-1].number + 1,
        transition=SUCCEED,
        from_state=state,
        to_state=state,
        role=inner or "",
        at=moment,
        values={"from": old.pk, "to": new.pk, "sides": [each.value for each in sides]},
        reason=_("%(old)s停用，由%(new)s承接") % {"old": old.name, "new": new.name},
    )
    step.save(force_insert=True)
    every = [*steps, step]
    done = Transition(SUCCEED, common_label(SUCCEED), (state,), state, Role.SENDER, NOBODY, LAW)
    move = Move(
        referral=referral,
        flow=flow,
        transition=done,
        actor=None,
        role=inner or Role.SENDER,
        values={},
        moment=moment,
        sides=standing.sides,
        steps=every,
    )
    follow(move, before, stand(flow, referral.sender_id, every), every)
    if sides:
        pass_follow_ups(referral, old.pk, new.pk)
    tell_systems([EventInput(referral.pk, EventKind.MOVED, moment, step_id=step.pk)])
    record(
        actor=actor,
        verb="referral.succeed",
        obj=referral,
        case_id=None if referral.confidential else referral.case_id,
        changes={"agency": [old.name, new.name], "sides": [each.value for each in sides]},
    )
    return bool(sides)


def _name_head(referral: Referral, old: Agency, new: Agency) -> None:
    """Lay a confidential referral, of which one person knew, on the desk of the new head."""
    named = list(referral.access.filter(agency=old, person__isnull=False))
    if not named:
        return
    people = Person.objects.filter(
        agency=new, is_active=True, is_system=False, postings__post__in=sorted(HEADS)
    )
    head = people.order_by("pk").first()
    if head is None:
        said = _("承接机关没有在岗的负责人，限定知悉的事项无人承接。")
        raise ValidationError({"successor": said})
    for row in named:
        ReferralAccess.objects.get_or_create(
            referral=referral,
            agency=new,
            role=row.role,
            defaults={
                "person": head,
                "depth": row.depth,
                "flow": row.flow,
                "moved_at": row.moved_at,
                "version": 0,
                "is_open": row.is_open,
            },
        )


def register() -> None:
    """Called once when the app starts."""
    register_succession("referrals", Succession(preview, pass_sides))
