"""What a row of the table says, and how the things it names are found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.models import Delivery
from tests.leaks.county import County

# status → who gets it
Answers = Mapping[int, Collection[str]]
# thing → answers; NOTHING for an address without a thing in it
ByThing = Mapping[str, Answers]
Data = Callable[[County, str], dict[str, Any]]
NOTHING = ""


def no_data(county: County, thing: str) -> dict[str, Any]:
    """A POST that needs to say nothing."""
    return {}


def says(**values: Any) -> Data:
    """A POST that says this of whatever thing."""
    return lambda county, thing: dict(values)


@dataclass(frozen=True)
class Row:
    """One address."""

    name: str
    kind: str = NOTHING  # which of `THINGS` its argument names
    get: ByThing = field(default_factory=dict)
    post: ByThing = field(default_factory=dict)
    data: Data = no_data
    open_to_visitors: bool = False  # no sign-in asked
    api: bool = False
    by_token: Collection[str] = ()  # methods that take a token: 403 for a session
    also: int = 404  # what those get who aren't named
    sent_back: Collection[str] = ()  # who is told, and led back, when the thing is gone


def _of(things: Mapping[str, Any], thing: str, *names: str) -> dict[str, Any]:
    """`clue+sign`: the thing of that name, and what the rest of the address says."""
    first, *rest = thing.split("+")
    return {"pk": things[first].pk, **dict(zip(names, rest, strict=True))}


def _delivery(county: County, thing: str) -> Delivery:
    """The way (“letter+police”) of a paper to an agency."""
    paper, receiver = thing.split("+")
    return county.papers[paper].deliveries.get(receiver=getattr(county.world, receiver))


THINGS: dict[str, Callable[[County, str], dict[str, Any]]] = {
    NOTHING: lambda county, thing: {},
    "case": lambda county, thing: {"pk": county.cases[thing].pk},
    "clock": lambda county, thing: {
        "pk": county.cases[thing].pk,
        "clock": county.clocks[thing].pk,
    },
    "pause": lambda county, thing: {
        "pk": county.cases[thing].pk,
        "pause": county.pauses[thing].pk,
    },
    "adjustment": lambda county, thing: {
        "pk": county.cases[thing].pk,
        "adjustment": county.pauses[thing].pk,
    },
    "extension": lambda county, thing: {
        "pk": county.cases[thing].pk,
        "adjustment": county.extensions[thing].pk,
    },
    "party": lambda county, thing: {"pk": county.parties[thing].pk},
    "parties": lambda county, thing: dict(
        zip(("pk", "other"), (county.parties[part].pk for part in thing.split("+")), strict=True)
    ),
    "change": lambda county, thing: {"pk": county.changes[thing].pk},
    "draft": lambda county, thing: {"pk": county.drafts[thing].pk},
    "import": lambda county, thing: {"pk": county.imports[thing].pk},
    "export": lambda county, thing: {"pk": county.exports[thing].pk},
    "subject": lambda county, thing: {
        "subject_type": "case",
        "subject_id": county.cases[thing].pk,
    },
    "paper": lambda county, thing: {"pk": county.papers[thing].pk},
    "paper_file": lambda county, thing: {
        "pk": county.papers[thing.split("+")[0]].pk,
        "form": thing.split("+")[1],
    },
    "paper_delivery": lambda county, thing: {
        "pk": county.papers[thing.split("+")[0]].pk,
        "delivery_id": _delivery(county, thing).pk,
    },
    "delivery": lambda county, thing: {"delivery_id": _delivery(county, thing).pk},
    "file": lambda county, thing: {"pk": county.files[thing].pk},
    "receipt": lambda county, thing: {"pk": _delivery(county, thing).pk},
    "flag": lambda county, thing: {"flag_id": county.flags[thing].pk},
    "todo": lambda county, thing: {"todo_id": county.todos[thing].pk},
    "notice": lambda county, thing: {"notice_id": county.notices[thing].pk},
    "digest": lambda county, thing: {"digest_id": county.digests[thing].pk},
    "agency": lambda county, thing: {"pk": getattr(county.world, thing).pk},
    "series": lambda county, thing: {
        "pk": getattr(county.world, thing.split("+")[0]).pk,
        "kind": thing.split("+")[1],
    },
    "person": lambda county, thing: {"pk": county.people[thing].pk},
    "agreement": lambda county, thing: {"pk": county.agreements[thing].pk},
    "system": lambda county, thing: {"pk": county.speakers[thing].system.pk},
    "token": lambda county, thing: {
        "pk": county.speakers[thing].system.pk,
        "token_id": county.speakers[thing].token.pk,
    },
    "key": lambda county, thing: {"system": "oa", "external_id": thing},
    "reference": lambda county, thing: {"pk": county.reference[thing].pk},
    "article": lambda county, thing: {"pk": county.reference["law"].pk, "article": thing},
    "kind": lambda county, thing: {"kind": thing},
    "rule": lambda county, thing: {"key": thing},
    "year": lambda county, thing: {"year": int(thing)},
    "calendar": lambda county, thing: {"pk": county.years[thing].pk},
    "event": lambda county, thing: {"pk": county.events[thing].pk},
    "referral": lambda county, thing: {"pk": county.referrals[thing].pk},
    "beginning": lambda county, thing: dict(zip(("flow", "name"), thing.split("+"), strict=True)),
    "item": lambda county, thing: _of(county.referrals, thing, "item"),
    "act": lambda county, thing: _of(county.referrals, thing, "name"),
    "track": lambda county, thing: _of(county.referrals, thing, "flow", "name"),
    "root": lambda county, thing: _of(county.cases, thing, "flow", "name"),
    "local": lambda county, thing: {"pk": county.local_values[thing].pk},
}
