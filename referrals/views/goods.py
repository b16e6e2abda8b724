"""The list of goods is made: rows are added with and without scripts, nothing is lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Person
from agencies.views.common import actor_of
from referrals.errors import NotAllowed, NotVisible
from referrals.forms.goods import EMPTY_ROWS, PREFIX, Rows, list_form, rows_form
from referrals.goods.selectors import goods_to_list, origins
from referrals.goods.services import MOST_ITEMS, StaleGoods, current_list, save_goods
from referrals.models import Referral

ADD = "add"


@require_http_methods(["GET", "HEAD", "POST"])
def goods_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of the list; for the side that hands over, while the goods are counted."""
    actor = actor_of(request)
    referral = goods_to_list(actor, pk)
    if referral is None:
        raise Http404
    current = current_list(referral.pk)
    if request.method != "POST":
        held = list(current.items.all()) if current else []
        rows = rows_form(None, held, more=EMPTY_ROWS)
        return _page(request, actor, referral, rows, list_form(None, current))
    if ADD in request.POST:
        rows = rows_form(_with_more(request.POST), (), more=0, quiet=True)
        return _page(request, actor, referral, rows, list_form(request.POST, current), quiet=True)
    return _save(request, actor, referral)


def _save(request: HttpRequest, actor: Person, referral: Referral) -> HttpResponse:
    rows = rows_form(request.POST, (), more=0)
    form = list_form(request.POST, current_list(referral.pk))
    if rows.is_valid() and form.is_valid():
        try:
            save_goods(
                actor=actor,
                referral_id=referral.pk,
                number=form.cleaned_data["number"],
                items=[row.item() for row in rows.forms if row.has_changed()],
                reason=form.cleaned_data.get("reason", ""),
            )
        except (NotVisible, NotAllowed) as error:
            raise Http404 from error
        except StaleGoods:
            messages.warning(request, _("清单已被他人更改或者签字，请查看后再办理。"))
            return redirect("referrals:goods", referral.pk)
        except ValidationError as refusal:
            for message in refusal.messages:
                form.add_error(None, message)
        else:
            messages.success(request, _("清单已保存。"))
            return redirect("referrals:detail", pk=referral.pk)
    return _page(request, actor, referral, rows, form, status=422)


def _with_more(sent: QueryDict) -> QueryDict:
    """What was typed, with some more empty rows."""
    typed = sent.copy()
    name = f"{PREFIX}-TOTAL_FORMS"
    total = typed.get(name, "")
    count = int(total) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    typed[name] = str(min(count + EMPTY_ROWS, MOST_ITEMS))
    return typed


def _page(
    request: HttpRequest,
    actor: Person,
    referral: Referral,
    rows: Rows,
    form: object,
    *,
    status: int = 200,
    quiet: bool = False,
) -> HttpResponse:
    context = {
        "referral": referral,
        "rows": rows,
        "form": form,
        "quiet": quiet,
        "origins": origins(actor, referral),
    }
    return render(request, "referrals/goods.html", context, status=status)
