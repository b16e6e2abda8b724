"""What the pages of cases share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string

from agencies.models import Person
from cases.selectors import CaseLine, CaseNotVisible, CaseView, case_view
from cases.selectors.lists import changeable_line

TOKEN_LENGTH = 20


def view_or_404(actor: Person, pk: int) -> CaseView:
    """The case as this person sees it; a stranger learns nothing, not even that it exists."""
    try:
        return case_view(actor, pk)
    except CaseNotVisible as error:
        raise Http404 from error


def changeable_or_404(actor: Person, pk: int) -> CaseLine:
    """The case as a line for those who may change it; Http404 for anyone else."""
    try:
        return changeable_line(actor, pk)
    except CaseNotVisible as error:
        raise Http404 from error


def first_page(request: HttpRequest) -> HttpResponse:
    """The same list without a page mark that isn't valid any more."""
    rest = request.GET.copy()
    rest.pop("cursor", None)
    return redirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)


def new_token() -> str:
    """A mark for one form: what is sent with it counts once."""
    return get_random_string(TOKEN_LENGTH)


def explain(form: BaseForm, refusal: ValidationError, names: dict[str, str] | None = None) -> None:
    """Put what a service refused on the form, at the field it names."""
    errors: dict[str, Any] = (
        refusal.error_dict if hasattr(refusal, "error_dict") else {"": refusal.error_list}
    )
    for field, found in errors.items():
        name = (names or {}).get(field, field)
        form.add_error(name if name in form.fields else None, found)
