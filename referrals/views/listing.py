"""The list of what is passed on; its whole state is in the address."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from cases.policies import sees_cases
from core.paging import BadCursor
from referrals.errors import TooMany
from referrals.forms.export import ExportForm
from referrals.forms.queue import QueueForm
from referrals.selectors import start_actions
from referrals.selectors.exported import exported
from referrals.selectors.queues import (
    EMPTY,
    WAITING,
    QueueFilter,
    QueuePage,
    Tab,
    has_confidential,
    looks_after_agency,
    page_of_referrals,
)
from referrals.views.common import first_page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _TabLink:
    key: str
    label: "_StrPromise"


_TABS = (
    _TabLink(Tab.MINE, gettext_lazy("待我办理")),
    _TabLink(Tab.AGENCY, gettext_lazy("本机关待办")),
    _TabLink(Tab.SENT, gettext_lazy("我发出的")),
    _TabLink(Tab.RECEIVED, gettext_lazy("我收到的")),
    _TabLink(Tab.ALL, gettext_lazy("全部")),
)


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """The referrals that match the query form. With a condition in fault none are shown."""
    actor = _reader_or_404(request)
    form = QueueForm(request.GET, actor=actor)
    page = EMPTY
    if form.was_personal:
        return _by_number()
    if form.is_valid():
        try:
            page = page_of_referrals(actor, form.wanted(), cursor=request.GET.get("cursor"))
        except BadCursor:
            return first_page(request)
    export = ExportForm(initial={"query": request.GET.urlencode()})
    return _page(request, actor, form, page, export, status=200 if form.is_valid() else 400)


@require_POST
def referral_export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook; asked for with a purpose."""
    actor = _reader_or_404(request)
    export = ExportForm(request.POST)
    form = QueueForm(QueryDict(request.POST.get("query", "")), actor=actor)
    if form.was_personal:
        return _by_number()
    if export.is_valid() and form.is_valid():
        try:
            content = exported(actor, form.wanted(), purpose=export.cleaned_data["purpose"])
        except TooMany as refusal:
            export.add_error(None, str(refusal))
        else:
            return _file(content)
    page = page_of_referrals(actor, form.wanted()) if form.is_valid() else EMPTY
    # Its other pages are those of the list's own address.
    page = replace(page, next_cursor=None, previous_cursor=None)
    return _page(request, actor, form, page, export, status=422)


def _by_number() -> HttpResponse:
    """Away from the address at once, to where the number of a person is sent by POST."""
    return redirect(f"{reverse('cases:find_by_number')}?refused=on")


def _file(content: bytes) -> HttpResponse:
    name = f"{_('移送清单')}_{timezone.localdate().isoformat()}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


def _reader_or_404(request: HttpRequest) -> Person:
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    return actor


def _page(
    request: HttpRequest,
    actor: Person,
    form: QueueForm,
    page: QueuePage,
    export: ExportForm,
    *,
    status: int,
) -> HttpResponse:
    valid = form.is_valid()
    wanted = form.wanted() if valid else QueueFilter()
    context = {
        "form": form,
        "export_form": export,
        "wanted": wanted,
        "tabs": [tab for tab in _TABS if tab.key != Tab.AGENCY or looks_after_agency(actor)],
        "page": page,
        "asked": valid and wanted != QueueFilter(tab=wanted.tab),
        "reset_url": f"{reverse('referrals:list')}?tab={wanted.tab}",
        "caption": _("移送，先到期的在前")
        if wanted.tab in WAITING
        else _("移送，最近有进展的在前"),
        "choosable": any(line.may_sign_for for line in page.items),
        "starts": start_actions(actor),
        "has_confidential": has_confidential(actor),
    }
    return render(request, "referrals/list.html", context, status=status)


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
