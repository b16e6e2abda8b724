"""Files of reference data, for who keeps it."""

import csv
import io

from django.db.models import QuerySet

from agencies.models import Person
from cases.models import ReferenceFile, ReferenceKind
from cases.policies import brings_reference
from cases.reference.files import CATALOGUES, columns_of


def reference_files(actor: Person) -> QuerySet[ReferenceFile]:
    """All files, newest first; none for anybody else than the system administrator."""
    if not brings_reference(actor):
        return ReferenceFile.objects.none()
    return ReferenceFile.objects.select_related("person").defer("rows", "keys")


def reference_file(actor: Person, pk: int) -> ReferenceFile | None:
    """One file with its rows."""
    if not brings_reference(actor):
        return None
    return ReferenceFile.objects.filter(pk=pk).first()


def reference_table(kind: str, *, full: bool) -> str:
    """The headings of a kind as csv that spreadsheets open; `full` with what is there now."""
    columns, _required = columns_of(kind)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns.values())
    if full and kind != ReferenceKind.ARTICLES:
        catalogue = CATALOGUES[kind]
        rows = sorted(catalogue.current().items())
        writer.writerows([row[name] for name in columns] for _key, row in rows)
    return "\ufeff" + out.getvalue()
