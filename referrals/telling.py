"""To-dos of those who must act where a referral stands, and notices to those who are told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import POSTS_OF_KIND, Agency, Posting
from inbox.models import Outcome, Todo
from inbox.registry import register_kind
from inbox.services import NoticeInput, TodoInput, post_notices, raise_todos, settle_all
from referrals.clocks.facts import SUBJECT
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK, Flow, Role, Transition
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.standing import Asked, Standing

_LEFT = gettext_noop("已有新的进展")


def todo_kind(flow: str, name: str) -> str:
    """The kind of to-do of those who must act in a state."""
    return f"referral.{flow}.wait.{name}"


def notice_kind(flow: str, transition: str) -> str:
    """The kind of notice about a transition that was made."""
    return f"referral.{flow}.done.{transition}"


@dataclass(frozen=True)
class Posts:
    """Which posts the agencies have, by their kind, and which of those somebody holds."""

    possible: Mapping[int, frozenset[str]]
    held: Mapping[int, frozenset[str]]

    def first(self, agency_id: int, posts: Iterable[str]) -> str:
        """The first of these posts that somebody holds, or else that there could be; or ""."""
        there = [post for post in posts if post in self.possible.get(agency_id, ())]
        held = [post for post in there if post in self.held.get(agency_id, ())]
        return next(iter(held or there), "")


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


def acting(standing: Standing, posts: Posts) -> dict[tuple[int, Role], str]:
    """Who must act, side by side, with the post that the queue names."""
    wanted: dict[tuple[int, Role], list[str]] = {}
    if standing.ended_at is None:
        for each in standing.asked:
            role = each.tell.role
            if each.tell.must_act and (agency := standing.sides.get(role)) is not None:
                wanted.setdefault((agency, role), []).append(each.tell.post)
    found = {desk: posts.first(desk[0], named) for desk, named in wanted.items()}
    return {desk: post for desk, post in found.items() if post}


def follow_todos(
    referral: Referral,
    standing: Standing,
    posts: Posts,
    *,
    rows: Collection[ReferralAccess],
    due: Mapping[int, date | None],
) -> None:
    """Raise the to-dos of where it stands now, and settle those of where it stood."""
    wanted = {
        todo.key: todo
        for each in (standing.asked if standing.ended_at is None else ())
        if each.tell.must_act
        for todo in _todos(referral, standing, posts, each, rows, due)
    }
    live = Q(settled_at__isnull=True) | Q(outcome=Outcome.DONE, ground_ended_at__isnull=True)
    raised = Todo.objects.filter(
        live, subject_type=SUBJECT, subject_id=referral.pk, key__startswith=_stem(referral)
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
) -> None:
    """Notices to those who are only told."""
    named = {(row.agency_id, row.role): row.person_id for row in rows}
    items: dict[str, NoticeInput] = {}
    for each in done.tells:
        agency = standing.sides.get(each.role)
        if each.must_act or agency is None or each.post not in posts.possible.get(agency, ()):
            continue
        person = named.get((agency, each.role)) if referral.confidential else None
        key = f"{_stem(referral)}{step.number}:{agency}:{person or each.post}"
        items[key] = NoticeInput(
            kind=notice_kind(referral.flow, done.name),
            key=key,
            agency_id=agency,
            post="" if person else each.post,
            person_id=person,
            subject_type=SUBJECT,
            subject_id=referral.pk,
        )
    if items:
        post_notices(list(items.values()))


def register_kinds() -> None:
    """Name the to-dos of every state and the notices of every transition."""
    waiting, done = lazy(_waiting, str), lazy(_done, str)
    for flow in FLOWS.values():
        counted = not flow.confidential
        for state in flow.states:
            kind = todo_kind(flow.name, state.name)
            register_kind(kind, waiting(flow, state.name), counted=counted)
        for transition in flow.transitions:
            register_kind(notice_kind(flow.name, transition.name), done(flow, transition.name))
        register_kind(notice_kind(flow.name, TAKE_BACK), done(flow, TAKE_BACK))


def _waiting(flow: Flow, name: str) -> str:
    return _("%(flow)s：%(state)s") % {"flow": flow.label, "state": flow.state(name).label}


def _done(flow: Flow, name: str) -> str:
    label = _("撤回") if name == TAKE_BACK else flow.transition(name).label
    return _("%(flow)s：%(done)s") % {"flow": flow.label, "done": label}


def _stem(referral: Referral) -> str:
    return f"referral:{referral.pk}:"


def _todos(
    referral: Referral,
    standing: Standing,
    posts: Posts,
    each: Asked,
    rows: Collection[ReferralAccess],
    due: Mapping[int, date | None],
) -> Iterable[TodoInput]:
    agency = standing.sides.get(each.tell.role)
    if agency is None or each.tell.post not in posts.possible.get(agency, ()):
        return
    named = {(row.agency_id, row.role): row.person_id for row in rows}
    person = named.get((agency, each.tell.role)) if referral.confidential else None
    desk = f"person{person}" if person else f"{agency}:{each.tell.post}"
    yield TodoInput(
        kind=todo_kind(referral.flow, each.name),
        key=f"{_stem(referral)}{each.name}:{each.step}:{desk}",
        agency_id=agency,
        post="" if person else each.tell.post,
        person_id=person,
        subject_type=SUBJECT,
        subject_id=referral.pk,
        due_on=due.get(agency),
    )
