"""Who hears of a period of a referral, and takes back what was told when it no longer holds."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Agency, AgencyKind, Post
from cases.clocks.telling import Desk
from core.clock import current_day
from deadlines.calendar import known_rulebook
from deadlines.ladder import HANDLER, LEADER
from deadlines.models import Clock
from deadlines.registry import Phase, Rung, on_relieved, on_rung
from inbox.models import Todo
from inbox.registry import register_kind
from inbox.services import (
    NoticeInput,
    TodoInput,
    post_notices,
    raise_todos,
    settle_all,
    withdraw_notices,
)
from referrals.audience import Closed, closed_among
from referrals.clocks.facts import SUBJECT, rules_of
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Role
from referrals.models import ReferralAccess

LAPSED = "lapsed"
# Of a rule without a number (及时).
UNDATED = "undated"
# For those who wait for the side that is late.
THEIRS = "theirs"
_WAITING = {Role.SENDER, Role.FOLLOWER}
_NEWS_DAYS = 14
_OVERTAKEN = gettext_noop("已有新的提醒")
_ENDED = gettext_noop("期限已终止、中止、撤销或重新计算")
# Who works, and who answers for it, by kind of agency.
_WORKS = {
    AgencyKind.PROCURATORATE: Post.PROCURATOR,
    AgencyKind.COURT: Post.JUDGE,
    AgencyKind.JUSTICE: Post.SUPERVISION_OFFICER,
    AgencyKind.DISCIPLINE: Post.SUPERVISION_OFFICER,
    AgencyKind.COORDINATION: Post.COORDINATOR,
}
_HEADS = {AgencyKind.PROCURATORATE: Post.CHIEF_PROCURATOR}


def kind_of(phase: str, rule_key: str) -> str:
    """The kind of to-do or notice about a period of a referral."""
    return f"referral.clock.{phase}.{rule_key}"


@dataclass(frozen=True)
class _Seats:
    """Who stands where on the referrals of a batch, and of what kind the agencies are."""

    rows: Mapping[int, Sequence[ReferralAccess]]
    kinds: Mapping[int, str]
    closed: Closed

    def desks(self, rung: Rung) -> list[Desk]:
        """The side that must act, its leader, or those who look after it."""
        clock = rung.clock
        seats = [row for row in self.rows.get(clock.subject_id, ()) if row.ended_at is None]
        if rung.who in {HANDLER, LEADER}:
            mine = [row for row in seats if row.agency_id == clock.agency_id]
            desks = [desk for row in mine for desk in self._desk(row, rung.who)]
        else:
            watching = clock.rule.supervisor
            desks = [
                desk
                for row in seats
                if row.agency_id != clock.agency_id and self.kinds[row.agency_id] == watching
                for desk in self._desk(row, HANDLER)
            ]
        return list(dict.fromkeys(desks))

    def waiting(self, clock: Clock) -> list[Desk]:
        """Those who sent it or follow it, while another side is late; who is shown no more than
        an outcome isn't told."""
        seats = [
            row
            for row in self.rows.get(clock.subject_id, ())
            if row.ended_at is None
            and row.agency_id != clock.agency_id
            and row.role in _WAITING
            and row.depth != Depth.OUTCOME
            and not row.referral.confidential
        ]
        desks = [desk for row in seats for desk in self._desk(row, HANDLER)]
        return list(dict.fromkeys(desks))

    def _desk(self, row: ReferralAccess, who: str) -> list[Desk]:
        if row.referral.confidential:
            post = "" if row.person_id else next(iter(row.posts), "")
            return [Desk(row.agency_id, post, row.person_id)]
        post = self._post(row, who)
        people = self.closed.desk(row.referral_id, row.agency_id, post)
        if people is None:
            return [Desk(row.agency_id, post)]
        return [Desk(row.agency_id, "", person) for person in people]

    def _post(self, row: ReferralAccess, who: str) -> str:
        kind = AgencyKind(self.kinds[row.agency_id])
        if who == LEADER:
            return _HEADS.get(kind, Post.LEADER)
        works = _WORKS.get(kind, Post.HANDLER)
        return next(iter(row.posts), works) if row.must_act else works


def _seats(referral_ids: Collection[int]) -> _Seats:
    rows: defaultdict[int, list[ReferralAccess]] = defaultdict(list)
    found = ReferralAccess.objects.filter(referral__in=referral_ids).select_related("referral")
    for row in found.order_by("pk"):
        rows[row.referral_id].append(row)
    agencies = {row.agency_id for each in rows.values() for row in each}
    kinds = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "kind"))
    return _Seats(rows, kinds, closed_among(referral_ids))


@on_rung(SUBJECT)
def tell(rungs: Sequence[Rung]) -> None:
    """A to-do for each desk, in place of an earlier one about the same period.

    A right or a time to wait that is over is only a notice, and only while it is news. Who waits
    for a side that is late is given notice of it.
    """
    seats, today = _seats({rung.clock.subject_id for rung in rungs}), current_day()
    todos: dict[str, TodoInput] = {}
    notices: list[NoticeInput] = []
    for rung in rungs:
        clock = rung.clock
        if clock.lapses and (today - clock.due_on).days > _NEWS_DAYS:
            continue
        for desk in seats.desks(rung):
            key = f"clock:{clock.pk}:{desk.key}:{clock.due_on}:{rung.key}"
            if clock.lapses:
                notices.append(_notice(LAPSED, clock, desk, key))
            else:
                # One desk may be meant by two rungs of a day: a head whose own step it is.
                todos[_stem(key)] = _todo(rung, desk, key)
        if rung.phase == Phase.OVERDUE and not clock.lapses:
            for desk in seats.waiting(clock):
                key = f"clock:{clock.pk}:{desk.key}:{clock.due_on}:{THEIRS}"
                notices.append(_notice(THEIRS, clock, desk, key))
    _overtake([*todos.values()])
    raise_todos([*todos.values()])
    post_notices(notices)


def _todo(rung: Rung, desk: Desk, key: str) -> TodoInput:
    return TodoInput(
        kind=kind_of(rung.phase, rung.clock.rule_key),
        key=key,
        agency_id=desk.agency_id,
        post=desk.post,
        person_id=desk.person_id,
        subject_type=SUBJECT,
        subject_id=rung.clock.subject_id,
        due_on=rung.clock.due_on,
    )


def _notice(phase: str, clock: Clock, desk: Desk, key: str) -> NoticeInput:
    return NoticeInput(
        kind=kind_of(phase, clock.rule_key),
        key=key,
        agency_id=desk.agency_id,
        post=desk.post,
        person_id=desk.person_id,
        subject_type=SUBJECT,
        subject_id=clock.subject_id,
    )


def _overtake(todos: Sequence[TodoInput]) -> None:
    """Withdraw what these desks were told earlier about the same clocks."""
    new = {todo.key for todo in todos}
    stems = {_stem(key) for key in new}
    told = _told({todo.subject_id for todo in todos})
    older = [key for key in told if _stem(key) in stems and key not in new]
    if older:
        settle_all(actor=None, keys=older, reason=_OVERTAKEN)


def _stem(key: str) -> str:
    """Clock and desk of a key."""
    return key.rsplit(":", 2)[0]


def _told(referral_ids: Collection[int]) -> list[str]:
    todos = Todo.objects.filter(
        subject_type=SUBJECT, subject_id__in=referral_ids, key__startswith="clock:"
    )
    return list(todos.values_list("key", flat=True))


@on_relieved(SUBJECT)
def take_back(clocks: Sequence[Clock]) -> None:
    """The ground is gone: done, paused, or counted anew."""
    stems = tuple(f"clock:{clock.pk}:" for clock in clocks)
    keys = [key for key in _told({clock.subject_id for clock in clocks}) if key.startswith(stems)]
    if keys:
        settle_all(actor=None, keys=keys, reason=_ENDED)
    if clocks:
        withdraw_notices(
            actor=None,
            subject_type=SUBJECT,
            subject_ids={clock.subject_id for clock in clocks},
            kinds={kind_of(LAPSED if clock.lapses else THEIRS, clock.rule_key) for clock in clocks},
        )


def register_clock_kinds() -> None:
    """Name the kinds of to-dos and notices about every period that a flow begins."""
    title = lazy(_title, str)
    hushed = {rule for flow in FLOWS.values() if flow.confidential for rule in rules_of(flow)}
    for rule in {rule for flow in FLOWS.values() for rule in rules_of(flow)}:
        for phase in (LAPSED, THEIRS, UNDATED, *Phase):
            register_kind(kind_of(phase, rule), title(phase, rule), counted=rule not in hushed)


def _title(phase: str, rule_key: str) -> str:
    words = {
        Phase.AHEAD: _("期限将届满：%(what)s"),
        Phase.DUE: _("期限今天届满：%(what)s"),
        Phase.OVERDUE: _("期限已届满：%(what)s"),
        LAPSED: _("期间已过：%(what)s"),
        THEIRS: _("对方逾期未办：%(what)s"),
        UNDATED: _("应当及时办理：%(what)s"),
    }
    versions = known_rulebook().rules.get(rule_key)
    return words[phase] % {"what": versions[-1].closing_text if versions else rule_key}
