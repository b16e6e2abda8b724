"""Reads of papers: what the actor may know of, and of each as much as they may see."""

from documents.selectors.checking import Checked, Verdict, check_file, check_seal
from documents.selectors.issued import (
    RegisterFilter,
    RegisterLine,
    drafts,
    gaps,
    issued,
    kinds_issued,
    page_of_issued,
    printed_register,
)
from documents.selectors.lines import DocumentLine, documents_of, kind_name, line_of, lines_of
from documents.selectors.received import (
    ReceivedFilter,
    ReceivedLine,
    deliveries_seen,
    kinds_received,
    page_of_received,
    received,
    received_line,
    waiting_for,
)
from documents.selectors.view import (
    DeliveryLine,
    DocumentView,
    document_view,
    draft_for,
    subject_line,
)
from documents.selectors.visibility import readable_documents, visible_documents

__all__ = [
    "Checked",
    "DeliveryLine",
    "DocumentLine",
    "DocumentView",
    "ReceivedFilter",
    "ReceivedLine",
    "RegisterFilter",
    "RegisterLine",
    "Verdict",
    "check_file",
    "check_seal",
    "deliveries_seen",
    "document_view",
    "documents_of",
    "draft_for",
    "drafts",
    "gaps",
    "issued",
    "kind_name",
    "kinds_issued",
    "kinds_received",
    "line_of",
    "lines_of",
    "page_of_issued",
    "page_of_received",
    "printed_register",
    "readable_documents",
    "received",
    "received_line",
    "subject_line",
    "visible_documents",
    "waiting_for",
]
