"""What the floors above put on the page of a case: actions and sections.

They register when Django starts; a case asks nobody by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agencies.models import Person
from cases.selectors import CaseView


@dataclass(frozen=True)
class CaseAction:
    """A link to a form, among the actions of a case.

    `key` names what it begins, for other parts of the page that lead there.
    """

    label: str
    url: str
    primary: bool = False
    key: str = ""


@dataclass(frozen=True)
class CaseRun:
    """Something begun from the case, as far as this viewer sees it, with where it stands.

    `key` is that of the action that begins such a thing.
    """

    key: str
    label: str
    url: str
    state: str
    tone: str
    ended: bool


@dataclass(frozen=True)
class CaseSection:
    """A panel of the page of a case: a template of the floor above, with what it draws.

    `runs` are for other parts of the page that speak of the same.
    """

    key: str
    title: str
    template: str
    context: Mapping[str, Any]
    runs: Sequence[CaseRun] = ()


ActionSource = Callable[[Person, CaseView], Sequence[CaseAction]]
SectionSource = Callable[[Person, CaseView], Sequence[CaseSection]]

_actions: dict[str, ActionSource] = {}
_sections: dict[str, SectionSource] = {}


def register_actions(name: str, source: ActionSource) -> None:
    """Add actions; *source* returns those that make sense for this viewer and this case.

    Registering the same name again replaces it.
    """
    _actions[name] = source


def register_sections(name: str, source: SectionSource) -> None:
    """Add panels; *source* shows only what this viewer may see."""
    _sections[name] = source


def actions_beyond(actor: Person, view: CaseView) -> list[CaseAction]:
    """The actions of all floors above, in the order in which they registered."""
    return [action for source in _actions.values() for action in source(actor, view)]


def sections_beyond(actor: Person, view: CaseView) -> list[CaseSection]:
    """The panels of all floors above, in the order in which they registered."""
    return [section for source in _sections.values() for section in source(actor, view)]
