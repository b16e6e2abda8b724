"""Writes of papers: drafted, signed, delivered, signed for, voided, amended."""

from documents.frame import Recipient
from documents.services.chasing import chase
from documents.services.delivering import lay, sign_for, withdraw_delivery
from documents.services.drafting import Subject, discard_draft, draft_document, save_draft
from documents.services.issuing import issue_document
from documents.services.voiding import amend_document, void_document

__all__ = [
    "Recipient",
    "Subject",
    "amend_document",
    "chase",
    "discard_draft",
    "draft_document",
    "issue_document",
    "lay",
    "save_draft",
    "sign_for",
    "void_document",
    "withdraw_delivery",
]
