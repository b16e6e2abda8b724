"""What was asked for, as the log keeps it: words in clear, numbers of people as hashes."""

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from audit.services import hashed
from core.text import to_halfwidth

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Numbers of people and phones, whole or begun, also with something in between that isn't seen or
# parts them, and those of passports and permits.
_BETWEEN = r"[\s._/·・•‐-―\u200b-\u200f\u2060\ufeff-]{0,3}"
_NUMBER = re.compile(
    rf"\d(?:{_BETWEEN}\d){{10,}}(?:{_BETWEEN}[Xx])?|(?<![A-Za-z0-9])[A-Za-z]{{1,2}}\d{{7,10}}(?![A-Za-z0-9])"
)


def asked_words(text: str) -> str:
    """A text that was typed into a search, with every number of a person as a hash."""
    plain = to_halfwidth(text.strip())
    return _NUMBER.sub(lambda found: hashed(re.sub(r"[^0-9A-Za-z]", "", found[0]).upper()), plain)


def asked(wanted: "DataclassInstance") -> dict[str, Any]:
    """The conditions of a filter that aren't at their default."""
    said = {
        field.name: getattr(wanted, field.name)
        for field in fields(wanted)
        if getattr(wanted, field.name) != field.default
    }
    return {
        name: asked_words(value) if isinstance(value, str) else value
        for name, value in said.items()
    }
