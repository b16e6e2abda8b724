"""What the other apps tell the inbox: kinds, subjects, panels, links, days.

Registered from ``AppConfig.ready``; registering the same name again replaces it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from agencies.models import Person
from audit.registry import Text
from core.clock import current_day


@dataclass(frozen=True)
class SubjectLine:
    """How a subject is named to one viewer, and where it opens."""

    label: str
    url: str


@dataclass(frozen=True)
class PanelLine:
    """One line of a home panel: a link with a note and, when it has one, a last day."""

    label: str
    url: str
    note: str = ""
    due_on: date | None = None

    @property
    def days_left(self) -> int | None:
        """Calendar days until the last day, below zero once it is past."""
        return None if self.due_on is None else (self.due_on - current_day()).days


@dataclass(frozen=True)
class Panel:
    """A box on the home page. ``count`` is what it stands for when lines are cut."""

    title: str
    lines: Sequence[PanelLine]
    empty: str
    count: int | None = None
    more_url: str = ""
    urgent: bool = False

    @property
    def figure(self) -> str:
        """The count in words short enough for a tag; a panel counts no further than CAP."""
        return capped(self.count or 0)


@dataclass(frozen=True)
class DayLine:
    """One thing that falls on a day of the month view, as one viewer sees it."""

    on: date
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class DayMark:
    """What the calendar says of a day: its name, if it has one, and whether one works."""

    name: str
    works: bool


@dataclass(frozen=True)
class QuickLink:
    label: str
    url: str


# What a counter counts up to; beyond it "99+" says enough.
CAP = 100


def capped(number: int) -> str:
    """A figure for a badge, a tag or a tile."""
    return str(number) if number < CAP else f"{CAP - 1}+"


@dataclass(frozen=True)
class SeenRows:
    """Which subjects of a type somebody may see, as rows: so that several types are asked for at
    once. `field` holds the id of the subject."""

    rows: Callable[[Person, Collection[int]], QuerySet[Any, Any]]
    field: str = "pk"

    def __call__(self, actor: Person, ids: Collection[int]) -> set[int]:
        """The ids alone."""
        return set(self.rows(actor, ids).values_list(self.field, flat=True))


SeenSubjects = Callable[[Person, Collection[int]], set[int]]
SubjectResolver = Callable[[Person, Collection[int]], dict[int, SubjectLine]]
ConfinedRows = Callable[[OuterRef], QuerySet[Any]]
PanelSource = Callable[[Person], Panel | Sequence[Panel] | None]
LinkSource = Callable[[Person], Sequence[QuickLink]]
DaySource = Callable[[Person, date, date], Sequence[DayLine]]
MarkSource = Callable[[date, date], Mapping[date, DayMark]]

_kinds: dict[str, Text] = {}
_uncounted: set[str] = set()
_subjects: dict[str, SubjectResolver] = {}
_seen: dict[str, SeenSubjects] = {}
_confined: dict[str, ConfinedRows] = {}
_panels: dict[str, PanelSource] = {}
_links: dict[str, LinkSource] = {}
_days: dict[str, DaySource] = {}
_marks: dict[str, MarkSource] = {}
_SATURDAY = 5


def register_kind(kind: str, title: Text, *, counted: bool = True) -> None:
    """Name a kind of to-do or notice; one of an unnamed kind cannot be raised.

    Not *counted* are those of which the figures of an agency say nothing: that there is one
    at all is for those whom it waits for.
    """
    _kinds[kind] = title
    (_uncounted.discard if counted else _uncounted.add)(kind)


def uncounted_kinds() -> frozenset[str]:
    """Kinds that stand in no figures of an agency."""
    return frozenset(_uncounted)


def register_subject(
    subject_type: str, resolver: SubjectResolver, seen: SeenSubjects | None = None
) -> None:
    """Say how subjects of this type are labelled.

    *resolver* returns only what the viewer may see: a to-do whose subject is
    missing from its answer is not shown. *seen* tells the same without the labels,
    for counting; left out, *resolver* is asked.
    """
    _subjects[subject_type] = resolver
    _seen.pop(subject_type, None)
    if seen is not None:
        _seen[subject_type] = seen


def register_confined(subject_type: str, rows: ConfinedRows) -> None:
    """Say which subjects of this type only named people may know of: those of whose id, which
    the outer query names, there are rows."""
    _confined[subject_type] = rows


def confined_sources() -> tuple[ConfinedRows, ...]:
    """What `confined` asks, as far as it is registered."""
    return tuple(_confined.values())


def confined() -> Q:
    """Of to-dos and notices: those about something that only named people may know of."""
    found = Q(pk__in=[])
    for subject_type, rows in _confined.items():
        found |= Q(Exists(rows(OuterRef("subject_id"))), subject_type=subject_type)
    return found


def register_panel(name: str, source: PanelSource) -> None:
    """Add a box to the home page; *source* returns None for a viewer it is not for."""
    _panels[name] = source


def register_links(name: str, source: LinkSource) -> None:
    """Add quick links to the home page."""
    _links[name] = source


def register_days(name: str, source: DaySource) -> None:
    """Add lines to the month view: *source* is asked for first to last day, both inclusive.

    It returns only what the viewer may see.
    """
    _days[name] = source


def register_day_marks(name: str, source: MarkSource) -> None:
    """Say which days are off: *source* answers for first to last day, both inclusive.

    A day that no source knows is worked on unless it is a Saturday or Sunday.
    """
    _marks[name] = source


def kind_is_known(kind: str) -> bool:
    return kind in _kinds


def kind_title(kind: str) -> str:
    return str(_kinds.get(kind, kind))


def kind_beside(kind: str, label: str) -> str:
    """What a kind is called beside the label of its subject: what that begins with, up to the
    colon, isn't said twice."""
    title, said = kind_title(kind), label.partition("：")[0]
    rest = title.removeprefix(said).lstrip("：: ") if said else ""
    return rest if rest and title.startswith(said) else title


def kinds() -> dict[str, str]:
    return {kind: str(title) for kind, title in _kinds.items()}


def resolve(actor: Person, subject_type: str, ids: Collection[int]) -> dict[int, SubjectLine]:
    """Lines of the subjects that *actor* may see; none for an unregistered type."""
    resolver = _subjects.get(subject_type)
    return resolver(actor, ids) if resolver and ids else {}


def seen_subjects(actor: Person, subject_type: str, ids: Collection[int]) -> set[int]:
    """Which subjects of this type *actor* may see; none of an unregistered type."""
    seen = _seen.get(subject_type)
    return seen(actor, ids) if seen and ids else set(resolve(actor, subject_type, ids))


def seen_by_type(actor: Person, wanted: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """`seen_subjects` for subjects of several types; one statement for those that are rows."""
    found = {name: set[int]() for name in wanted}
    rows = {name: _seen[name] for name, ids in wanted.items() if ids and name in _seen}
    asked = [
        source.rows(actor, wanted[name]).order_by().values_list(Value(name), source.field)
        for name, source in rows.items()
        if isinstance(source, SeenRows)
    ]
    for name, pk in asked[0].union(*asked[1:], all=True) if asked else ():
        found[name].add(pk)
    others = {name for name in wanted if not isinstance(rows.get(name), SeenRows)}
    return found | {name: seen_subjects(actor, name, wanted[name]) for name in others}


def panels_for(actor: Person) -> list[Panel]:
    """The boxes of the home page, in the order in which they registered."""
    found = (source(actor) for source in _panels.values())
    return [
        panel
        for each in found
        if each is not None
        for panel in ([each] if isinstance(each, Panel) else each)
    ]


def links_for(actor: Person) -> list[QuickLink]:
    return [link for source in _links.values() for link in source(actor)]


def day_lines(actor: Person, first: date, last: date) -> list[DayLine]:
    """What the other rooms have on these days, in the order of days."""
    lines = [line for source in _days.values() for line in source(actor, first, last)]
    return sorted(lines, key=lambda line: (line.on, line.label))


def day_marks(first: date, last: date) -> dict[date, DayMark]:
    """Every day from first to last, and whether one works on it."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    marks = {day: DayMark("", day.weekday() < _SATURDAY) for day in days}
    for source in _marks.values():
        marks.update(source(first, last))
    return marks
