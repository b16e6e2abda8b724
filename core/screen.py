"""What a view hands to the components of the screen: plain values, already redacted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

# A tone is a colour and an icon; the label beside it always says the same in words.
TONES = frozenset({"neutral", "info", "progress", "ok", "warn", "danger", "closed"})

_TONE_OF: dict[str, str] = {
    "draft": "neutral",
    "open": "progress",
    "pending": "progress",
    "overdue": "danger",
    "due_soon": "warn",
    "provisional": "warn",
    "done": "ok",
    "confirmed": "danger",
    "dismissed": "closed",
    "closed": "closed",
    "revoked": "closed",
    "refused": "danger",
    "active": "ok",
    "inactive": "closed",
}


def register_tones(tones: Mapping[str, str]) -> None:
    """Let an app say which tone its status values take; call it from AppConfig.ready().

    Raises ValueError for a tone that no style sheet knows.
    """
    unknown = set(tones.values()) - TONES
    if unknown:
        raise ValueError(f"Unknown tones: {sorted(unknown)}")
    _TONE_OF.update(tones)


def tone_of(value: object) -> str:
    """The tone of a status value; a tone names itself; anything else is neutral."""
    text = str(value)
    return text if text in TONES else _TONE_OF.get(text, "neutral")


@dataclass(frozen=True)
class Fact:
    """One fact of the identity bar. With a tone it is shown as a status tag."""

    label: object
    value: object
    tone: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One line of a summary list.

    `masked` marks a value of which a part is hidden; `withheld` one that the viewer
    may not see at all (its value is not sent). `change_url` leads back to the field.
    """

    label: object
    value: object = ""
    wide: bool = False
    masked: bool = False
    withheld: bool = False
    change_url: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One happening: when, what, told how, by whom."""

    at: date | datetime
    title: object
    text: object = ""
    by: object = ""
    tone: str = ""
