"""What stands in the address of a request."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from rest_framework.request import Request

from core.problems import BadQuery


def known_parameters(request: Request, names: Collection[str]) -> None:
    """Raises BadQuery for other parameters: a mistyped condition would find everything."""
    if unknown := set(request.query_params) - set(names):
        raise BadQuery({name: [_("没有这个参数。")] for name in sorted(unknown)})
