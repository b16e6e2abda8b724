"""What follows from a consultation: written down, and settled with a word."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.views.common import actor_of
from referrals.errors import Invalid, NotAllowed, NotVisible
from referrals.forms.follow_ups import FollowUpForm, SettleForm
from referrals.selectors.follow_up_panel import follow_up_panel
from referrals.selectors.opened import Opened
from referrals.selectors.shapes import ReferralView
from referrals.selectors.view import view_of
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from referrals.views.common import facts_of, opened_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down something to be done."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    view = view_of(seen)
    panel = follow_up_panel(actor, view)
    if panel is None or not panel.may_add:
        raise Http404
    form = FollowUpForm(request.POST if request.method == "POST" else None, view=view)

    def do() -> object:
        said = {**form.cleaned_data}
        owner = said.pop("owner")
        return add_follow_up(actor=actor, referral_id=pk, owner_id=owner.pk, **said)

    return _answer(request, seen, view, form, _("登记跟进事项"), do)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Say what was done, or why it wasn't."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    view = view_of(seen)
    panel = follow_up_panel(actor, view)
    lines = panel.lines if panel is not None else []
    line = next((each for each in lines if each.id == item), None)
    if panel is None or line is None or item not in panel.settling:
        raise Http404
    form = SettleForm(request.POST if request.method == "POST" else None, label_suffix="")

    def do() -> object:
        return settle_follow_up(actor=actor, follow_up_id=item, **form.cleaned_data)

    return _answer(request, seen, view, form, _("办结跟进事项"), do, lead=line.task)


def _answer(
    request: HttpRequest,
    seen: Opened,
    view: ReferralView,
    form: forms.Form,
    title: str,
    do: Callable[[], object],
    lead: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except NotVisible as error:
            raise Http404 from error
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Invalid as refusal:
            for name, text in refusal.errors.items():
                form.add_error(name if name in form.fields else None, text)
        else:
            messages.success(request, _("已保存。"))
            return redirect("referrals:detail", pk=view.id)
    context = {
        "referral": view,
        "facts": facts_of(seen.actor, view, about=seen.about),
        "form": form,
        "title": title,
        "lead": lead,
    }
    return render(request, "referrals/short.html", context, status=422 if form.errors else 200)
