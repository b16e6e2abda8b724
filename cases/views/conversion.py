"""The receiving police say what became of the evidence: one short page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.views.common import actor_of
from cases.display import view_facts
from cases.forms.conversion import ConversionForm
from cases.models import Conversion
from cases.selectors.conversion import convertible
from cases.services.conversion import convert_evidence
from cases.views.common import view_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest, pk: int) -> HttpResponse:
    """How one item came into the criminal case, by whom and when."""
    actor = actor_of(request)
    items = convertible(actor, pk)
    if not items.exists():
        raise Http404
    view = view_or_404(actor, pk)
    data = request.POST if request.method == "POST" else None
    form = ConversionForm(data, actor=actor, items=items)
    if form.is_valid():
        said = form.cleaned_data
        try:
            convert_evidence(
                actor=actor,
                case_id=pk,
                evidence_id=said["item"].pk,
                conversion=Conversion(said["conversion"]),
                converted_by=said["converted_by"],
                converted_on=said["converted_on"],
            )
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("已登记证据转换。"))
            return redirect("cases:detail", pk)
    context = {"case": view, "facts": view_facts(view), "form": form}
    status = 422 if form.errors else 200
    return render(request, "cases/conversion.html", context, status=status)
