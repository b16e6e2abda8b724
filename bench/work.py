"""What isn't a page of a list: entry, the duplicate check, clocks and rules."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import Person
from bench.drafts import kept_draft, new_number, typed_case
from bench.pages import CASE
from bench.people import FEW, MANY, browser_of, person
from bench.timing import Question
from cases.exporting.make import make_export
from cases.exporting.services import discard_export, exports_of, start_export
from cases.forms.typed import Typed
from cases.inputs import PartyInput
from cases.models import CaseDraft, ExportKind, Party
from cases.selectors import duplicates_of, visible_cases
from supervision.models import Flag
from supervision.rules import RULES
from supervision.services import run_rules

SYSTEM = "the system"
EXPORTED = 10_000


def work_questions() -> Iterator[Question]:
    """Saving and checking as two clerks, then what runs in the background."""
    for who in (FEW, MANY):
        yield from _entry_questions(who, person(who))
    yield from _background_questions()


def _entry_questions(who: str, clerk: Person) -> Iterator[Question]:
    browser = browser_of(clerk)
    known = visible_cases(clerk).exclude(decision_key="")[0]
    party = Party.objects.filter(case=known)[0]
    typed = typed_case(known.decision_number, party.name, known.conduct_from)
    kept = kept_draft(clerk, typed)
    check = reverse("cases:draft_check", args=[kept.pk])
    yield Question(who, "check-answers page", lambda _: browser.get(check))
    parties = [PartyInput(kind=party.kind, name=party.name)]
    yield Question(
        who,
        "duplicate check",
        lambda _: duplicates_of(
            clerk,
            numbers=[known.decision_number],
            parties=parties,
            conduct_from=known.conduct_from,
        ),
        f"{CASE} WHERE a.group_id = %s AND (c.decision_key = %s OR (c.conduct_from = %s AND c.id IN"
        " (SELECT p.case_id FROM cases_party p WHERE p.name_key = %s))) LIMIT 5",
        (clerk.agency.group_id, known.decision_key, known.conduct_from, party.name_key),
    )
    yield Question(who, "draft kept while typing", lambda _: _autosave(browser, kept, typed))
    yield Question(
        who,
        "save a case",
        lambda draft: browser.post(reverse("cases:draft_record", args=[draft.pk])),
        prepare=lambda: kept_draft(clerk, {**typed, "decision_number": new_number()}),
        most_queries=None,
        status=302,
    )


def _autosave(browser: Client, kept: CaseDraft, typed: Typed) -> Any:
    return browser.post(reverse("cases:draft_autosave", args=[kept.pk]), typed)


def _background_questions() -> Iterator[Question]:
    limits: dict[str, Any] = {"most_queries": None, "rounds": 2}
    clerk = person(MANY)
    since = decided_since(clerk, EXPORTED)
    yield Question(
        MANY,
        f"a file of {EXPORTED:,} cases",
        make_export,
        prepare=lambda: _asked_for(clerk, since),
        limit=60_000,
        **limits,
    )
    unpaid = (
        "SELECT id FROM cases_case c WHERE outcome = 'penalty' AND closed_on IS NULL AND"
        " fine_total > paid_total AND served_on < current_date - 210"
    )
    yield Question(
        SYSTEM, "all rules, nightly", lambda _: run_rules(), unpaid, limit=60_000, **limits
    )
    yield Question(SYSTEM, "all rules, first time", _first_run, limit=60_000, **limits)
    newest = Flag.objects.values_list("case_id", flat=True).latest("pk")
    after = f"all {len(RULES)} rules, after a change of one case"
    yield Question(SYSTEM, after, lambda _: run_rules(case_ids=[newest]), most_queries=None)


def decided_since(clerk: Person, number: int) -> dt.date:
    """The day since which the clerk sees so many decisions, or all there are."""
    decided = visible_cases(clerk).exclude(decided_on=None).order_by("-decided_on")
    *_, last = decided.values_list("decided_on", flat=True)[:number]
    assert last
    return last


def _asked_for(clerk: Person, since: dt.date) -> int:
    """An export that waits for the worker; the one before goes."""
    for export in exports_of(clerk):
        discard_export(actor=clerk, export=export)
    query = urlencode({"decided_from": since})
    return start_export(actor=clerk, kind=ExportKind.LIST, query=query, purpose="压测核对").pk


@transaction.atomic
def _first_run(_: Any) -> None:
    """As if no flag had ever been raised; taken back."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM supervision_flag")
    run_rules()
    transaction.set_rollback(True)
