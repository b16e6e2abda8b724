"""What the pages of the log share."""

from typing import cast

from django.http import Http404, HttpRequest

from audit.actors import Actor
from audit.policies import may_read_log


def reader_or_404(request: HttpRequest) -> Actor:
    """The audit administrator; anyone else gets 404."""
    actor = cast("Actor", request.user)
    if not may_read_log(actor):
        raise Http404
    return actor
