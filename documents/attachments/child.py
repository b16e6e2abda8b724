"""The child process that checks a file which is to be kept; see core.limited."""

import sys
from collections.abc import Iterator
from typing import Any

from core.limited import Unreadable
from core.limited.child import serve
from documents.attachments.image_check import pages_of_image
from documents.attachments.media_check import check_mp3, check_mp4
from documents.attachments.office_check import kind_of_archive
from documents.attachments.pdf_check import pages_of_pdf
from documents.attachments.sniff import family_of

_MEDIA = {"mp4": check_mp4, "mp3": check_mp3}


def _answers(task: dict[str, Any]) -> Iterator[object]:
    """One answer: the kind that the file is by its content, and its pages if it has any."""
    data = sys.stdin.buffer.read()
    kind, pages = family_of(data), None
    # What the name says is compared before anything is parsed.
    if task["kind"] != kind and (kind != "zip" or task["kind"] not in {"docx", "xlsx", "ofd"}):
        raise Unreadable("mismatch", kind)
    if kind == "zip":
        kind, pages = kind_of_archive(data)
        if kind != task["kind"]:
            raise Unreadable("mismatch", kind)
    elif kind == "pdf":
        pages = pages_of_pdf(data)
    elif kind in _MEDIA:
        _MEDIA[kind](data)
    else:
        pages = pages_of_image(data, kind, task["pixels"])
    yield {"kind": kind, "pages": pages}


if __name__ == "__main__":
    sys.exit(serve(_answers))
