"""What waits for an agency and would wait for ever once it is closed: apps above tell of it."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Agency

# What waits for an agency, in words and figures for somebody who sees no case.
Waiting = Callable[[Agency], Sequence[str]]
_tellers: list[Waiting] = []


def register_waiting(teller: Waiting) -> None:
    """Ask this one too before an agency is closed; call it from `AppConfig.ready`."""
    if teller not in _tellers:
        _tellers.append(teller)


def refuse_while_awaited(agency: Agency) -> None:
    """Raise ValidationError that says what waits for an agency which is about to be closed."""
    matters = [line for teller in _tellers for line in teller(agency)]
    if matters:
        said = _(
            "该机关还有待其办理的事项：%(matters)s。请先办结，或者请对方机关收回、改送承接"
            "其职责的机关，然后停用。"
        )
        raise ValidationError({"is_active": said % {"matters": _("、").join(matters)}})
