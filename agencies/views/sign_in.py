"""Sign-in, sign-out and the page of a locked sign-in name."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from agencies.forms.sign_in import SignInForm
from agencies.models import Person
from agencies.selectors import locked_until
from agencies.services import check_credentials, close_session, open_session

WHY = {
    "idle": _("因较长时间没有操作，系统已自动退出。已保存的草稿不会丢失。"),
    "absolute": _("本次登录已达到最长时限，请重新登录。已保存的草稿不会丢失。"),
    "closed": _("账号或者所属机关已停用。如有疑问，请联系系统管理员。"),
    "out": _("您已安全退出。"),
}
ONE_YEAR = 365 * 24 * 60 * 60


def _target(request: HttpRequest) -> str:
    """Where to go afterwards: `next` when it is a path of this platform, else the start."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password. Says the same for a wrong name and a wrong password."""
    if isinstance(request.user, Person):
        return HttpResponseRedirect(_target(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = check_credentials(
            request=request,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
        )
        if person is not None:
            return _let_in(request, person)
        form.add_error(None, _("登录名或密码不正确，或者账号已停用。"))
    return render(
        request,
        "agencies/sign_in.html",
        {
            "form": form,
            "next": request.POST.get("next") or request.GET.get("next") or "",
            "why": WHY.get(request.GET.get("why", "")),
        },
        status=422 if form.errors else 200,
    )


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = open_session(request=request, person=person, chosen_language=chosen)
    response = HttpResponseRedirect(_target(request))
    if language and language != chosen:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=ONE_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. A second press, or one after the time limit, does no harm."""
    close_session(request=request)
    response = redirect("agencies:sign_in")
    response["Location"] += "?why=out"
    return response


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer a sign-in for a locked name; says until when. Called by django-axes."""
    username = str((credentials or {}).get("username") or "")
    return render(
        request,
        "agencies/locked.html",
        {"until": locked_until(username), "limit": settings.AXES_FAILURE_LIMIT},
        status=429,
    )
