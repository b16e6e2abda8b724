"""Cases as somebody types them, for saving."""

import datetime as dt
import itertools
import time

from django.utils import timezone

from agencies.models import Person
from cases.forms.sections import ROW_SETS
from cases.forms.typed import Typed, blank, pack, with_rows
from cases.models import CaseDraft
from cases.services import open_draft, save_draft


def typed_case(number: str, name: str, conduct: dt.date | None) -> Typed:
    """A decided case of a company, complete enough to be recorded."""
    today = timezone.localdate()
    typed = {
        **blank(),
        "source": "inspection",
        "procedure": "ordinary",
        "cause": "经营超过保质期的食品",
        "filed_on": str(today - dt.timedelta(days=40)),
        "conduct_from": str(conduct or today - dt.timedelta(days=50)),
        "outcome": "penalty",
        "decision_number": number,
        "decided_on": str(today - dt.timedelta(days=9)),
        "served_on": str(today - dt.timedelta(days=7)),
        "service_method": "direct",
    }
    rows: dict[str, list[dict[str, str]]] = {
        "parties": [{"kind": "organisation", "name": name}],
        "officers": [{"name": "甲办案"}, {"name": "乙办案"}],
        "bases": [{"use": "penalised", "citation": "《食品安全法》第一百二十四条第一款"}],
        "penalties": [{"kind": "fine", "amount": "5000"}],
    }
    for prefix in ROW_SETS:
        typed = with_rows(typed, prefix, rows.get(prefix, []))
    return typed


_NUMBERS = itertools.count(time.time_ns() // 10_000 % 10**11)


def new_number() -> str:
    """A decision number that no case has."""
    return f"压测罚〔{timezone.localdate().year}〕{next(_NUMBERS)}号"


def kept_draft(clerk: Person, typed: Typed) -> CaseDraft:
    """A draft that holds this and waits for being recorded."""
    kept = open_draft(actor=clerk)
    return save_draft(actor=clerk, draft_id=kept.pk, form_data=pack(typed))
