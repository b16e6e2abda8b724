"""How referrals are called on the screen: states cut to a depth, sides, tones."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from agencies.models import POSTS_OF_KIND, Agency
from audit.registry import Text
from core.screen import Fact
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Flow, Role, State
from referrals.selectors.shapes import ReferralView
from referrals.standing import states_around

ROLE_LABELS: Mapping[str, Text] = {
    Role.SENDER: _("移送方"),
    Role.RECEIVER: _("接收方"),
    Role.SUPERVISOR: _("监督方"),
    Role.COURT: _("法院"),
    Role.HIGHER: _("上级机关"),
    Role.FOLLOWER: _("关注方"),
    Role.OFFICE: _("协调办公室"),
}
# What a side is called where the flow passes nothing on, or passes it to a court.
_SIDES: Mapping[str, Mapping[str, Text]] = {
    "consultation": {
        Role.SENDER: _("咨询机关"),
        Role.RECEIVER: _("答复机关"),
        Role.FOLLOWER: _("同时征求意见的机关"),
    },
    "early_intervention": {Role.SENDER: _("商请机关"), Role.RECEIVER: _("介入机关")},
    "filing_supervision": {
        Role.SENDER: _("监督机关"),
        Role.RECEIVER: _("公安机关"),
        Role.FOLLOWER: _("移送机关"),
    },
    "goods": {Role.SENDER: _("移交方")},
    "non_litigation": {Role.SENDER: _("申请机关"), Role.RECEIVER: _("法院")},
    "suspect": {
        Role.SENDER: _("公安机关"),
        Role.RECEIVER: _("检察院"),
        Role.FOLLOWER: _("移送机关"),
    },
}
DEPTH_WORDS: Mapping[str, Text] = {
    Depth.FULL: _("全部内容"),
    Depth.STEPS: _("各步的日期和文书名称；对方填写的内容不显示"),
    Depth.OUTCOME: _("是否签收和结果类别；经过和文书不显示"),
}
NO_STATE = State("", _("办理中"))
# For an agency from which the matter went on: what became of it there isn't told.
GONE_ON = State("", _("已转出"), ended=True)


def side_name(flow: str, role: str) -> str:
    """What a side is called in this flow."""
    named = _SIDES.get(flow, {}).get(role) or ROLE_LABELS.get(role, role)
    return str(named)


def state_of(flow: str, name: str, depth: str) -> State:
    """The state as this depth shows it; NO_STATE where it isn't shown or not known.

    Those who may only see the outcome see its class; before there is one, that it is in
    hand.
    """
    table = FLOWS.get(flow)
    if table is None:
        return NO_STATE
    try:
        state = table.state(name)
    except KeyError:
        return NO_STATE
    if depth != Depth.OUTCOME:
        return state
    return State(state.name, state.outcome, ended=state.ended) if state.outcome else NO_STATE


def tone(state: State, days_left: int | None = None) -> str:
    """The tone of a referral: ended, running out, or on its way."""
    if state.ended:
        return "closed"
    if days_left is not None and days_left < 0:
        return "danger"
    return "warn" if days_left is not None and days_left <= 3 else "progress"


def due_fact(due_on: object, days_left: int | None) -> Fact:
    """The next last day, for the identity bar."""
    if days_left is None:
        return Fact(_("下一期限"), "—")
    if days_left < 0:
        words = _("%(day)s，已逾期%(n)s日") % {"day": due_on, "n": -days_left}
        return Fact(_("下一期限"), words, "danger")
    words = _("%(day)s，剩%(n)s日") % {"day": due_on, "n": days_left}
    return Fact(_("下一期限"), words, "warn" if days_left <= 3 else "progress")


class Lined(Protocol):
    """What a line of a list says of where its referral stands."""

    @property
    def state(self) -> str: ...
    @property
    def state_label(self) -> Text: ...
    @property
    def ended(self) -> bool: ...
    @property
    def days_left(self) -> int | None: ...


def line_tone(line: Lined) -> str:
    """The tone of a line of the list."""
    return tone(State(line.state, line.state_label, ended=line.ended), line.days_left)


def waiting_words(flow: Flow, view: ReferralView, own: Agency) -> str:
    """Who must act while the referral stands where it does: agencies, one's own with its posts."""
    agencies = {side.role: side.agency for side in view.sides if side.current}
    mine = {side.role for side in view.sides if side.current and side.agency_id == own.pk}
    posts: dict[Role, dict[str, None]] = {}
    for around in states_around(flow, view.state):
        for tell in around.waits_for:
            if tell.must_act and tell.role in mine and tell.post in POSTS_OF_KIND[own.kind]:
                posts.setdefault(tell.role, {})[str(tell.post.label)] = None
    named = {role: f"{agencies[role]}（{'、'.join(each)}）" for role, each in posts.items()}
    return waiting_in(flow, view.state, agencies | named)


def waiting_in(flow: Flow, state: str, agencies: Mapping[Role, str]) -> str:
    """Who must act in a state: the agency of each side, or what the side is called."""
    named = [
        agencies.get(tell.role) or side_name(flow.name, tell.role)
        for around in states_around(flow, state)
        for tell in around.waits_for
        if tell.must_act
    ]
    return "、".join(dict.fromkeys(named))
