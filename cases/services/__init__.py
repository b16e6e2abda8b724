"""Writes: record a case, correct it, add what happened, keep drafts."""

from cases.services.correct import StaleCase, correct_case
from cases.services.drafts import NewerDraft, discard_draft, open_draft, record_draft, save_draft
from cases.services.facts import add_fact, close_case, record_service
from cases.services.once import AlreadyDone
from cases.services.record import record_case
from cases.services.reveal import reveal_identifiers

__all__ = [
    "AlreadyDone",
    "NewerDraft",
    "StaleCase",
    "add_fact",
    "close_case",
    "correct_case",
    "discard_draft",
    "open_draft",
    "record_case",
    "record_draft",
    "record_service",
    "reveal_identifiers",
    "save_draft",
]
