"""What somebody looks for, and where: the one search box, or the fields of the list."""

from dataclasses import dataclass, field

from django.urls import reverse

from agencies.models import Person
from cases.models import Case, Party
from cases.selectors import visible_cases

# Two rare characters that no name and no text of the county has.
NOBODY = "䶮龘"


@dataclass(frozen=True)
class Sought:
    """A question to an address; the words are what the SQL by hand looks for."""

    words: str
    address: str
    form: dict[str, str] = field(default_factory=dict)


def some_case(someone: Person) -> tuple[Case, Party]:
    """A decided case that this person sees, of a party with a long name where there is one."""
    seen = visible_cases(someone).exclude(decision_key="").prefetch_related("parties")[:300]
    pairs = [(case, party) for case in seen for party in case.parties.all()]
    return max(pairs, key=lambda pair: len(pair[1].name_key))


def search_words(someone: Person) -> dict[str, Sought]:
    """Titles and questions for the box on every page."""
    case, party = some_case(someone)
    words = {
        "number": case.decision_number,
        "two characters": party.name_key[-7:-5] or party.name_key[:2],
        "five characters": party.name_key[-7:-2],
        "two common characters": "餐饮",
        "nothing found": NOBODY,
    }
    address = reverse("cases:list")
    return {
        title: Sought(said, address, {"number" if title == "number" else "party": said})
        for title, said in words.items()
    }
