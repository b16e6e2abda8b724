"""To-dos of those who must act where a referral stands, and notices to those who are told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from agencies.models import POSTS_OF_KIND, Agency, Post, Posting
from inbox.models import Outcome, Todo
from inbox.registry import register_kind
from inbox.services import NoticeInput, TodoInput, post_notices, raise_todos, settle_all
from referrals.audience import Closed
from referrals.clocks.facts import SUBJECT, Period
from referrals.clocks.telling import UNDATED, kind_of
from referrals.flows import FLOWS
from referrals.flows.common import DUTIES, common_label
from referrals.flows.table import TAKE_BACK, Flow, Role, Transition
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import NAMING
from referrals.standing import Asked, Standing

# Somebody must be named for it before anybody reads it.
TO_NAME = "referral.to_name"
_LEFT = gettext_noop("已有新的进展")
_UNDATED = "undated:"
_WORK = (
    Post.HANDLER,
    Post.PROCURATOR,
    Post.JUDGE,
    Post.SUPERVISION_OFFICER,
    Post.COORDINATOR,
    Post.LEADER,
)


def todo_kind(flow: str, name: str, until: str = "") -> str:
    """The kind of to-do of those who must act in a state, or since it under a duty that stays."""
    return f"referral.{flow}.{until or 'wait'}.{name}"


def notice_kind(flow: str, transition: str) -> str:
    """The kind of notice about a transition that was made."""
    return f"referral.{flow}.done.{transition}"


@dataclass(frozen=True)
class Posts:
    """Which posts the agencies have, by their kind, and which of those somebody holds."""

    possible: Mapping[int, frozenset[str]]
    held: Mapping[int, frozenset[str]]

    def there(self, agency_id: int, posts: Iterable[str]) -> list[str]:
        """Those of these posts that the agency can have."""
        named = dict.fromkeys(posts)
        return [post for post in named if post in self.possible.get(agency_id, ())]

    def fit(self, agency_id: int, posts: Iterable[str]) -> list[str]:
        """Those of these posts that somebody holds, or else all that there could be."""
        there = self.there(agency_id, posts)
        held = [post for post in there if post in self.held.get(agency_id, ())]
        return held or there

    def first(self, agency_id: int, posts: Iterable[str]) -> str:
        """The first of them, or ""."""
        return next(iter(self.fit(agency_id, posts)), "")


def posts_of(agency_ids: Collection[int]) -> Posts:
    """Two queries, for all agencies of a referral."""
    kinds = Agency.objects.filter(pk__in=agency_ids).values_list("pk", "kind")
    held: dict[int, set[str]] = {}
    rows = Posting.objects.filter(
        person__agency__in=agency_ids, person__is_active=True, person__is_system=False
    )
    for agency_id, post in rows.values_list("person__agency", "post").distinct():
        held.setdefault(agency_id, set()).add(post)
    return Posts(
        possible={pk: frozenset(POSTS_OF_KIND[kind]) for pk, kind in kinds},
        held={pk: frozenset(posts) for pk, posts in held.items()},
    )


def acting(
    standing: Standing, posts: Posts, *, confidential: bool = False
) -> dict[tuple[int, Role], list[str]]:
    """Who must act, side by side, with the posts that it waits for.

    Of a confidential referral all of them, held or not: by them it is opened, also by who is
    appointed later.
    """
    wanted: dict[tuple[int, Role], list[str]] = {}
    for each in standing.pending:
        role = each.tell.role
        if each.tell.must_act and (agency := standing.sides.get(role)) is not None:
            wanted.setdefault((agency, role), []).append(each.tell.post)
    choose = posts.there if confidential else posts.fit
    found = {desk: choose(desk[0], named) for desk, named in wanted.items()}
    return {desk: held for desk, held in found.items() if held}


def follow_todos(
    referral: Referral,
    standing: Standing,
    posts: Posts,
    *,
    rows: Collection[ReferralAccess],
    due: Mapping[int, date | None],
    closed: Closed,
    undated: Sequence[Period] = (),
) -> None:
    """Raise the to-dos of where it stands now, and settle those of where it stood.

    `undated` are duties without a last day (及时), open until what ends them is done. What is
    restricted goes to those who were named; while there is nobody, to those who name.
    """
    desks = _Desks(referral, posts, rows, closed)
    wanted = {
        todo.key: todo
        for each in standing.pending
        if each.tell.must_act
        for todo in _todos(referral, standing, desks, each, due)
    }
    seats = {(row.agency_id, row.role): row for row in rows if row.ended_at is None}
    wanted |= {
        todo.key: todo
        for each in undated
        if (row := seats.get((each.agency_id or 0, each.role))) is not None
        for todo in _undated(referral, desks, each, row)
    }
    wanted |= {todo.key: todo for todo in _to_name(referral, desks, rows, due)}
    live = Q(settled_at__isnull=True) | Q(outcome=Outcome.DONE, ground_ended_at__isnull=True)
    raised = Todo.objects.filter(
        live,
        Q(key__startswith=stem_of(referral)) | Q(key__startswith=_UNDATED),
        subject_type=SUBJECT,
        subject_id=referral.pk,
    )
    there = dict(raised.values_list("key", "due_on"))
    gone = there.keys() - wanted.keys()
    if gone:
        settle_all(actor=None, keys=gone, reason=_LEFT)
    new = [todo for key, todo in wanted.items() if key not in there or there[key] != todo.due_on]
    if new:
        raise_todos(new)


def tell(
    referral: Referral,
    step: ReferralStep,
    done: Transition,
    standing: Standing,
    posts: Posts,
    rows: Collection[ReferralAccess],
    closed: Closed,
) -> None:
    """Notices to those who are only told."""
    desks = _Desks(referral, posts, rows, closed)
    items: dict[str, NoticeInput] = {}
    for each in done.tells:
        agency = standing.sides.get(each.role)
        if each.must_act or agency is None:
            continue
        for post, person in desks.of(agency, each.role, each.post):
            key = f"{stem_of(referral)}{step.number}:{agency}:{person or post}"
            items[key] = NoticeInput(
                kind=notice_kind(referral.flow, done.name),
                key=key,
                agency_id=agency,
                post=post,
                person_id=person,
                subject_type=SUBJECT,
                subject_id=referral.pk,
            )
    if items:
        post_notices(list(items.values()))


def register_kinds() -> None:
    """Name the to-dos of every state and the notices of every transition."""
    register_kind(TO_NAME, gettext_lazy("限定知悉的移送，待指定承办人员"))
    waiting, done = lazy(_waiting, str), lazy(_done, str)
    for flow in FLOWS.values():
        counted = not flow.confidential
        for state in flow.states:
            kind = todo_kind(flow.name, state.name)
            register_kind(kind, waiting(flow, state.name), counted=counted)
        for transition in flow.transitions:
            for until in {tell.until for tell in transition.tells} - {""}:
                kind = todo_kind(flow.name, transition.target, until)
                owed = lazy(_owed, str)(flow, transition.target, until)
                register_kind(kind, owed, counted=counted)
            register_kind(notice_kind(flow.name, transition.name), done(flow, transition.name))
        register_kind(notice_kind(flow.name, TAKE_BACK), done(flow, TAKE_BACK))


def _waiting(flow: Flow, name: str) -> str:
    return _("%(flow)s：%(state)s") % {"flow": flow.label, "state": flow.state(name).label}


def _owed(flow: Flow, name: str, until: str) -> str:
    said = {"flow": flow.label, "duty": DUTIES[until], "state": flow.state(name).label}
    return _("%(flow)s：%(duty)s（%(state)s）") % said


def _done(flow: Flow, name: str) -> str:
    label = common_label(name) or flow.transition(name).label
    return _("%(flow)s：%(done)s") % {"flow": flow.label, "done": label}


def stem_of(referral: Referral) -> str:
    """How the keys of what is told of a referral begin."""
    return f"referral:{referral.pk}:"


@dataclass(frozen=True)
class _Desks:
    """To whom goes what is for a post on a side of one referral."""

    referral: Referral
    posts: Posts
    rows: Collection[ReferralAccess]
    closed: Closed

    def of(self, agency_id: int, role: str, post: str) -> list[tuple[str, int | None]]:
        """The post, or people by name where not all who hold it may know; none where the
        agency has no such post, or nobody was named yet."""
        if post not in self.posts.possible.get(agency_id, ()):
            return []
        if self.referral.confidential:
            seats = {(row.agency_id, row.role): row.person_id for row in self.rows}
            person = seats.get((agency_id, role))
            return [("", person) if person else (post, None)]
        people = self.closed.desk(self.referral.pk, agency_id, post)
        return [(post, None)] if people is None else [("", person) for person in people]


def _todos(
    referral: Referral,
    standing: Standing,
    desks: _Desks,
    each: Asked,
    due: Mapping[int, date | None],
) -> Iterable[TodoInput]:
    agency = standing.sides.get(each.tell.role)
    for post, person in desks.of(agency, each.tell.role, each.tell.post) if agency else ():
        desk = f"person{person}" if person else f"{agency}:{post}"
        yield TodoInput(
            kind=todo_kind(referral.flow, each.name, each.tell.until),
            key=f"{stem_of(referral)}{each.tell.until or each.name}:{each.step}:{desk}",
            agency_id=agency or 0,
            post=post,
            person_id=person,
            subject_type=SUBJECT,
            subject_id=referral.pk,
            due_on=due.get(agency or 0),
        )


def _undated(
    referral: Referral, desks: _Desks, each: Period, row: ReferralAccess
) -> Iterable[TodoInput]:
    """The to-do of a duty without a last day, for who works there; named people come first."""
    first = desks.posts.first(row.agency_id, (*row.posts, *_WORK))
    if referral.confidential and row.person_id:
        found: list[tuple[str, int | None]] = [("", row.person_id)]
    else:
        found = desks.of(row.agency_id, row.role, first)
    for post, person in found:
        yield TodoInput(
            kind=kind_of(UNDATED, each.rule),
            key=f"{_UNDATED}{referral.pk}:{each.rule}:{each.slot}:{person or row.agency_id}:{post}",
            agency_id=row.agency_id,
            post=post,
            person_id=person,
            subject_type=SUBJECT,
            subject_id=referral.pk,
        )


def _to_name(
    referral: Referral,
    desks: _Desks,
    rows: Collection[ReferralAccess],
    due: Mapping[int, date | None],
) -> Iterable[TodoInput]:
    """To head and intake of each side on which nobody is named who is still there."""
    for row in rows:
        if row.is_open and desks.closed.must_name(referral.pk, row.agency_id):
            held = desks.posts.held.get(row.agency_id, frozenset())
            for post in sorted(NAMING & held):
                yield TodoInput(
                    kind=TO_NAME,
                    key=f"{stem_of(referral)}name:{row.agency_id}:{post}",
                    agency_id=row.agency_id,
                    post=post,
                    subject_type=SUBJECT,
                    subject_id=referral.pk,
                    due_on=due.get(row.agency_id),
                )
