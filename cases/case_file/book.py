"""The whole file as one PDF, made by the worker for one person: what they may see, no more."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.db import transaction

from agencies.models import Person
from cases.case_file import sheets_of
from cases.case_file.entries import PRINTABLE, FileEntry, Source
from cases.case_file.selectors import CaseFile, case_file
from core.clock import current_moment
from core.limited import Unreadable
from core.limited.parent import answers
from documents.attachments.selectors import NotServed, take_attachment
from documents.attachments.store import Damaged
from documents.errors import NotVisible
from documents.models import Rendering
from documents.rendering.paper import Pdf
from documents.services.files import take_file

_PDF = "application/pdf"
_MODULE = "cases.case_file.merge_child"
_WAIT_SECONDS = 600


class NoBook(Exception):
    """No file can be made; `code` says why, as the list of exports puts it into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class _Part:
    at: int
    size: int
    media: str
    title: str
    pages: int
    numbered: bool


class _Pile:
    """What goes into the book, one after another in a file without a name."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.parts: list[_Part] = []

    def add(
        self, content: Iterable[bytes], media: str, title: str, pages: int, *, numbered: bool
    ) -> None:
        """Put it on the pile. Raises NoBook when that is too much."""
        at = self.file.tell()
        try:
            for piece in content:
                self.file.write(piece)
                if self.file.tell() > settings.CASE_FILE_MAX_BYTES:
                    raise NoBook("too_large")
        except Damaged as fault:
            raise NoBook("unmade") from fault
        self.parts.append(_Part(at, self.file.tell() - at, media, title, pages, numbered))


def write_book(
    actor: Person, case_id: int, purpose: str, out: IO[bytes], going_on: Callable[[int], None]
) -> int:
    """Write the file of the case to `out`; how many lines it has.

    `going_on` is called with the number of lines done so far. Raises NoBook, and
    CaseNotVisible.
    """
    # Renders what isn't rendered yet, so that every page is counted.
    for entry in case_file(actor, case_id, verb="case_file.make").entries:
        if entry.source == Source.DOCUMENT and entry.printable and entry.pages is None:
            _paper(actor, entry)
    file = case_file(actor, case_id, verb="case_file.make")
    if file.pages > settings.CASE_FILE_MAX_PAGES or not file.is_counted:
        raise NoBook("too_large" if file.is_counted else "changed")
    with tempfile.TemporaryFile() as source:
        pile = _Pile(source)
        _fill(pile, actor, file, purpose, going_on)
        source.flush()
        _merge(pile, out)
    return len(file.entries)


def _fill(
    pile: _Pile, actor: Person, file: CaseFile, purpose: str, going_on: Callable[[int], None]
) -> None:
    now = current_moment()
    _add_sheet(pile, sheets_of.front(file, made_at=now), file.case.number)
    for number, entry in enumerate(file.entries, 1):
        if entry.pages:
            media, content = _content(actor, entry)
            pile.add(content, media, entry.name, entry.pages, numbered=True)
        going_on(number)
    _add_sheet(pile, sheets_of.back(file, actor, purpose, made_at=now), "")


def _add_sheet(pile: _Pile, sheet: Pdf, title: str) -> None:
    pile.add([sheet.content], _PDF, title, sheet.pages, numbered=False)


def _content(actor: Person, entry: FileEntry) -> tuple[str, Iterator[bytes]]:
    """What is taken here leaves its own line in the log, like any other download."""
    try:
        if entry.source == Source.DOCUMENT:
            return _PDF, iter([_paper(actor, entry)])
        taken = take_attachment(actor, entry.id)
    except (NotVisible, NotServed) as error:
        raise NoBook("changed") from error
    if taken.media_type in PRINTABLE:
        return taken.media_type, taken.parts
    return _PDF, iter([sheets_of.slips([entry], made_at=current_moment()).content])


def _paper(actor: Person, entry: FileEntry) -> bytes:
    with transaction.atomic():
        return take_file(actor=actor, document_id=entry.id, form=Rendering.Form.PDF).content


def _merge(pile: _Pile, out: IO[bytes]) -> None:
    task = {"source": pile.file.fileno(), "out": out.fileno()}
    manifest = json.dumps([part.__dict__ for part in pile.parts]).encode()
    try:
        list(
            answers(
                _MODULE,
                task,
                [manifest],
                pass_fds=[pile.file.fileno(), out.fileno()],
                wait_seconds=_WAIT_SECONDS,
            )
        )
    except Unreadable as fault:
        raise NoBook("changed" if fault.code == "changed" else "unmade") from fault
    out.seek(0, 2)
