"""What the operations of this app have in common."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from core.problems import BadQuery

REFERRAL_TAG = "referrals"
PAPER_TAG = "papers"
# What papers, files and periods of a referral are kept under.
SUBJECT = "referral"
ID = OpenApiParameter(
    "id", OpenApiTypes.INT64, OpenApiParameter.PATH, description=gettext_lazy("编号")
)
_ID_TEXT = re.compile(r"[0-9]{1,18}")
_YES = {"true": True, "1": True, "false": False, "0": False, "": False}


def number(asked: Mapping[str, str], name: str) -> int | None:
    """A parameter that is an id; BadQuery for what none can be."""
    text = asked.get(name, "")
    if text and not _ID_TEXT.fullmatch(text):
        raise BadQuery({name: [_("请填写编号。")]})
    return int(text) if text else None


def yes(asked: Mapping[str, str], name: str) -> bool:
    """A parameter that is true or false; false when it isn't there."""
    try:
        return _YES[asked.get(name, "").lower()]
    except KeyError as error:
        raise BadQuery({name: [_("请填写 true 或 false。")]}) from error
