"""Error pages. Named by config/urls.py (handler400…) and settings.CSRF_FAILURE_VIEW.

404 and 403 keep the menu. The others are drawn without a request, so without the
session and the database: they must stand when those are what failed.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token

from core.problems import is_api, problem_response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request can't be understood."""
    if is_api(request):
        return problem_response(400, gettext("请求无法理解。"))
    return HttpResponse(render_to_string("400.html"), status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known to exist, but not for this person."""
    if is_api(request):
        return problem_response(403, gettext("不允许。"))
    return render(request, "403.html", status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for this person; which of the two is not said."""
    if is_api(request):
        return problem_response(404, gettext("没有找到。"))
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The moment shown lets the operator find the log line."""
    if is_api(request):
        moment = timezone.localtime().isoformat(timespec="seconds")
        return problem_response(500, gettext("服务器出错（%s）。") % moment)
    page = render_to_string("500.html", {"moment": timezone.localtime()})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old. The reason is for the log, not the page.

    A page that saves by itself gets a new token: whoever signed in again in another window
    goes on where they were. Other sites can't read the answer.
    """
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"csrf": get_token(request)}, status=403)
    return HttpResponse(render_to_string("403_csrf.html"), status=403)
