"""Referrals as lines of a list, each cut to the depth of the viewer's side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Person
from audit.registry import Text
from core.clock import current_day
from referrals.display import GONE_ON, NO_STATE, state_of, waiting_in
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Flow, Role, State
from referrals.models import ReferralAccess
from referrals.policies import must_name
from referrals.selectors.about import about_of
from referrals.selectors.mine import is_mine, receipt_of
from referrals.selectors.of_case import next_due_of
from referrals.selectors.titles import titles_of
from referrals.showing import shown_state


@dataclass(frozen=True)
class QueueLine:
    """One referral in the list, cut to the depth of the viewer's side."""

    id: int
    title: str
    flow: str
    flow_label: Text
    state: str
    state_label: Text
    ended: bool
    role: str
    sender: str
    receiver: str
    moved_at: dt.datetime
    due_on: dt.date | None
    days_left: int | None
    # Who must act, in words; "" for those who may only see the outcome.
    waits: str
    mine: bool
    version: int
    may_sign_for: bool = False
    # Somebody must be named for it before anybody reads it.
    to_name: bool = False
    # The party and the number of the case, as far as the viewer sees that.
    about: str = ""

    @property
    def whole(self) -> str:
        """What it is called, with whom it is about."""
        return f"{self.title}：{self.about}" if self.about else self.title


def lines_of(
    actor: Person, rows: Sequence[ReferralAccess], *, named: bool = True
) -> list[QueueLine]:
    """Rows with their referral, sender, receiver and suspect read, as lines.

    `named` says whom each is about; on the page of the case that is plain.
    """
    today = current_day()
    known = [row for row in rows if not must_name(row)]
    titles = titles_of(actor, known)
    about = about_of(actor, {row.referral for row in known}) if named else {}
    on_case = next_due_of(actor, {row.referral for row in known if _has_days(row)})
    return [
        _line(
            actor,
            row,
            titles.get(row.referral_id, ""),
            about.get(row.referral_id, ""),
            due_on=min(filter(None, (row.due_on, on_case.get(row.referral_id))), default=None),
            today=today,
        )
        for row in rows
    ]


def _has_days(row: ReferralAccess) -> bool:
    """Whether its side is shown what runs, on its case too."""
    return row.is_open and row.depth != Depth.OUTCOME and row.referral.ended_at is None


def _line(
    actor: Person,
    row: ReferralAccess,
    title: str,
    about: str,
    *,
    due_on: dt.date | None,
    today: dt.date,
) -> QueueLine:
    referral = row.referral
    flow = FLOWS.get(referral.flow)
    gone = row.ended_at is not None
    state = GONE_ON if gone else _state(row)
    return QueueLine(
        id=referral.pk,
        title=title or str(flow.label if flow else referral.flow),
        flow=referral.flow,
        flow_label=flow.label if flow else referral.flow,
        state=state.name,
        state_label=state.label,
        ended=gone or referral.ended_at is not None,
        role=row.role,
        sender=referral.sender.short_name or referral.sender.name,
        receiver=_receiver(row),
        moved_at=row.moved_at,
        due_on=due_on,
        days_left=(due_on - today).days if due_on and row.is_open else None,
        waits=_waits(flow, row) if flow is not None else "",
        mine=is_mine(actor, row),
        version=row.version,
        may_sign_for=receipt_of(actor, row) is not None,
        to_name=must_name(row),
        about=about,
    )


def _state(row: ReferralAccess) -> State:
    """Where it stands, as far as this side sees it stand there."""
    referral, flow = row.referral, FLOWS.get(row.flow)
    if flow is not None and not shown_state(flow, referral.state, {Role(row.role)}):
        return NO_STATE
    return state_of(referral.flow, referral.state, row.depth)


def _receiver(row: ReferralAccess) -> str:
    """Who receives it; not for an agency from which it went on to another."""
    receiver = None if row.ended_at else row.referral.receiver
    return (receiver.short_name or receiver.name) if receiver is not None else ""


def _waits(flow: Flow, row: ReferralAccess) -> str:
    referral = row.referral
    if row.depth == Depth.OUTCOME or row.ended_at or referral.ended_at:
        return ""
    if not shown_state(flow, referral.state, {Role(row.role)}):
        return ""
    agencies = {Role.SENDER: referral.sender.short_name or referral.sender.name}
    if referral.receiver is not None:
        agencies[Role.RECEIVER] = referral.receiver.short_name or referral.receiver.name
    return waiting_in(flow, referral.state, agencies)
