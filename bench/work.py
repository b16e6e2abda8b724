"""What isn't a page of a list: entry, the duplicate check, clocks and rules."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import Person
from bench.drafts import kept_draft, new_number, typed_case
from bench.pages import CASE
from bench.people import FEW, MANY, browser_of, person
from bench.timing import Question
from cases.forms.typed import Typed
from cases.inputs import PartyInput
from cases.models import CaseDraft, Party
from cases.selectors import duplicates_of, visible_cases
from deadlines.models import Clock
from deadlines.services import check_overdue
from supervision.models import Flag
from supervision.rules import RULES
from supervision.services import run_rules

SYSTEM = "the system"
DUE = 200


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
    limits: dict[str, Any] = {"most_queries": None, "rounds": 5}
    check_overdue()
    due = (
        "SELECT id FROM deadlines_clock WHERE closed_on IS NULL AND overdue_claimed_at IS NULL"
        " AND due_on < current_date ORDER BY due_on, id LIMIT 200"
    )
    yield Question(SYSTEM, "overdue check, nothing due", _check, due, limit=2_000, **limits)
    yield Question(
        SYSTEM, f"overdue check, {DUE} due", _check, prepare=_let_run_out, limit=2_000, **limits
    )
    unpaid = (
        "SELECT id FROM cases_case c WHERE outcome = 'penalty' AND closed_on IS NULL AND"
        " fine_total > paid_total AND served_on < current_date - 210"
    )
    limits["rounds"] = 2
    yield Question(
        SYSTEM, "all rules, nightly", lambda _: run_rules(), unpaid, limit=60_000, **limits
    )
    yield Question(SYSTEM, "all rules, first time", _first_run, limit=60_000, **limits)
    newest = Flag.objects.values_list("case_id", flat=True).latest("pk")
    after = f"all {len(RULES)} rules, after a change of one case"
    yield Question(SYSTEM, after, lambda _: run_rules(case_ids=[newest]), most_queries=None)


def _check(_: Any) -> None:
    check_overdue()


def _let_run_out() -> None:
    """Let clocks of cases, one agency's each, end yesterday."""
    waiting = Clock.objects.filter(
        subject_type="case", closed_on=None, overdue_claimed_at__isnull=False
    )
    Clock.objects.filter(pk__in=waiting.order_by("-due_on", "pk")[:DUE].values("pk")).update(
        overdue_claimed_at=None
    )


@transaction.atomic
def _first_run(_: Any) -> None:
    """As if no flag had ever been raised; taken back."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM supervision_flag")
    run_rules()
    transaction.set_rollback(True)
