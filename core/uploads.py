"""Uploads that are too large are refused before they are taken in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

# What a form says besides its file.
_REST = 1024 * 1024
SIZE = "upload.size"
SKIPPED = "upload.skipped"
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes: of all that one form sends, and of one file in it; 0 where only the sum counts."""

    together: int
    each: int = 0


_limits: dict[str, Callable[[], Limits]] = {}


def limit_uploads(view_name: str, limits: Callable[[], Limits]) -> None:
    """Say how much the form at this address (`app:name`) takes; others as much as an import."""
    _limits[view_name] = limits


def _import_limits() -> Limits:
    return Limits(together=settings.IMPORT_MAX_BYTES)


class RefuseTooLarge(FileUploadHandler):
    """First in the row of handlers: what is over the limit is read past, never kept.

    The view finds the size in `request.META["upload.size"]` and says so at the field. Of
    several files the one that is too large by itself is left out; the names of those stand in
    `request.META["upload.skipped"]`.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (named by Django)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note the announced length, and how much this form takes."""
        self.length = content_length
        self.taken = 0
        match = self.request.resolver_match if self.request is not None else None
        self.limits = _limits.get(match.view_name if match else "", _import_limits)()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop before the first byte when the length says enough."""
        super().new_file(*args, **kwargs)
        self.of_file = 0
        if self.length > self.limits.together + _REST:
            self._stop(self.length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count: an announced length may be wrong."""
        self.taken += len(raw_data)
        self.of_file += len(raw_data)
        if self.taken > self.limits.together + _REST:
            self._stop(self.taken)
        if self.limits.each and self.of_file > self.limits.each:
            if self.request is not None:
                self.request.META.setdefault(SKIPPED, []).append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps the file."""

    def _stop(self, size: int) -> None:
        if self.request is not None:
            self.request.META[SIZE] = size
            # Read past here, in pieces: Django would read line by line, and a file may be one
            # line of any length.
            while self.request.read(_PIECE):
                pass
        raise StopUpload(connection_reset=True)
