"""Which files may be attached."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileKind:
    """One kind of file; the first of `endings` is what it is handed out with."""

    key: str
    label: str | Promise
    media_type: str
    endings: tuple[str, ...]


FILE_KINDS: dict[str, FileKind] = {
    kind.key: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf", ("pdf",)),
        # The national format of fixed pages, GB/T 33190.
        FileKind("ofd", "OFD", "application/ofd", ("ofd",)),
        FileKind("jpg", _("图片（jpg）"), "image/jpeg", ("jpg", "jpeg")),
        FileKind("png", _("图片（png）"), "image/png", ("png",)),
        FileKind("tif", _("扫描件（tif）"), "image/tiff", ("tif", "tiff")),
        FileKind("docx", _("Word 文档"), f"{_OFFICE}.wordprocessingml.document", ("docx",)),
        FileKind("xlsx", _("Excel 表格"), f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
        FileKind("mp4", _("录像（mp4）"), "video/mp4", ("mp4",)),
        FileKind("mp3", _("录音（mp3）"), "audio/mpeg", ("mp3",)),
    )
}
_BY_TYPE = {kind.media_type: kind for kind in FILE_KINDS.values()}


def allowed_kinds() -> tuple[FileKind, ...]:
    """The kinds of settings.ATTACHMENT_KINDS. Raises ImproperlyConfigured for unknown ones."""
    unknown = set(settings.ATTACHMENT_KINDS) - FILE_KINDS.keys()
    if unknown:
        raise ImproperlyConfigured(f"ATTACHMENT_KINDS names unknown kinds: {sorted(unknown)}")
    return tuple(FILE_KINDS[key] for key in settings.ATTACHMENT_KINDS)


def endings() -> tuple[str, ...]:
    """Every ending that is allowed, without its dot."""
    return tuple(ending for kind in allowed_kinds() for ending in kind.endings)


def kind_by_ending(ending: str) -> FileKind | None:
    """The allowed kind of files that end so; None when none does."""
    found = (kind for kind in allowed_kinds() if ending.lower() in kind.endings)
    return next(found, None)


def kind_by_type(media_type: str) -> FileKind | None:
    """The kind of a file that was kept, also when it isn't allowed any more."""
    return _BY_TYPE.get(media_type)
