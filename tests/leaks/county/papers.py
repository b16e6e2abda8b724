"""One paper per way of being seen.

| paper | issuer | about | seen by others |
|---|---|---|---|
| draft | market | shared | nobody |
| letter | market | shared | the police; the procuratorate has a copy |
| inner | market | restricted | nobody, and at the market only the clerk |
| urban_letter | urban | urban | the township, whose clerk isn't cleared for it |
"""

from typing import Any

from core.outbox import drain
from documents.services import Recipient, Subject, draft_document, issue_document
from tests.documents.papers import INTERNAL, KIND, complete
from tests.leaks.county.people import MARKET, URBAN
from tests.leaks.county.things import County
from tests.leaks.planted import PASSED, Markers

_WORDS = frozenset({PASSED})


def write_papers(county: County) -> None:
    """What the market writes, and to whom it goes."""
    world = county.world
    _draft(county, "draft", "clerk", "shared", dict.fromkeys(MARKET, _WORDS), purpose="later")
    receivers = ("police_intake", "procurator", "chief_procurator")
    seen = {**dict.fromkeys(MARKET, _WORDS), **dict.fromkeys(receivers, _WORDS)}
    _draft(county, "letter", "clerk", "shared", seen)
    _sign(county, "letter", "leader", Recipient(world.police.pk), copy(world.procuratorate.pk))
    _draft(county, "inner", "clerk", "restricted", {"clerk": _WORDS}, kind=INTERNAL)
    _sign(county, "inner", "clerk")


def write_hidden_papers(county: County) -> None:
    """What only another agency has, and one that isn't cleared for it."""
    _draft(county, "urban_letter", "urban_clerk", "urban", dict.fromkeys(URBAN, _WORDS))
    _sign(county, "urban_letter", "urban_leader", Recipient(county.world.township.pk))


def copy(agency_id: int) -> Recipient:
    """A copy for an agency."""
    return Recipient(agency_id, is_copy=True)


def _draft(
    county: County,
    name: str,
    by: str,
    case: str,
    levels: dict[str, frozenset[str]],
    *,
    kind: str = KIND,
    purpose: str = "",
) -> None:
    tag = f"paper_{name}"
    markers = Markers(tag, serial=len(county.markers) + 1)
    county.markers[tag], county.levels[tag] = markers, dict(levels)
    values: dict[str, Any] = complete(kind)
    for section, value in values.items():
        if value == "内容":
            values[section] = markers.word(PASSED)
    pk = county.cases[case].pk
    county.papers[name] = draft_document(
        actor=county.people[by],
        kind=kind,
        subject=Subject("case", pk, pk),
        values=values,
        purpose=purpose,
    )


def _sign(county: County, name: str, by: str, *recipients: Recipient) -> None:
    county.papers[name] = issue_document(
        actor=county.people[by], document_id=county.papers[name].pk, recipients=recipients
    )
    drain()
