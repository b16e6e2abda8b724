"""Reference data from a file: read, look through, confirm."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.models import Law, ReferenceFile, ReferenceKind
from cases.parsing.law_texts import VersionRow
from cases.policies import brings_reference
from cases.reference import article_rows
from cases.reference.charges import CHARGES
from cases.reference.divisions import DIVISIONS
from cases.reference.kinds import Catalogue, Compared, Row
from cases.reference.laws import LAWS
from cases.reference.matters import MATTERS
from cases.reference.reading import read_rows
from cases.reference.texts import Compared as ComparedVersions
from cases.reference.texts import bring_versions, compare_versions, version_key

CATALOGUES: Mapping[str, Catalogue] = {
    ReferenceKind.LAWS: LAWS,
    ReferenceKind.CHARGES: CHARGES,
    ReferenceKind.DIVISIONS: DIVISIONS,
    ReferenceKind.MATTERS: MATTERS,
}
SHOWN = 20


@dataclass(frozen=True)
class Sample:
    """A row that would change something: what it is, and what of it before and after."""

    key: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Preview:
    """What confirming a file would do; nothing is written to find out."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    new_rows: list[Sample] = field(default_factory=list)
    changed_rows: list[Sample] = field(default_factory=list)
    gone_rows: list[Sample] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers as they are kept with the file."""
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "gone": self.gone,
            "faults": len(self.faults),
        }


def columns_of(kind: str) -> tuple[dict[str, str], frozenset[str]]:
    """The columns of a kind with their headings, and which must be there."""
    if kind == ReferenceKind.ARTICLES:
        return article_rows.COLUMNS, article_rows.REQUIRED
    catalogue = CATALOGUES[kind]
    return dict(catalogue.columns), catalogue.required


def receive_file(
    *, actor: Person, kind: str, name: str, data: bytes, complete: bool = False
) -> ReferenceFile:
    """Read a file and keep its rows until somebody confirms it. Raises ValidationError."""
    if not brings_reference(actor):
        raise PermissionDenied
    columns, required = columns_of(kind)
    read = read_rows(data, name=name, columns=columns, required=required)
    return ReferenceFile.objects.create(
        kind=kind,
        name=PurePath(name).name[-200:] or "?",
        digest=hashlib.sha256(data).hexdigest(),
        person=actor,
        rows=read.rows,
        is_complete=complete and kind in CATALOGUES and CATALOGUES[kind].retire is not None,
    )


def preview_file(file: ReferenceFile) -> Preview:
    """What confirming would change."""
    if file.kind == ReferenceKind.ARTICLES:
        versions, faults = _versions(file)
        return _preview_versions(compare_versions(versions), faults)
    catalogue = CATALOGUES[file.kind]
    rows, faults = _rows(catalogue, file.rows)
    compared = catalogue.compare(rows, complete=file.is_complete and not faults)
    return _preview_rows(catalogue, compared, faults)


def _preview_rows(
    catalogue: Catalogue, compared: Compared, faults: list[tuple[int, str]]
) -> Preview:
    return Preview(
        new=len(compared.new),
        changed=len(compared.changed),
        same=len(compared.same),
        gone=len(compared.gone),
        faults=faults,
        new_rows=[Sample(_named(catalogue, row)) for row in compared.new[:SHOWN]],
        changed_rows=[
            Sample(
                _named(catalogue, after),
                tuple(
                    (heading, before[name], after[name])
                    for name, heading in catalogue.columns.items()
                    if before[name] != after[name]
                ),
            )
            for before, after in compared.changed[:SHOWN]
        ],
        gone_rows=[Sample(key) for key in compared.gone[:SHOWN]],
    )


def _named(catalogue: Catalogue, row: Row) -> str:
    name = row.get("name", "")
    return row[catalogue.key] if row[catalogue.key] == name else f"{row[catalogue.key]} {name}"


def _preview_versions(compared: ComparedVersions, faults: list[tuple[int, str]]) -> Preview:
    def sample(rows: Iterable[VersionRow]) -> list[Sample]:
        return [
            Sample(_("%(law)s（%(day)s，%(count)d 条）") % {
                "law": row.title, "day": row.promulgated_on.isoformat(),
                "count": len(row.articles),
            })
            for row in list(rows)[:SHOWN]
        ]  # fmt: skip

    return Preview(
        new=len(compared.new),
        changed=len(compared.changed),
        same=len(compared.same),
        faults=faults,
        new_rows=sample(compared.new),
        changed_rows=sample(compared.changed),
    )


def _rows(
    catalogue: Catalogue, numbered: Iterable[tuple[int, Row]]
) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows in their one form, and what is wrong with the others."""
    there = catalogue.current()
    rows: dict[str, Row] = {}
    faults = []
    for number, given in numbered:
        # What the file has no column for stays as it is.
        before = there.get(str(given.get(catalogue.key, "")).strip(), {})
        try:
            row = catalogue.read({**before, **given})
        except ValidationError as fault:
            faults.append((number, "".join(fault.messages)))
            continue
        if row[catalogue.key] in rows:
            faults.append((number, _("“%s”在文件中出现了两次。") % row[catalogue.key]))
        else:
            rows[row[catalogue.key]] = row
    return list(rows.values()), faults


def _versions(
    file: ReferenceFile,
) -> tuple[list[VersionRow], list[tuple[int, str]]]:
    titles = frozenset(Law.objects.values_list("title", flat=True))
    return article_rows.versions_of(file.rows, titles=titles, source=file.name)


@transaction.atomic
def confirm_file(*, actor: Person, file_id: int) -> ReferenceFile:
    """Take over the good rows of a file. Nothing is deleted; what ended is kept with its end.

    Raises ValidationError when there is nothing to take over or it has been done.
    """
    if not brings_reference(actor):
        raise PermissionDenied
    file = ReferenceFile.objects.select_for_update().get(pk=file_id)
    if file.confirmed_at:
        raise ValidationError(_("这个文件已经生效。"))
    preview = preview_file(file)
    if not preview.new + preview.changed + preview.gone:
        raise ValidationError(_("文件中没有需要更新的内容。"))
    file.keys = _bring(file)
    file.counts, file.rows, file.confirmed_at = preview.counts, [], timezone.now()
    file.save(update_fields=["keys", "counts", "rows", "confirmed_at"])
    record(
        actor=actor, verb="reference.bring", obj=file, changes={**file.counts, "kind": file.kind}
    )
    return file


def _bring(file: ReferenceFile) -> list[str]:
    """Write; the keys of all rows that the file speaks of."""
    if file.kind == ReferenceKind.ARTICLES:
        versions, _faults = _versions(file)
        bring_versions(compare_versions(versions))
        return [version_key(version) for version in versions]
    catalogue = CATALOGUES[file.kind]
    rows, faults = _rows(catalogue, file.rows)
    compared = catalogue.compare(rows, complete=file.is_complete and not faults)
    catalogue.bring(compared)
    return [*(row[catalogue.key] for row in compared.rows), *compared.gone]


@transaction.atomic
def discard_file(*, actor: Person, file_id: int) -> None:
    """Throw away a file that hasn't been confirmed."""
    if not brings_reference(actor):
        raise PermissionDenied
    ReferenceFile.objects.filter(pk=file_id, confirmed_at=None).delete()
