"""Papers as docx and PDF, in the layout of GB/T 9704-2012. No database here."""

from documents.rendering.composing import MissingValues, paper_from, title_of
from documents.rendering.paper import Block, BlockKind, Paper, Pdf
from documents.rendering.pdf import render_pdf
from documents.rendering.word import render_docx

__all__ = [
    "Block",
    "BlockKind",
    "MissingValues",
    "Paper",
    "Pdf",
    "paper_from",
    "render_docx",
    "render_pdf",
    "title_of",
]
