"""Papers as docx and PDF, in the layout of GB/T 9704-2012. No database here."""

from documents.rendering.composing import MissingValues, paper_from
from documents.rendering.paper import Block, BlockKind, Paper, Pdf

__all__ = ["Block", "BlockKind", "MissingValues", "Paper", "Pdf", "paper_from"]
