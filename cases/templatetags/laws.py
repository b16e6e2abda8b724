"""How laws and charges are shown."""

from django import template
from django.utils.safestring import SafeString

from cases.forms.reference import STATUSES
from cases.models import Law, LawVersion
from cases.selectors.law_pages import LawPage
from core.templatetags.ui import status_tag

register = template.Library()
_WORDS = dict(STATUSES)
_TONES = {"in_force": "ok", "superseded": "closed", "repealed": "danger"}


@register.simple_tag
def law_status(law: Law) -> SafeString:
    """Whether the law is in force, as a tag."""
    return status_tag(_TONES.get(law.status, "neutral"), _WORDS.get(law.status, law.status))


@register.filter
def law_day(version: LawVersion, page: LawPage) -> str:
    """A day on which an article of this page reads so: the one asked for, or one of its own."""
    day = page.on
    first, last = version.in_force_from or version.promulgated_on, version.in_force_to
    if day < first:
        day = first
    if last and day > last:
        day = last
    return day.isoformat()
