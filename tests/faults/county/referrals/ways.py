"""What is passed on in a run, written down before it begins."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from cases.models import Case, Channel
from cases.services.record import NewCase, record_cases
from documents.services import Subject, draft_document, issue_document
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK
from tests.cases.factory import investigation
from tests.documents.papers import complete
from tests.faults.county import receiver
from tests.personas import World
from tests.referrals.county import County, make_county, paper_for
from tests.referrals.driving import filled

SIGN_FOR = "sign_for"
# One referral for so many cases of the strand of time.
_CASES_EACH = 4
_AT_ONCE = 200
# What decides where it goes, and how long that may take.
_SAID = {
    ("forward", "sign"): {"economic": "no"},
    ("clue", "register"): {"clue_type": "public_interest"},
}
_SENT = (
    ("clerk", "suspect"),
    ("clerk", "report"),
    ("leader", "approve"),
    ("clerk", "hand_over"),
)
_POLICE, _PROCURATORATE, _MARKET = (
    (who, SIGN_FOR) for who in ("police_intake", "procuratorate_intake", "market_intake")
)
# Who does what; how often a way is chosen; the flow, which begins with the first.
_WAYS: tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...] = (
    (
        3,
        "forward",
        (*_SENT, _PROCURATORATE, ("police_intake", "sign"), ("police_leader", "file"), _MARKET),
    ),
    (
        2,
        "forward",
        (
            *_SENT,
            ("police_intake", "sign"),
            _POLICE,
            ("police_leader", "not_file"),
            _MARKET,
            ("clerk", "ask_reconsideration"),
            ("police_leader", "reconsider_uphold"),
            _MARKET,
        ),
    ),
    (
        1,
        "forward",
        (*_SENT, ("clerk", TAKE_BACK), ("clerk", "hand_over"), _PROCURATORATE, _POLICE),
    ),
    (
        3,
        "clue",
        (
            ("clerk", "register"),
            ("clerk", "submit"),
            ("leader", "approve"),
            ("procuratorate_intake", "sign"),
            _PROCURATORATE,
            _MARKET,
            ("chief_procurator", "assign"),
        ),
    ),
    (
        1,
        "consultation",
        (("clerk", "ask_procuratorate"), _PROCURATORATE, ("procurator", "answer"), _MARKET),
    ),
)


@dataclass(frozen=True)
class Act:
    """One transition, or the signing for what was delivered to the agency of `who`."""

    who: str
    name: str
    values: dict[str, Any]
    paper: dict[str, Any] | None = None


@dataclass(frozen=True)
class Way:
    """One referral from its beginning, as far as it goes."""

    number: int
    flow: str
    case_id: int
    acts: tuple[Act, ...]

    def key(self, place: int) -> str:
        """By which an act is known again."""
        return f"way-{self.number}-{place}"


def plan_file() -> Path:
    """Where the plan lies."""
    return receiver.folder() / "ways.json"


def prepare(world: World, random: Random, clocks: int, days: int) -> None:
    """Further agencies and people, a case for each referral, and the plan."""
    county = make_county(world)
    cases = _cases(world, max(1, clocks // _CASES_EACH))
    chances = [chance for chance, _flow, _acts in _WAYS]
    ways = []
    for number, case in enumerate(cases):
        # Each of them once, however few there are.
        chosen = _WAYS[number] if number < len(_WAYS) else random.choices(_WAYS, chances)[0]
        _chance, flow, acts = chosen
        told = tuple(_act(replace(county, case=case), flow, who, name) for who, name in acts)
        if flow == "forward":
            _report(county, case)
        ways.append(asdict(Way(number, flow, case.pk, told)))
    plan_file().write_text(json.dumps(ways), "utf-8")


def planned() -> list[Way]:
    """The plan as it was drawn up."""
    return [
        Way(**{**way, "acts": tuple(Act(**act) for act in way["acts"])})
        for way in json.loads(plan_file().read_text("utf-8"))
    ]


def _cases(world: World, number: int) -> list[Case]:
    data = [investigation(file_number=f"宁市监移〔2026〕{each}号") for each in range(number)]
    last = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for start in range(0, number, _AT_ONCE):
        new = [NewCase(each) for each in data[start : start + _AT_ONCE]]
        record_cases(actor=world.clerk, new=new, channel=Channel.BROWSER)
    return list(Case.objects.filter(pk__gt=last).order_by("pk"))


def _report(county: County, case: Case) -> None:
    """What must go along with a handover, signed before it."""
    for kind in FLOWS["forward"].transition("hand_over").requires:
        draft = draft_document(
            actor=county.clerk,
            kind=kind,
            subject=Subject("case", case.pk, case.pk),
            values=complete(kind),
        )
        issue_document(actor=county.clerk, document_id=draft.pk, recipients=[])


def _act(county: County, flow: str, who: str, name: str) -> Act:
    if name == SIGN_FOR:
        return Act(who, name, {})
    if name == TAKE_BACK:
        return Act(who, name, {"reason": "误操作"})
    table = FLOWS[flow]
    done = table.transition(name)
    said = dict(_SAID.get((flow, name), {}))
    if flow != "forward" and any(field.name == "receiver" for field in done.fields):
        said["receiver"] = county.procuratorate.pk
    if any(field.name == "handler" for field in done.fields):
        said["handler"] = county.procurator.pk
    return Act(who, name, filled(county, table, done, said), paper_for(done))
