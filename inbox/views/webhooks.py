"""Where agencies' own systems are told how much waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.selectors import agencies_of
from agencies.views.common import actor_of, found
from inbox.forms import WebhookForm
from inbox.policies import may_set_webhooks, webhooks_are_on
from inbox.selectors.digests import webhooks as all_webhooks
from inbox.services.webhooks import set_webhook


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every agency in use, and where it is told."""
    actor = actor_of(request)
    found(may_set_webhooks(actor))
    hooks = all_webhooks()
    rows = [(agency, hooks.get(agency.pk)) for agency in agencies_of(actor).filter(is_active=True)]
    return render(request, "inbox/webhooks.html", {"rows": rows, "on": webhooks_are_on()})


@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of one agency; a new secret is shown once, in the answer."""
    actor = actor_of(request)
    found(may_set_webhooks(actor))
    agency = get_object_or_404(agencies_of(actor), pk=pk)
    hook = all_webhooks().get(agency.pk)
    form = WebhookForm(request.POST or None, webhook=hook)
    if request.method == "POST" and form.is_valid():
        _hook, secret = set_webhook(actor=actor, agency=agency, **form.cleaned_data)
        if secret:
            return render(request, "inbox/webhook_shown.html", {"agency": agency, "secret": secret})
        messages.success(request, _("已保存消息推送地址。"))
        return redirect("inbox:webhooks")
    context = {"form": form, "agency": agency, "on": webhooks_are_on()}
    return render(request, "inbox/webhook.html", context, status=422 if form.errors else 200)
