"""GET /healthz: does the whole answer, and if not, which part doesn't."""

from collections.abc import Callable
from datetime import timedelta

import redis
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.checks import standing
from audit.partitions import has_partition
from core.clock import current_day
from core.delivery import oldest_open
from core.tasks import HEARTBEAT_KEY

# A message that was put off twice or thrice is no reason to look.
LATE = timedelta(minutes=5)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def cache_answers() -> bool:
    try:
        cache.set("healthz", 1, timeout=10)
        return bool(cache.get("healthz") == 1)
    except (redis.RedisError, OSError):
        return False


def worker_answers() -> bool:
    """Whether a worker ran the heartbeat task within the last minute; beat sends it often."""
    try:
        return cache.get(HEARTBEAT_KEY) is not None
    except (redis.RedisError, OSError):
        return False


def outbox_said() -> str:
    """ "ok", or for how many minutes the oldest message waits to be delivered."""
    try:
        oldest = oldest_open()
    except (DatabaseError, InterfaceError):
        return "not known"
    waited = timezone.now() - oldest if oldest else timedelta()
    return f"oldest message waits {waited // timedelta(minutes=1)} min" if waited > LATE else "ok"


def audit_said() -> str:
    """ "ok" when the log was found as it was written, is sealed, and has a place for this month."""
    try:
        now = standing()
        well = now.sound and now.sealing and has_partition(current_day())
    except (DatabaseError, InterfaceError):
        return "not known"
    return "ok" if well else "needs attention"


PARTS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "cache": cache_answers,
    "worker": worker_answers,
}


class NobodyAskedMiddleware:
    """Nobody is looked up for /healthz: a monitor with a session still hears of a lost database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == reverse("healthz"):
            request.user = AnonymousUser()
        return self.get_response(request)


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, cache and worker answer, else 503; the body names each.

    It tells of messages that wait and of the log as well. They make no 503: a page is
    answered all the same.
    """
    answers = {name: answers() for name, answers in PARTS.items()}
    body = {name: "ok" if good else "does not answer" for name, good in answers.items()}
    body["outbox"] = outbox_said()
    body["audit"] = audit_said()
    return JsonResponse(body, status=200 if all(answers.values()) else 503)
