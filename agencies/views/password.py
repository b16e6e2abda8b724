"""Changing one's own password; the session that changed it goes on, all others end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies.forms.sign_in import PasswordForm
from agencies.services import change_password, password_is_too_old
from agencies.services.sessions import keep_session
from agencies.views.common import actor_of, apply_or_explain


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(
            form, lambda: change_password(actor=actor, old=data["old"], new=data["new"])
        ):
            keep_session(request=request, person=actor)
            messages.success(request, _("密码已修改。其他设备上的登录已经失效。"))
            return redirect("home")
    return render(
        request,
        "agencies/password.html",
        {"form": form, "forced": password_is_too_old(actor)},
        status=422 if form.errors else 200,
    )
