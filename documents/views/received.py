"""What reached the agency (收文): the list, and signing for one or many."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.views.common import actor_of, found
from core.paging import BadCursor
from documents import services
from documents.errors import Refused
from documents.forms.papers import ReceivedForm
from documents.policies import sees_papers
from documents.selectors import page_of_received
from documents.views.common import first_page, number_in, or_404

_MOST = 200


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The list; which part of it, and where in it, is in the address."""
    actor = actor_of(request)
    found(sees_papers(actor))
    form = ReceivedForm(request.GET, actor=actor)
    try:
        page = page_of_received(actor, form.wanted(), cursor=request.GET.get("cursor"))
    except BadCursor:
        return first_page(request)
    context = {
        "page": page,
        "form": form,
        "asked": form.is_valid() and any(form.cleaned_data.values()),
        "batch": any(line.may_sign_for for line in page.items),
    }
    return render(request, "documents/received.html", context)


@require_POST
def sign_for(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Sign for one paper."""
    actor = actor_of(request)
    try:
        signed = or_404(lambda: services.sign_for(actor=actor, delivery_id=delivery_id))
    except Refused as refusal:
        messages.warning(request, refusal.message)
        return redirect(_back(request))
    if signed.signed_for_by_id == actor.pk:
        messages.success(request, _("已签收，发文机关会收到通知。"))
    else:
        messages.info(request, _("这份文书已由同事签收。"))
    return redirect(_back(request))


@require_POST
def sign_for_chosen(request: HttpRequest) -> HttpResponse:
    """Sign for what is ticked; what can't be signed for is said one by one."""
    actor = actor_of(request)
    found(sees_papers(actor))
    ticked = [pk for each in request.POST.getlist("chosen")[:_MOST] if (pk := number_in(each))]
    if not ticked:
        messages.warning(request, _("请先勾选要签收的文书。"))
        return redirect(_back(request))
    done = 0
    # In the order of their ids, so that two who sign at once never wait in a circle.
    for delivery_id in sorted(set(ticked)):
        try:
            signed = or_404(partial(services.sign_for, actor=actor, delivery_id=delivery_id))
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            done += signed.signed_for_by_id == actor.pk
    if done:
        said = ngettext("已签收 %(number)s 份文书。", "已签收 %(number)s 份文书。", done)
        messages.success(request, said % {"number": done})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Where the button stood, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse("documents:received")
