"""A clerk at the entry form: types, presses buttons, follows what comes back."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Person
from cases.forms.sections import ROW_SETS
from cases.forms.typed import Typed, blank, with_rows
from cases.models import CaseDraft
from tests.personas import valid_uscc

FACTS = {
    "source": "inspection",
    "procedure": "ordinary",
    "cause": "经营超过保质期的食品",
    "filed_on": "2026年3月2日",
    "conduct_from": "20260301",
    "outcome": "penalty",
    "decision_number": "宁市监罚〔2026〕12号",
    "decided_on": "2026-5-6",
    "served_on": "2026/5/8",
    "service_method": "direct",
}
PARTY = {
    "kind": "organisation",
    "name": "宁川县禾丰食品店",
    "identifier": valid_uscc(41, prefix="91"),
}
BASIS = {"use": "penalised", "citation": "《食品安全法》第一百二十四条第一款第（五）项"}
FINE = {"kind": "fine", "amount": "5,000"}
OFFICERS = ({"name": "林知远", "certificate_no": "33990001"}, {"name": "苏映岚"})


def a_form(**changed: Any) -> Typed:
    """A whole decision as typed; a keyword replaces a field, or all rows of a kind."""
    rows: dict[str, Any] = {
        "parties": [PARTY],
        "officers": OFFICERS,
        "bases": [BASIS],
        "penalties": [FINE],
    }
    typed = {**blank(), **FACTS}
    for prefix in ROW_SETS:
        typed = with_rows(typed, prefix, changed.pop(prefix, rows.get(prefix, [])))
    return {**typed, **changed}


def a_draft(browser: Client, person: Person) -> CaseDraft:
    """Press the button that opens a draft."""
    browser.post(reverse("cases:new"))
    return CaseDraft.objects.filter(person=person, case=None).latest("created_at")


def send(browser: Client, draft: CaseDraft, typed: Typed, **buttons: str) -> Any:
    """Send the form by one of its buttons."""
    return browser.post(reverse("cases:draft", args=[draft.pk]), {**typed, **buttons})


def record(browser: Client, draft: CaseDraft, **buttons: str) -> Any:
    """Press the button under the check-answers page."""
    return browser.post(reverse("cases:draft_record", args=[draft.pk]), buttons)


def shown(response: Any) -> str:
    text: str = response.content.decode()
    return text


def fields_on(response: Any) -> Typed:
    """What a browser would send back of the page: its text fields."""
    found = re.findall(r"<input [^>]*>", shown(response))
    pairs = [
        (re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)) for tag in found
    ]
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def queries_of(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
