"""What people type when they pass something on."""

from typing import Any

from django.utils import timezone

from agencies.models import AgencyKind
from bench.fill.county import PROCURATOR
from bench.people import named
from bench.referrals.people import CLERK, COLLEAGUE, INTAKE
from cases.models import Charge
from core.clock import current_day, current_moment
from documents.kinds import KINDS, PaperKind
from referrals.flows.table import Field, Kind, Transition

_WORDS = "经查，当事人经营超过保质期的食品，货值金额较大，涉嫌犯罪，材料附后。"
# The procuratorate looks after what harms the public.
_CHOSEN = {"clue_type": "public_interest"}


def values_for(done: Transition) -> dict[str, Any]:
    """Something in every field that must be filled in."""
    return {each.name: _value(each) for each in done.fields if each.required}


def paper_for(done: Transition) -> dict[str, Any] | None:
    """A complete paper, where the transition has one."""
    return complete(KINDS[done.paper]) if done.paper else None


def posted(done: Transition) -> dict[str, Any]:
    """Both as the form of the page sends them."""
    now = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    moments = {each.name: now for each in done.fields if each.kind == Kind.MOMENT}
    values = {f"v-{name}": value for name, value in (values_for(done) | moments).items()}
    sections = {
        f"p-{name}": "\n".join(value) if isinstance(value, list) else value
        for name, value in (paper_for(done) or {}).items()
    }
    return {**values, **sections}


def _value(asked: Field) -> Any:
    match asked.kind:
        case Kind.DAY:
            return current_day().isoformat()
        case Kind.MOMENT:
            return current_moment().isoformat()
        case Kind.MONEY:
            return "86400.50"
        case Kind.COUNT:
            return 3
        case Kind.YES_NO:
            return "no"
        case Kind.CHARGE:
            return Charge.objects.order_by("pk")[0].name
        case Kind.CHOICE:
            return _CHOSEN.get(asked.name, asked.choices[0][0])
        case Kind.AGENCY:
            police = AgencyKind.POLICE in asked.agency_kinds
            to_police = police and AgencyKind.PROCURATORATE not in asked.agency_kinds
            return named(INTAKE if to_police else PROCURATOR).agency_id
        case Kind.PEOPLE:
            return [named(CLERK).pk, named(COLLEAGUE).pk]
    return _WORDS[: min(asked.most, len(_WORDS))]


def complete(kind: PaperKind) -> dict[str, Any]:
    """Values for every section of a kind."""
    known: dict[str, Any] = {
        "day": current_day().isoformat(),
        "money": "86400.50",
        "lines": ["现场检查笔录，共12页", "询问笔录，共6页"],
    }
    return {
        each.name: [{name: "若干" for name, _label in each.columns}]
        if each.kind == "table"
        else each.choices[0][0]
        if each.kind == "choice"
        else known.get(each.kind, _WORDS[: each.most])
        for each in kind.sections
    }
