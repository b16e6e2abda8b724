"""Who hears of a period of a case, and takes back what was told when it no longer holds."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from agencies.models import Post
from cases.clocks.audience import agencies_that_see, clearances, named_people
from cases.clocks.periods import section_of
from cases.clocks.refresh import SUBJECT
from cases.redaction import Scope, Section
from core.clock import current_day
from deadlines.ladder import HANDLER, LEADER
from deadlines.models import Clock
from deadlines.registry import Rung, on_relieved, on_rung
from inbox.models import Todo
from inbox.services import (
    NoticeInput,
    TodoInput,
    post_notices,
    raise_todos,
    settle_all,
    withdraw_notices,
)

LAPSED = "lapsed"
# Days for which it is news that a right of the party is over: old cases bring no flood of it.
_NEWS_DAYS = 14
_OVERTAKEN = gettext_noop("已有新的提醒")
_ENDED = gettext_noop("期限已终止、中止、撤销或重新计算")
_POST_OF = {HANDLER: Post.HANDLER, LEADER: Post.LEADER}
# Who looks after the periods of others, by kind of agency.
_WATCHING = {
    "justice": Post.SUPERVISION_OFFICER,
    "discipline": Post.SUPERVISION_OFFICER,
    "procuratorate": Post.PROCURATOR,
}


def kind_of(phase: str, rule_key: str) -> str:
    """The kind of to-do or notice about a period of this rule."""
    return f"clock.{phase}.{rule_key}"


@dataclass(frozen=True)
class Desk:
    """Where a to-do lands."""

    agency_id: int
    post: str
    person_id: int | None = None

    @property
    def key(self) -> str:
        return f"person{self.person_id}" if self.person_id else f"{self.agency_id}:{self.post}"


@dataclass
class _Desks:
    """Who may be told of each case; asked once for all rungs of a batch."""

    named: Mapping[int, Mapping[str, Collection[int]]]
    watching: Mapping[tuple[int, str], Mapping[int, Scope]] = field(default_factory=dict)
    cleared: Mapping[str, Mapping[int, Mapping[int, int]]] = field(default_factory=dict)

    def of(self, rung: Rung) -> list[Desk]:
        clock = rung.clock
        post = _POST_OF.get(rung.who)
        if post is None:
            kind = clock.rule.supervisor
            agencies = self.watching.get((clock.subject_id, kind), {})
            told = [agency for agency, scope in agencies.items() if _is_shown(clock, scope)]
            return [
                desk
                for agency in sorted(told)
                for desk in self._watchers(clock, kind, agency, agencies[agency])
            ]
        if clock.subject_id in self.named:
            people = self.named[clock.subject_id].get(post, ())
            return [Desk(clock.agency_id, "", person) for person in sorted(people)]
        return [Desk(clock.agency_id, post)]

    def _watchers(self, clock: Clock, kind: str, agency: int, scope: Scope) -> list[Desk]:
        """The post; where not all who hold it may know of this period, those who may."""
        people = self.cleared.get(kind, {}).get(agency, {})
        fit = [
            person
            for person, clearance in people.items()
            if _is_shown(clock, Scope(scope.profile, min(scope.grade, clearance)))
        ]
        if len(fit) == len(people):
            return [Desk(agency, _WATCHING[kind])]
        return [Desk(agency, "", person) for person in sorted(fit)]


def _is_shown(clock: Clock, scope: Scope) -> bool:
    return scope.shows(Section.CLOCKS) and scope.shows(section_of(clock.rule_key))


def _desks(rungs: Sequence[Rung]) -> _Desks:
    named = named_people({rung.clock.subject_id for rung in rungs})
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for rung in rungs:
        kind = rung.clock.rule.supervisor
        if rung.who not in _POST_OF and kind in _WATCHING:
            asked[kind].add(rung.clock.subject_id)
    watching = {
        (case_id, kind): agencies
        for kind, ids in asked.items()
        for case_id, agencies in agencies_that_see(ids, kind).items()
    }
    cleared = {
        kind: clearances(
            {
                agency
                for (_case, each), found in watching.items()
                if each == kind
                for agency in found
            },
            _WATCHING[kind],
        )
        for kind in asked
    }
    return _Desks(named, watching, cleared)


@on_rung(SUBJECT)
def tell(rungs: Sequence[Rung]) -> None:
    """A to-do for each desk, in place of an earlier one about the same period.

    A right of the party or a time to wait that is over is only a notice, and only while it is
    news; of a case that is recorded later the page itself tells. The supervising
    body hears of a case only where it may see it.
    """
    desks = _desks(rungs)
    todos: list[TodoInput] = []
    notices: list[NoticeInput] = []
    today = current_day()
    for rung in rungs:
        clock = rung.clock
        if clock.lapses and (today - clock.due_on).days > _NEWS_DAYS:
            continue
        for desk in desks.of(rung):
            key = f"clock:{clock.pk}:{desk.key}:{clock.due_on}:{rung.key}"
            if clock.lapses:
                notices.append(
                    NoticeInput(
                        kind=kind_of(LAPSED, clock.rule_key),
                        key=key,
                        agency_id=desk.agency_id,
                        post=desk.post,
                        person_id=desk.person_id,
                        subject_type=SUBJECT,
                        subject_id=clock.subject_id,
                    )
                )
                continue
            todos.append(
                TodoInput(
                    kind=kind_of(rung.phase, clock.rule_key),
                    key=key,
                    agency_id=desk.agency_id,
                    post=desk.post,
                    person_id=desk.person_id,
                    subject_type=SUBJECT,
                    subject_id=clock.subject_id,
                    due_on=clock.due_on,
                )
            )
    _overtake(todos)
    raise_todos(todos)
    post_notices(notices)


def _overtake(todos: Sequence[TodoInput]) -> None:
    """Withdraw what these desks were told earlier about the same clocks."""
    new = {todo.key for todo in todos}
    desks = {_stem(key) for key in new}
    older = _todos_about({todo.subject_id for todo in todos}).filter(settled_at__isnull=True)
    keys = [
        key for key in older.values_list("key", flat=True) if _stem(key) in desks and key not in new
    ]
    if keys:
        settle_all(actor=None, keys=keys, reason=_OVERTAKEN)


def _stem(key: str) -> str:
    """Clock and desk of a key."""
    return key.rsplit(":", 2)[0]


@on_relieved(SUBJECT)
def take_back(clocks: Sequence[Clock]) -> None:
    """The ground is gone: paid, decided, paused, or a date was corrected."""
    stems = tuple(f"clock:{clock.pk}:" for clock in clocks)
    ids = {clock.subject_id for clock in clocks}
    keys = [key for key in _todos_about(ids).values_list("key", flat=True) if key.startswith(stems)]
    if keys:
        settle_all(actor=None, keys=keys, reason=_ENDED)
    lapsed = [clock for clock in clocks if clock.lapses]
    if lapsed:
        withdraw_notices(
            actor=None,
            subject_type=SUBJECT,
            subject_ids={clock.subject_id for clock in lapsed},
            kinds={kind_of(LAPSED, clock.rule_key) for clock in lapsed},
        )


def _todos_about(case_ids: Collection[int]) -> QuerySet[Todo]:
    return Todo.objects.filter(
        subject_type=SUBJECT, subject_id__in=case_ids, key__startswith="clock:"
    )
