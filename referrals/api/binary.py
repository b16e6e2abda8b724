"""Files over the API: taken in whole and bounded, handed out for download only."""

import hashlib
import tempfile
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer

from core.problems import TooLarge

OCTETS = "application/octet-stream"
_PIECE = 64 * 1024


class OctetParser(BaseParser):
    """A body that is a file: kept on disk, at most settings.ATTACHMENT_MAX_BYTES of it."""

    media_type = OCTETS

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The file, read to its end. Raises TooLarge."""
        most, digest = settings.ATTACHMENT_MAX_BYTES, hashlib.sha256()
        taken = File(tempfile.TemporaryFile())  # noqa: SIM115  (closed by the view)
        while piece := stream.read(_PIECE):
            digest.update(piece)
            if taken.tell() + len(piece) > most:
                taken.close()
                raise TooLarge(_("文件过大，最多%(most)d字节。") % {"most": most})
            taken.write(piece)
        taken.size = taken.tell()
        taken.seek(0)
        request = (parser_context or {}).get("request")
        if request is not None:
            # What an idempotency key stands for.
            request.raw_body = digest.hexdigest().encode()
        return taken


class AnyRenderer(BaseRenderer):
    """Lets a view answer with a file, whatever is accepted; its problems are JSON."""

    media_type = "*/*"
    format = "json"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """A problem."""
        return bytes(JSONRenderer().render(data, accepted_media_type, renderer_context))


def download_headers(name: str) -> dict[str, str]:
    """For download only; should a browser show it all the same, it can do nothing."""
    shown = content_disposition_header(as_attachment=True, filename=name.replace("/", "_"))
    return {
        "Content-Disposition": shown or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }


def as_binary() -> dict[Any, Any]:
    """A file, for `responses` of extend_schema; its name says of what kind."""
    return {(200, OCTETS): OpenApiTypes.BINARY}
