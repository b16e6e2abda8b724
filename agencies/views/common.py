"""What the pages of this app share: who asks, and how a refusal reaches the form."""

from collections.abc import Callable
from typing import cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from agencies.models import Person
from agencies.policies import is_actor

PAGE_SIZE = 50
_LONGEST = 60


def actor_of(request: HttpRequest) -> Person:
    """The person who asks. Http404 for anybody who isn't one."""
    if not is_actor(request.user):
        raise Http404
    return cast("Person", request.user)


def typed_so_far(request: HttpRequest) -> str:
    """What a typeahead asks for, cut to what one types: an address may be of any length."""
    return request.GET.get("q", "").strip()[:_LONGEST]


def found(allowed: bool) -> None:
    """Http404 unless allowed: a page that isn't someone's business doesn't exist for them."""
    if not allowed:
        raise Http404


def apply_or_explain(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run the service call; put what it refuses on the form, at the field it names."""
    try:
        act()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            form.add_error(None, error)
            return False
        for field, errors in error.error_dict.items():
            known = field if field in form.fields else None
            form.add_error(None if field == NON_FIELD_ERRORS else known, errors)
        return False
    return True
