"""What this floor tells the floors below: who is called, and how a case is named there."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from agencies.coverage import register_counter
from agencies.models import Person
from cases import clocks, menu, month, papers
from cases.case_file import wiring as case_file
from cases.clocks.entered import register_entered_kinds
from cases.clocks.starts import application_starts
from cases.clocks.titles import register_kinds
from cases.selectors import visible_cases
from cases.selectors.lists import shown_lines
from cases.selectors.named import confined_rows
from cases.selectors.visibility import access_among
from cases.services.candidates import find_candidates
from cases.services.record import announced
from cases.sharing import apply_agreement, covered_cases, follow_agreements
from core.outbox import subscribe
from deadlines.registry import register_starts
from inbox.registry import SeenRows, SubjectLine, register_confined, register_subject


def case_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How cases are named in to-dos: only those the viewer may see."""
    lines = shown_lines(actor, visible_cases(actor).filter(pk__in=ids))
    return {
        line.id: SubjectLine(
            label=" ".join(part for part in (line.number, line.parties, line.cause) if part),
            url=reverse("cases:detail", args=[line.id]),
        )
        for line in lines
    }


def agreement_changed(payload: dict[str, Any]) -> None:
    """Open what an agreement in force covers; remove what an ended one had opened."""
    apply_agreement(payload["agreement_id"])
    follow_agreements()


def case_changed(payload: dict[str, Any]) -> None:
    """Look for parties that may be the same as those of the cases without a number."""
    find_candidates(announced(payload))


def connect() -> None:
    """Register everything; called once when Django is ready."""
    register_kinds()
    register_entered_kinds()
    register_starts(clocks.SUBJECT, "nl.apply", application_starts)
    register_subject(clocks.SUBJECT, case_subjects, SeenRows(access_among, "content_object_id"))
    register_confined(clocks.SUBJECT, confined_rows)
    subscribe("agreement.changed")(agreement_changed)
    subscribe("case.changed")(case_changed)
    register_counter(covered_cases)
    menu.register()
    month.register()
    case_file.register()
    papers.register()
