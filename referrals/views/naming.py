"""Naming who works on a matter that isn't for the whole agency."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Person
from agencies.views.common import actor_of
from core.clock import current_day
from core.screen import Fact
from referrals.display import due_fact
from referrals.errors import Invalid, NotAllowed, NotVisible
from referrals.forms.naming import NamingForm
from referrals.selectors.naming import ToName, is_readable, to_name
from referrals.services.naming import name_people


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who works on it; for the head and the intake, who see no more of it before."""
    actor = actor_of(request)
    try:
        seen = to_name(actor, pk)
    except NotVisible as error:
        raise Http404 from error
    data = request.POST if request.method == "POST" else None
    form = NamingForm(data, actor=actor, initial={"people": list(seen.people)})
    if form.is_valid() and _named(actor, seen, form):
        messages.success(request, _("已指定承办人员。"))
        if is_readable(actor, pk):
            return redirect("referrals:detail", pk)
        return redirect("referrals:list")
    facts = [
        Fact(_("状态"), seen.state_label),
        Fact(_("移送方"), seen.sender),
        due_fact(seen.due_on, (seen.due_on - current_day()).days if seen.due_on else None),
    ]
    context = {"seen": seen, "form": form, "facts": facts}
    return render(request, "referrals/name.html", context, status=422 if form.errors else 200)


def _named(actor: Person, seen: ToName, form: NamingForm) -> bool:
    chosen = [person.pk for person in form.cleaned_data["people"]]
    try:
        name_people(actor=actor, referral_id=seen.id, people=chosen)
    except (NotVisible, NotAllowed) as error:
        raise Http404 from error
    except Invalid as refusal:
        for field, text in refusal.errors.items():
            form.add_error(field or None, text)
        return False
    return True
