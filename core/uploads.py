"""Uploads that are too large are refused before they are taken in."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# What a form says besides its file.
_REST = 1024 * 1024
SIZE = "upload.size"
_PIECE = 64 * 1024


class RefuseTooLarge(FileUploadHandler):
    """First in the row of handlers: what is over the limit is read past, never kept.

    The view finds the size in `request.META["upload.size"]` and says so at the field.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (named by Django)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note the announced length."""
        self.length = content_length
        self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop before the first byte when the length says enough."""
        super().new_file(*args, **kwargs)
        if self.length > settings.IMPORT_MAX_BYTES + _REST:
            self._stop(self.length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count: an announced length may be wrong."""
        self.taken += len(raw_data)
        if self.taken > settings.IMPORT_MAX_BYTES + _REST:
            self._stop(self.taken)
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
