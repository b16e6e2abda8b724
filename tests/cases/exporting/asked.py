"""Exports that were asked for and made, for the tests of them."""

import io
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agencies.models import Person
from cases.exporting.make import make_export
from cases.exporting.services import (
    start_export,
    take_file,
)
from cases.models import CaseExport, ExportKind

PURPOSE = "报送三季度双公示数据"


def made(actor: Person, kind: str = ExportKind.LIST, **asked: Any) -> CaseExport:
    """An export that the worker has made."""
    values = {"query": "", "purpose": PURPOSE, **asked}
    export = start_export(actor=actor, kind=kind, **values)
    make_export(export.pk)
    export.refresh_from_db()
    return export


def taken(actor: Person, export: CaseExport) -> bytes:
    """The whole file."""
    return b"".join(take_file(actor=actor, export=export).parts)


def sheet(actor: Person, export: CaseExport) -> list[list[Any]]:
    """The cells of a finished xlsx file."""
    book = load_workbook(io.BytesIO(taken(actor, export)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def numbered(n: int) -> str:
    return f"宁市监罚决字〔2026〕第{n:06d}号"


def file_url(export: CaseExport) -> str:
    return reverse("cases:export_file", args=[export.pk])


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()
