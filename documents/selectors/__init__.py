"""Reads of papers: what the actor may know of, and of each as much as they may see."""

from documents.selectors.lines import DocumentLine, documents_of, kind_name, line_of, lines_of
from documents.selectors.visibility import visible_documents

__all__ = [
    "DocumentLine",
    "documents_of",
    "kind_name",
    "line_of",
    "lines_of",
    "visible_documents",
]
