"""One file as it comes in: its name, its size, what it is inside."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File

from core.limited import Unreadable
from core.limited.parent import answers
from documents.attachments.kinds import FileKind, kind_by_ending
from documents.attachments.reasons import refusal

_NAME_LENGTH = 150
_MODULE = "documents.attachments.child"
_WAIT_SECONDS = 60


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. `pages` is None where a file has none or doesn't tell."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    pages: int | None


def clean_name(name: str) -> str:
    """The name without folders, and without what could make it read as another one."""
    base = PurePath(name.replace("\\", "/")).name
    shown = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    stem, dot, ending = shown.strip().rpartition(".")
    return f"{stem[: _NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if dot else shown[:_NAME_LENGTH]


def check_file(upload: File[bytes]) -> Checked:
    """Look at everything but viruses.

    Raises ValidationError with one message for who brings the file.
    """
    try:
        return _checked(upload)
    except Unreadable as fault:
        raise refusal(fault) from fault


def _checked(upload: File[bytes]) -> Checked:
    name = clean_name(upload.name or "")
    kind = kind_by_ending(name.rpartition(".")[2])
    if kind is None:
        raise Unreadable("ending")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise Unreadable("size", str(settings.ATTACHMENT_MAX_BYTES // 1024**2))
    if not upload.size:
        raise Unreadable("empty")
    digest = hashlib.sha256()

    def parts() -> Iterator[bytes]:
        for part in upload.chunks():
            digest.update(part)
            yield part

    task = {"kind": kind.key, "pixels": settings.ATTACHMENT_MAX_PIXELS}
    (found,) = answers(_MODULE, task, parts(), wait_seconds=_WAIT_SECONDS)
    return Checked(name, kind, upload.size, digest.hexdigest(), found["pages"])
