"""Template tags of the screen: `{% load ui %}`. What each draws is in docs/screen.md."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.clock import current_day, current_moment, shift
from core.errors_on_form import ErrorLine, error_lines
from core.screen import Fact, SummaryRow, TimelineEntry, tone_of

register = template.Library()
NOTHING = "—"


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of static/img/icons.svg, hidden from screen readers: words stand beside it."""
    return _icon(name)


# A page has hundreds; the address of the file is found anew only by another process.
@cache
def _icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def county() -> str:
    """The county this installation serves (settings.COUNTY_NAME), or nothing."""
    return str(getattr(settings, "COUNTY_NAME", ""))


@register.simple_tag
def moved_clock() -> str:
    """A strip that tells which day it is in a county whose clock was moved; else nothing."""
    ahead = shift()
    if not ahead:
        return ""
    said = _("演示时钟：%(day)s（已拨快 %(days)d 天）") % {
        "day": current_day().isoformat(),
        "days": round(ahead / timedelta(days=1)),
    }
    return format_html(
        '<aside class="moved" aria-label="{}">{}{}</aside>', _("演示时钟"), _icon("clock"), said
    )


@register.simple_tag
def status_tag(value: object, label: object) -> SafeString:
    """A status in words with the icon and colour of its tone."""
    tone = tone_of(value)
    return format_html('<span class="tag tag-{}">{}{}</span>', tone, _icon(tone), label)


@register.simple_tag
def columns(*labels: object) -> SafeString:
    """The head of a plain table: `{% columns _("姓名") _("登录名") %}`."""
    heads = format_html_join("", '<th scope="col">{}</th>', ((label,) for label in labels))
    return format_html("<thead><tr>{}</tr></thead>", heads)


@register.simple_tag
def query_buttons(reset_url: str) -> SafeString:
    """The last cell of a query form: ask, or begin anew."""
    return format_html(
        '<div class="query-buttons"><button class="btn btn-primary" type="submit">{}</button>'
        '<a class="btn btn-plain" href="{}">{}</a></div>',
        _("查询"),
        reset_url,
        _("重置"),
    )


@register.simple_tag
def money(amount: Decimal | int | None, unit: bool = True) -> str:
    """Yuan with thousands separated and two decimals."""
    if amount is None:
        return NOTHING
    figure = f"{amount:,.2f}"
    return _("%(amount)s元") % {"amount": figure} if unit else figure


@register.simple_tag
def day(value: date | None) -> str:
    """A day as 2026-11-21, in local time."""
    if not value:
        return NOTHING
    text = f"{_local(value):%Y-%m-%d}"
    return format_html('<time datetime="{}">{}</time>', text, text)


@register.simple_tag
def moment(value: datetime | None) -> str:
    """A moment as 2026-11-21 09:05, in local time."""
    if not value:
        return NOTHING
    local = _local(value)
    text = f"{local:%Y-%m-%d %H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@register.simple_tag
def this_moment() -> str:
    """The moment it is in the county, also where the clock of a demo was moved."""
    return moment(current_moment())


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.simple_tag
def masked(value: object) -> SafeString:
    """A value of which a part is hidden, marked as such for eye and ear."""
    return format_html(
        '<span class="masked">{}{}</span><span class="visually-hidden">{}</span>',
        icon("lock"),
        value,
        _("（已脱敏）"),
    )


@register.simple_tag
def withheld() -> SafeString:
    """Stands where the viewer's grounds give no right to the value."""
    return format_html('<span class="withheld">{}{}</span>', icon("lock"), _("无权查看"))


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: object, text: object = "", url: str = "", action: object = "", icon: str = "inbox"
) -> dict[str, Any]:
    """What stands where nothing is; says what the person can do."""
    return {"title": title, "text": text, "url": url, "action": action, "icon_name": icon}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, list[ErrorLine]]:
    """Every error of these forms and formsets, each a link to its field."""
    return {"errors": [line for form in forms for line in error_lines(form)]}


@register.inclusion_tag("components/identity_bar.html")
def identity_bar(number: object, facts: Iterable[Fact]) -> dict[str, Any]:
    """The bar that stays in view on a detail page: number, party, status, next deadline."""
    return {"number": number, "facts": list(facts)}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[SummaryRow], columns: int = 2) -> dict[str, Any]:
    """Questions and answers; with `change_url` the check-answers page."""
    return {"rows": list(rows), "one_column": columns == 1}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[TimelineEntry]) -> dict[str, Any]:
    """What happened, in the order given."""
    marked = [(entry, isinstance(entry.at, datetime)) for entry in entries]
    return {"entries": marked}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, note: object = "") -> dict[str, Any]:
    """Links to the previous and next page; everything else in the address stays."""
    return {"page": page, "note": note, "request": context["request"]}
