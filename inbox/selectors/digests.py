"""What a digest says: figures only, of what is due and new for one person."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from agencies.models import Agency, Person
from inbox.models import Digest, DigestWish, Todo, Webhook
from inbox.registry import confined, day_lines, kind_title, seen_subjects, uncounted_kinds
from inbox.selectors.notices import unread_notices
from inbox.selectors.todos import WEEK, waiting_todos

GROUPS = ("overdue", "today", "week", "new")


@dataclass(frozen=True)
class Group:
    """One part of a digest: how many of each kind, most first, and where they are listed."""

    name: str
    total: int
    kinds: list[tuple[str, int]]
    url: str


def figures_for(actor: Person, on: date, since: datetime) -> dict[str, Any]:
    """Per group and kind, what is open and not a colleague's; *since* bounds the new ones."""
    figures = counts_of(_seen(actor, waiting_todos(actor)), on, since)
    figures["notices"] = unread_notices(actor).count()
    ahead = day_lines(actor, on, on + WEEK)
    figures["days"] = [sum(line.on == on for line in ahead), len(ahead)]
    return figures


def _seen(actor: Person, todos: QuerySet[Todo]) -> QuerySet[Todo]:
    """Those whose subject the actor may see, as the pages show them; one query for each type."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for subject_type, subject_id in todos.order_by().values_list("subject_type", "subject_id"):
        wanted[subject_type].add(subject_id)
    shown = Q(pk__in=[])
    for name, ids in wanted.items():
        shown |= Q(subject_type=name, subject_id__in=seen_subjects(actor, name, ids))
    return todos.filter(shown)


def agency_figures(agency: Agency, on: date, since: datetime) -> dict[str, Any]:
    """The same for all open to-dos of an agency, without those of kinds that aren't counted and
    those about what only named people may know of."""
    todos = Todo.objects.filter(~confined(), agency=agency, settled_at__isnull=True)
    return counts_of(todos.exclude(kind__in=uncounted_kinds()), on, since)


def counts_of(todos: QuerySet[Todo], on: date, since: datetime) -> dict[str, Any]:
    """Group → kind → number, in one query."""
    spans = {
        "overdue": Q(due_on__lt=on),
        "today": Q(due_on=on),
        "week": Q(due_on__gt=on, due_on__lte=on + timedelta(days=7)),
        "new": Q(raised_at__gte=since),
    }
    counts = {name: Count("pk", filter=span) for name, span in spans.items()}
    rows = todos.order_by().values("kind").annotate(**counts).values_list("kind", *spans)
    found: dict[str, dict[str, int]] = {name: {} for name in spans}
    for kind, *numbers in rows:
        for name, number in zip(spans, numbers, strict=True):
            if number:
                found[name][kind] = number
    return found


def groups_of(figures: Mapping[str, Any]) -> list[Group]:
    """The figures in the order in which they press, with the kinds in words."""
    todos = reverse("inbox:todos")
    return [
        Group(
            name=name,
            total=sum(figures.get(name, {}).values()),
            kinds=sorted(
                ((kind_title(kind), number) for kind, number in figures.get(name, {}).items()),
                key=lambda pair: (-pair[1], pair[0]),
            ),
            url=todos if name == "new" else f"{todos}?due={name}",
        )
        for name in GROUPS
    ]


def is_empty(figures: Mapping[str, Any]) -> bool:
    """Whether there is nothing at all to tell."""
    days = figures.get("days", [0, 0])
    return not any(figures.get(name) for name in (*GROUPS, "notices")) and not any(days)


def digests_of(actor: Person) -> QuerySet[Digest]:
    """The digests made for this person; nobody sees another's."""
    return Digest.objects.filter(person=actor)


def wish_of(actor: Person) -> DigestWish | None:
    """What this person asked for."""
    return DigestWish.objects.filter(person=actor).first()


def webhooks() -> dict[int, Webhook]:
    """Agency → where its system is told."""
    return {hook.agency_id: hook for hook in Webhook.objects.select_related("set_by")}
