"""Writes of papers: drafted, signed, delivered, signed for, voided, amended."""

from documents.frame import Recipient
from documents.services.chasing import chase
from documents.services.delivering import lay, note_service, sign_for, withdraw_delivery
from documents.services.drafting import (
    Page,
    Subject,
    begin_draft,
    discard_draft,
    draft_document,
    save_draft,
)
from documents.services.enclosing import send_along, take_back_enclosures
from documents.services.files import PaperFile, render_signed, take_file
from documents.services.issuing import issue_document
from documents.services.voiding import amend_document, void_document

__all__ = [
    "Page",
    "PaperFile",
    "Recipient",
    "Subject",
    "amend_document",
    "begin_draft",
    "chase",
    "discard_draft",
    "draft_document",
    "issue_document",
    "lay",
    "note_service",
    "render_signed",
    "save_draft",
    "send_along",
    "sign_for",
    "take_back_enclosures",
    "take_file",
    "void_document",
    "withdraw_delivery",
]
