"""What this floor asks the floors below to tell it, and what it shows through them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from audit.registry import name_verbs
from core import reference
from deadlines.registry import register_starts
from documents.attachments.registry import register_grades
from documents.registry import bind_kinds, on_signed_for, register_filling
from documents.registry import register_subject as register_paper_subject
from inbox.registry import register_subject
from referrals import conditions, edges, effects, feed, menu, paper_filling, subject
from referrals.clocks import SUBJECT, prolonged_starts
from referrals.clocks.telling import register_clock_kinds
from referrals.flows import FLOWS
from referrals.goods import moves as goods_moves
from referrals.services.follow_ups import register_follow_ups
from referrals.services.signed_for import paper_signed_for
from referrals.telling import register_kinds

__all__ = ["conditions", "connect", "effects", "goods_moves"]


def connect() -> None:
    """Register everything; called once when Django is ready."""
    reference.register("flows", edges.load)
    register_kinds()
    register_clock_kinds()
    register_follow_ups()
    register_subject(SUBJECT, subject.inbox_lines, subject.seen_ids)
    register_paper_subject(SUBJECT, subject.RULES)
    bind_kinds({each.paper for flow in FLOWS.values() for each in flow.transitions if each.paper})
    register_filling(SUBJECT, paper_filling.of_referral)
    register_filling("case", paper_filling.of_case)
    register_grades(SUBJECT, subject.file_grades)
    on_signed_for(SUBJECT)(paper_signed_for)
    for rule in sorted(_prolonging()):
        register_starts(SUBJECT, rule, partial(prolonged_starts, rule))
    feed.connect()
    menu.register()
    name_verbs(
        {
            "referral.start": _("发起移送"),
            "referral.move": _("办理移送"),
            "referral.view": _("查看移送"),
            "referral.follow_up": _("登记跟进事项"),
            "referral.follow_up_done": _("办结跟进事项"),
            "referral.events": _("跟踪移送动态"),
            "goods.list": _("编制涉案物品清单"),
            "goods.sign": _("签署涉案物品清单"),
        }
    )


def _prolonging() -> set[str]:
    """Rules of which a period begins at the end of another."""
    return {
        start.rule
        for flow in FLOWS.values()
        for each in flow.transitions
        for start in each.starts
        if start.after
    }
