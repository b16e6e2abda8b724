"""What a person wants to be told, and one digest."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.views.common import actor_of
from inbox.forms import SettingsForm
from inbox.selectors.digests import digests_of, groups_of, wish_of
from inbox.sending.texts import group_names
from inbox.services.digests import ask_for_digest


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """通知设置: how often a digest comes, and whether by mail."""
    actor = actor_of(request)
    form = SettingsForm(request.POST or None, wish=wish_of(actor))
    if request.method == "POST" and form.is_valid():
        ask_for_digest(actor=actor, **form.cleaned_data)
        messages.success(request, _("已保存通知设置。"))
        return redirect("inbox:settings")
    status = 422 if form.errors else 200
    return render(request, "inbox/settings.html", {"form": form}, status=status)


@require_safe
def digest(request: HttpRequest, digest_id: int) -> HttpResponse:
    """The figures of one morning; the lists they lead to are as of now."""
    found = get_object_or_404(digests_of(actor_of(request)), pk=digest_id)
    names = group_names()
    groups = [(names[group.name], group) for group in groups_of(found.figures)]
    today, week = found.figures.get("days", [0, 0])
    context = {
        "on": found.on,
        "made_at": found.made_at,
        "groups": groups,
        "notices": found.figures.get("notices", 0),
        "days_today": today,
        "days_week": week,
    }
    return render(request, "inbox/digest.html", context)
