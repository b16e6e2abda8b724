"""What the pages of the inbox share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

SHOWN: dict[str, Any] = {
    "open": gettext_lazy("未办结"),
    "mine": gettext_lazy("我认领的"),
    "handed": gettext_lazy("我转交的"),
    "settled": gettext_lazy("已办结"),
}


def tabs(current: str) -> list[dict[str, Any]]:
    """The parts of the inbox: lists of to-dos, notices, months."""
    todos = reverse("inbox:todos")
    lists = [(value, label, f"{todos}?shown={value}") for value, label in SHOWN.items()]
    others = [
        ("notices", gettext_lazy("知会"), reverse("inbox:notices")),
        ("month", gettext_lazy("月历"), reverse("inbox:month")),
    ]
    return [
        {"label": label, "url": url, "active": value == current}
        for value, label, url in (*lists, *others)
    ]


def back(request: HttpRequest, name: str = "inbox:todos") -> str:
    """Where the form came from, if that is a page of ours."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse(name)
