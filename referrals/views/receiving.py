"""Signing for several received referrals at once (签收)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agencies.models import Person
from agencies.views.common import actor_of
from core.clock import current_moment
from documents.kinds import KINDS
from referrals.errors import Invalid, ReferralError
from referrals.flows import FLOWS
from referrals.flows.table import Transition
from referrals.forms.transition import TransitionForm
from referrals.models import ReferralAccess
from referrals.selectors.mine import receipt_of
from referrals.selectors.queue_lines import lines_of
from referrals.selectors.queues import chosen_rows
from referrals.services import perform
from referrals.views.common import TOKEN_LENGTH, new_token, view_or_404
from referrals.views.deed import Deed, said_by_fields

MOST = 50


@dataclass(frozen=True)
class _Group:
    """Referrals that are signed for in the same way."""

    flow: str
    transition: Transition
    rows: Sequence[ReferralAccess]


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Ask once what a receipt needs, and sign for all that are ticked.

    Those of another flow are left for a second round: their receipts ask something else.
    """
    actor = actor_of(request)
    chosen = [int(each) for each in request.POST.getlist("chosen") if each.isdecimal()][:MOST]
    group = _group(actor, chosen)
    if group is None:
        if not chosen:
            messages.warning(request, _("请先勾选要签收的移送。"))
            return redirect("referrals:list")
        raise Http404
    data = request.POST if "confirm" in request.POST else None
    now = {group.transition.happened: current_moment()}
    form = TransitionForm(data, actor=actor, asked=group.transition.fields, initial=now)
    if data is None or not form.is_valid():
        context = {
            "form": form,
            "transition": group.transition,
            "lines": lines_of(actor, group.rows),
            "left": len(chosen) - len(group.rows),
            "token": request.POST.get("token", "")[:TOKEN_LENGTH] or new_token(),
        }
        status = 422 if form.errors else 200
        return render(request, "referrals/receive.html", context, status=status)
    _sign_all(request, actor, group, form)
    return redirect(f"{reverse('referrals:list')}?tab=mine")


def _group(actor: Person, chosen: Sequence[int]) -> _Group | None:
    found = [(row, receipt_of(actor, row)) for row in chosen_rows(actor, chosen)]
    signable = [(row, receipt) for row, receipt in found if receipt is not None]
    if not signable:
        return None
    first, transition = signable[0]
    rows = [row for row, receipt in signable if row.flow == first.flow and receipt == transition]
    return _Group(first.flow, transition, rows)


def _sign_all(request: HttpRequest, actor: Person, group: _Group, form: TransitionForm) -> None:
    done = 0
    for row in group.rows:
        referral = row.referral
        key = f"{request.POST.get('token', '')[:TOKEN_LENGTH]}:{referral.pk}"
        try:
            perform(
                actor=actor,
                referral_id=referral.pk,
                transition=group.transition.name,
                version=row.version,
                values=form.values(),
                paper=_paper(actor, row, group.transition, form),
                key=key,
            )
            done += 1
        except Invalid as refusal:
            why = "；".join(dict.fromkeys(refusal.errors.values()))
            words = _("“%(title)s”没有签收，请打开后单独签收：%(why)s")
            messages.warning(request, words % {"title": referral.title, "why": why})
        except ReferralError as refusal:
            words = _("“%(title)s”没有签收：%(why)s")
            messages.warning(request, words % {"title": referral.title, "why": str(refusal)})
    if done:
        said = ngettext("已签收%(n)s件。", "已签收%(n)s件。", done) % {"n": done}
        messages.success(request, said)


def _paper(
    actor: Person, row: ReferralAccess, transition: Transition, form: TransitionForm
) -> dict[str, object] | None:
    """The receipt of one of them, filled from what is known of it."""
    if not transition.paper or transition.paper not in KINDS:
        return None
    view = view_or_404(actor, row.referral_id)
    deed = Deed(actor, FLOWS[row.flow], transition, view=view, case_id=view.case_id)
    kind = KINDS[transition.paper]
    return deed.known_sections(kind) | said_by_fields(kind, form)
