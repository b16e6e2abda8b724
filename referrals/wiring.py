"""What this floor asks the floors below to tell it, and what it shows through them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from agencies.closing import register_waiting
from audit.registry import name_verbs
from cases import confining
from core import reference
from deadlines.registry import register_starts
from documents.attachments.registry import register_grades
from documents.attachments.registry import register_kinds as register_file_kinds
from documents.kinds import KINDS
from documents.registry import bind_kinds, on_signed_for, register_filling
from documents.registry import register_subject as register_paper_subject
from inbox.registry import SeenRows, register_confined, register_kind, register_subject
from referrals import conditions, edges, effects, feed, menu, paper_filling, subject
from referrals.clocks import SUBJECT, prolonged_starts
from referrals.clocks.telling import register_clock_kinds
from referrals.flows import FLOWS
from referrals.goods import moves as goods_moves
from referrals.selectors.awaited import awaited
from referrals.services import succession
from referrals.services.confining import follow_restriction
from referrals.services.follow_ups import register_follow_ups
from referrals.services.naming import NAMED
from referrals.services.signed_for import paper_signed_for
from referrals.services.taking_back import TAKEN_BACK
from referrals.telling import register_kinds

__all__ = ["conditions", "connect", "effects", "goods_moves"]


def connect() -> None:
    """Register everything; called once when Django is ready."""
    reference.register("flows", edges.load)
    register_kinds()
    register_clock_kinds()
    register_follow_ups()
    register_kind(NAMED, _("您被指定承办限定知悉的移送"))
    register_subject(SUBJECT, subject.inbox_lines, SeenRows(subject.seen_among, "referral_id"))
    register_confined(SUBJECT, subject.confined_rows)
    register_subject(TAKEN_BACK, subject.taken_back_lines)
    register_paper_subject(SUBJECT, subject.RULES)
    bind_kinds({each.paper for flow in FLOWS.values() for each in flow.transitions if each.paper})
    register_filling(SUBJECT, paper_filling.of_referral)
    register_filling("case", paper_filling.of_case)
    register_grades(SUBJECT, subject.file_grades)
    register_file_kinds(SUBJECT, {key: KINDS[key].name for key in _going_along()})
    on_signed_for(SUBJECT)(paper_signed_for)
    for rule in sorted(_prolonging()):
        register_starts(SUBJECT, rule, partial(prolonged_starts, rule))
    register_waiting(awaited)
    succession.register()
    confining.register_follower(SUBJECT, follow_restriction)
    feed.connect()
    menu.register()
    name_verbs(
        {
            "referral.start": _("发起移送"),
            "referral.move": _("办理移送"),
            "referral.view": _("查看移送"),
            "referral.identify": _("登记犯罪嫌疑人的证件号码"),
            "referral.reveal": _("查看犯罪嫌疑人的完整证件号码"),
            "referral.succeed": _("机关承接移送"),
            "referral.name": _("指定移送的承办人员"),
            "referral.follow_up": _("登记跟进事项"),
            "referral.follow_up_done": _("办结跟进事项"),
            "referral.events": _("跟踪移送动态"),
            "goods.list": _("编制涉案物品清单"),
            "goods.sign": _("签署涉案物品清单"),
        }
    )


def _going_along() -> list[str]:
    """Kinds of paper that go along with a step, drawn up here or brought as files."""
    steps = (each for flow in FLOWS.values() for each in flow.transitions)
    return list(dict.fromkeys(key for each in steps for key in (*each.requires, *each.attached)))


def _prolonging() -> set[str]:
    """Rules of which a period begins at the end of another."""
    return {
        start.rule
        for flow in FLOWS.values()
        for each in flow.transitions
        for start in each.starts
        if start.after
    }
