"""The list of what is passed on; its whole state is in the address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from cases.policies import sees_cases
from core.paging import BadCursor
from referrals.forms.queue import QueueForm
from referrals.selectors import start_actions
from referrals.selectors.queues import EMPTY, QueueFilter, Tab, has_confidential, page_of_referrals
from referrals.views.common import first_page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class _TabLink:
    key: str
    label: "_StrPromise"


_TABS = (
    _TabLink(Tab.MINE, _("待我办理")),
    _TabLink(Tab.SENT, _("我发出的")),
    _TabLink(Tab.RECEIVED, _("我收到的")),
    _TabLink(Tab.ALL, _("全部")),
)


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """The referrals that match the query form. With a condition in fault none are shown."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    form = QueueForm(request.GET, actor=actor)
    valid = form.is_valid()
    wanted = form.wanted() if valid else QueueFilter()
    page = EMPTY
    if valid:
        try:
            page = page_of_referrals(actor, wanted, cursor=request.GET.get("cursor"))
        except BadCursor:
            return first_page(request)
    context = {
        "form": form,
        "wanted": wanted,
        "tabs": _TABS,
        "page": page,
        "asked": valid and wanted != QueueFilter(tab=wanted.tab),
        "reset_url": f"{reverse('referrals:list')}?tab={wanted.tab}",
        "caption": _("移送，先到期的在前")
        if wanted.tab == Tab.MINE
        else _("移送，最近有进展的在前"),
        "choosable": any(line.may_sign_for for line in page.items),
        "starts": start_actions(actor),
        "has_confidential": has_confidential(actor),
    }
    return render(request, "referrals/list.html", context, status=200 if valid else 400)


@require_safe
def confidential(request: HttpRequest) -> HttpResponse:
    """Clues of which only named people and the discipline commission know."""
    actor = actor_of(request)
    if not sees_cases(actor) or not has_confidential(actor):
        raise Http404
    wanted = QueueFilter(tab=Tab.ALL, confidential=True)
    try:
        page = page_of_referrals(actor, wanted, cursor=request.GET.get("cursor"))
    except BadCursor:
        return first_page(request)
    context = {"page": page}
    return render(request, "referrals/confidential.html", context)
