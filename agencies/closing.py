"""What waits for an agency and would wait for ever once it is closed: apps above tell of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Agency, Person

# What waits for an agency, in words and figures for somebody who sees no case.
Waiting = Callable[[Agency], Sequence[str]]
_tellers: list[Waiting] = []


@dataclass(frozen=True)
class Succession:
    """What passes to the successor of an agency that is closed.

    `preview` says in words and figures what would pass, to somebody who sees no case; `pass_on`
    does it (actor, agency, successor) and returns the figures for the log. It raises
    ValidationError where it can't be done.
    """

    preview: Waiting
    pass_on: Callable[[Person | None, Agency, Agency], Mapping[str, int]]


_successions: dict[str, Succession] = {}


def register_succession(name: str, succession: Succession) -> None:
    """Let this pass on too; in the order of registering, the floors below come first."""
    _successions[name] = succession


def passing_on(agency: Agency) -> list[str]:
    """What would pass to a successor, in words and figures."""
    return [line for each in _successions.values() for line in each.preview(agency)]


def pass_on(actor: Person | None, agency: Agency, successor: Agency) -> dict[str, int]:
    """Let everything pass to the successor; the figures of what did."""
    figures: dict[str, int] = {}
    for each in _successions.values():
        figures |= each.pass_on(actor, agency, successor)
    return figures


def register_waiting(teller: Waiting) -> None:
    """Ask this one too before an agency is closed; call it from `AppConfig.ready`."""
    if teller not in _tellers:
        _tellers.append(teller)


def refuse_while_awaited(agency: Agency) -> None:
    """Raise ValidationError that says what waits for an agency which is about to be closed."""
    matters = [line for teller in _tellers for line in teller(agency)]
    if matters:
        said = _(
            "该机关还有待其办理的事项：%(matters)s。请先办结，或者请对方机关收回，或者用“停用并"
            "移交”指定承接其职责的机关。"
        )
        raise ValidationError({"is_active": said % {"matters": _("、").join(matters)}})
