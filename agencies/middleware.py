"""Language, privacy of answers, session limits and the forced change of a password."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Person
from agencies.policies import is_actor
from agencies.services import close_session, password_is_too_old
from agencies.services.sessions import SEEN, STARTED
from core.problems import is_api, problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]

# Set by scripts on what they send on their own (polling). Saving a draft isn't that: it
# follows a key stroke, so it counts as use.
BACKGROUND_HEADER = "X-Background"
# Writing the session on every request would cost a query each.
_SEEN_STEP_SECONDS = 60
_OPEN_WITH_OLD_PASSWORD = frozenset(
    {"agencies:password", "agencies:sign_out", "core:set_language", "healthz"}
)


class ChosenLanguageMiddleware:
    """The language of the cookie, else Chinese; what the browser would prefer isn't asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivateAnswersMiddleware:
    """What a signed-in person is answered is kept by no cache, of a proxy or of the browser.

    A view that says something itself is left alone. Static files don't come this far.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def wants_page(request: HttpRequest) -> bool:
    """Whether a person waits for a page, rather than a script for data."""
    return "text/html" in request.headers.get("Accept", "text/html") and not (
        request.path.startswith("/api/")
    )


def _elsewhere(request: HttpRequest, url: str, message: str, status: int) -> HttpResponse:
    """Send a browser to `url`; tell htmx to go there; tell other scripts why not."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    if wants_page(request):
        return HttpResponseRedirect(url)
    if is_api(request):
        return problem_response(status, message)
    return JsonResponse({"detail": message, "sign_in": url}, status=status)


class SessionLimitsMiddleware:
    """Ends a session that was idle or is simply too old, and one of a closed account."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if not isinstance(user, Person):
            return self._tell_scripts(request, self.get_response(request))
        reason = self._over(request, user)
        if reason is None:
            return self.get_response(request)
        close_session(request=request, ground=reason)
        query = {"why": reason}
        if request.method == "GET" and wants_page(request):
            query["next"] = request.get_full_path()
        url = f"{reverse('agencies:sign_in')}?{urlencode(query)}"
        return _elsewhere(request, url, _("登录已失效，请重新登录。"), 401)

    def _tell_scripts(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A script that follows the redirect to the sign-in page would take it for success."""
        sign_in = reverse("agencies:sign_in")
        target = response.headers.get("Location", "")
        if response.status_code != 302 or not target.startswith(sign_in):
            return response
        if wants_page(request) and request.headers.get("HX-Request") != "true":
            return response
        return _elsewhere(request, sign_in, _("登录已失效，请重新登录。"), 401)

    def _over(self, request: HttpRequest, person: Person) -> str | None:
        """Why the session is over, or None; notes that the person was seen."""
        if not is_actor(person):
            return "closed"
        now = int(time.time())
        session = request.session
        if STARTED not in session:
            # Not opened by the form: its clocks run from where it is first met.
            session[STARTED] = session[SEEN] = now
        if now - session[STARTED] >= settings.SESSION_ABSOLUTE_HOURS * 3600:
            return "absolute"
        if now - session[SEEN] >= settings.SESSION_IDLE_MINUTES * 60:
            return "idle"
        background = BACKGROUND_HEADER in request.headers
        if not background and now - session[SEEN] >= _SEEN_STEP_SECONDS:
            session[SEEN] = now
        return None


class PasswordChangeMiddleware:
    """Until an expired password is changed, only its page and the way out are open."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        user = request.user
        match = request.resolver_match
        if not isinstance(user, Person) or match is None:
            return None
        if match.view_name in _OPEN_WITH_OLD_PASSWORD or not password_is_too_old(user):
            return None
        return _elsewhere(request, reverse("agencies:password"), _("请先修改密码。"), 403)
