"""What the floors above tell about files: how much is shown, what they may be, who hears.

Registered from ``AppConfig.ready``; registering the same name again replaces it. Whether a
file about a subject is there at all for somebody, `documents.registry` says.
"""

from collections.abc import Callable, Collection, Mapping

from agencies.models import Person
from audit.registry import Text
from documents.models import Attachment

# By id the highest data grade of files that the actor sees of a subject; 0 for none.
Grades = Callable[[Person, Collection[int]], Mapping[int, int]]
InfectedHandler = Callable[[Attachment], None]
Place = Callable[[int], str]

_grades: dict[str, Grades] = {}
_kinds: dict[str, Mapping[str, Text]] = {}
_places: dict[str, Place] = {}
_infected: list[InfectedHandler] = []


def register_grades(subject_type: str, grades: Grades) -> None:
    """Say how far files about such subjects are shown; else the clearance of who looks."""
    _grades[subject_type] = grades


def register_kinds(subject_type: str, kinds: Mapping[str, Text]) -> None:
    """Say which kinds of paper files about such subjects may be, besides plain material."""
    _kinds[subject_type] = kinds


def register_place(subject_type: str, place: Place) -> None:
    """Say on which page the files about a subject are listed; else where the subject opens."""
    _places[subject_type] = place


def place_of(subject_type: str, subject_id: int, otherwise: str) -> str:
    """The address of the page that lists the files."""
    place = _places.get(subject_type)
    return place(subject_id) if place else otherwise


def on_infected(handler: InfectedHandler) -> InfectedHandler:
    """Call the handler in the transaction in which a file turns out to be infected."""
    if handler not in _infected:
        _infected.append(handler)
    return handler


def grades_of(subject_type: str, actor: Person, ids: Collection[int]) -> Mapping[int, int]:
    """By id the highest grade of files shown to the actor."""
    grades = _grades.get(subject_type)
    return dict.fromkeys(ids, actor.clearance) if grades is None else grades(actor, ids)


def kinds_of(subject_type: str) -> Mapping[str, Text]:
    """What a file about such a subject may be, by key."""
    return _kinds.get(subject_type, {})


def infected_handlers() -> tuple[InfectedHandler, ...]:
    return tuple(_infected)
