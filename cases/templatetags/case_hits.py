"""`{% load case_hits %}`: what the one search box found.

Put together here and not by a template, like the rows of the list: there are fifty.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases import display
from cases.selectors.find import Hit
from core.addresses import addresses
from core.templatetags.ui import NOTHING, day, status_tag

register = template.Library()


@register.simple_tag
def case_hits(hits: Iterable[Hit]) -> SafeString:
    """An `<li>` for each case, with the words that were found marked."""
    address = addresses("cases:detail")
    return mark_safe("".join(_item(hit, address(hit.line.id)) for hit in hits))  # noqa: S308  (every text in it is escaped)


def _item(hit: Hit, url: str) -> str:
    line = hit.line
    decided = f" · {day(line.decided_on)}" if line.decided_on else ""
    status = display.TONES.get(line.penalty_status, "neutral"), line.penalty_status_label
    tag = status_tag(*status) if line.penalty_status_label else ""
    parties = escape(display.parties_of([line.parties], line.party_count)) or NOTHING
    cause = f" · {escape(line.cause)}" if line.cause else ""
    why = escape(_("命中%(label)s：") % {"label": hit.label})
    pieces = (
        f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text)
        for piece in hit.text
    )
    return (
        f'<li class="find-item"><div class="find-head"><a href="{url}" data-key-item>'
        f"{escape(display.number_of(line))}</a>"
        f' <span class="small faint">{escape(line.owner)}{decided}</span> {tag}</div>'
        f'<div class="find-case">{parties}{cause}</div>'
        f'<div class="find-why small"><span class="faint">{why}</span>{"".join(pieces)}</div>'
        "</li>\n"
    )
