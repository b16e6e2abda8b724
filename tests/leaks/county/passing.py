"""One referral per way of being seen.

| referral | sender | seen by others |
|---|---|---|
| clue | market | the justice bureau, which has signed for it |
| waiting | market | the justice bureau, which hasn't |
| review | market | nobody: its leader hasn't sent it |
| hushed | market | nobody, and at the market only the clerk: it hangs on a restricted case |
| official | the market's leader | the discipline commission; at the market nobody else |
| urban_clue | urban | nobody |
"""

from typing import Any

from core.clock import current_moment
from referrals.models import Referral
from referrals.services import perform, start_referral
from tests.leaks.county.people import MARKET, URBAN
from tests.leaks.county.things import County
from tests.leaks.planted import ANSWERED, PASSED, Markers

_SENDERS = frozenset({PASSED})
_BOTH = _SENDERS | {ANSWERED}


def pass_on(county: County) -> None:
    """What the market passes on, to whom, and how far it got."""
    # What the receipt says is read by the sender, to whom it goes; a legal reviewer takes no
    # papers in.
    senders = {**dict.fromkeys(MARKET, _BOTH), "legal_reviewer": _SENDERS}
    _clue(county, "clue", {**senders, "justice_officer": _BOTH})
    _send(county, "clue")
    said = county.markers["clue"].word(ANSWERED)
    receipt = {"received_by": "叶清和", "paper_number": "宁市监线移1号", "name": "线索"}
    values = {"received_at": current_moment().isoformat(), "material_check": said}
    _move(county, "clue", "justice_officer", "sign", values, receipt)
    _clue(county, "waiting", {**dict.fromkeys(MARKET, _SENDERS), "justice_officer": _SENDERS})
    _send(county, "waiting")
    _clue(county, "review", dict.fromkeys(MARKET, _SENDERS))
    _submit(county, "review")
    _clue(county, "hushed", {"clerk": _SENDERS}, case_id=county.cases["restricted"].pk)
    _official(county)


def pass_on_hidden(county: County) -> None:
    """What only another agency has."""
    _clue(county, "urban_clue", dict.fromkeys(URBAN, _SENDERS), by="urban_clerk")


def clue_values(name: str, summary: str) -> dict[str, Any]:
    """A clue that may be registered."""
    return {
        "name": name,
        "clue_type": "irregular",
        "source": "inspection",
        "found_on": "2026-03-02",
        "subjects": "某单位",
        "summary": summary,
        "opinion": "建议移送。",
        "secrecy": "internal",
    }


def _clue(
    county: County,
    name: str,
    levels: dict[str, frozenset[str]],
    *,
    by: str = "clerk",
    case_id: int | None = None,
) -> None:
    markers = Markers(name, serial=len(county.markers) + 1)
    county.markers[name], county.levels[name] = markers, dict(levels)
    values = clue_values(markers.word(PASSED), markers.word(PASSED))
    county.referrals[name] = start_referral(
        actor=county.people[by], flow="clue", case_id=case_id, values=values
    )


def _submit(county: County, name: str) -> None:
    receiver = {"receiver": county.world.justice.pk}
    _move(county, name, "clerk", "submit", receiver)


def _send(county: County, name: str) -> None:
    _submit(county, name)
    values = {
        "receiver": county.world.justice.pk,
        "legal_reason": "执法监督条例",
        "materials": "笔录",
        "contact": "林知远",
    }
    letter = {"name": "线索", "subjects": ["某单位"], "summary": "线索内容"}
    _move(county, name, "leader", "approve", values, letter)


def _official(county: County) -> None:
    """A clue on an official, sent on the confidential way."""
    markers = Markers("official", serial=len(county.markers) + 1)
    county.markers["official"] = markers
    county.levels["official"] = {"leader": _SENDERS, "discipline_officer": _SENDERS}
    values = {
        "name": markers.word(PASSED),
        "official_type": "duty_violation",
        "found_on": "2026-03-02",
        "subjects": markers.word(PASSED),
        "summary": markers.word(PASSED),
        "receiver": county.world.discipline.pk,
    }
    county.referrals["official"] = start_referral(
        actor=county.people["leader"], flow="discipline", values=values
    )
    letter = {"contact": "贺青川"}
    _move(county, "official", "leader", "send", values, letter)


def _move(
    county: County,
    name: str,
    who: str,
    transition: str,
    values: dict[str, Any],
    paper: dict[str, Any] | None = None,
) -> Referral:
    county.referrals[name] = perform(
        actor=county.people[who],
        referral_id=county.referrals[name].pk,
        transition=transition,
        version=None,
        values=values,
        paper=paper,
    )
    return county.referrals[name]
