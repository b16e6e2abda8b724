"""Papers as docx by python-docx, in the layout of GB/T 9704-2012."""

from documents.rendering.word.document import render_docx

__all__ = ["render_docx"]
