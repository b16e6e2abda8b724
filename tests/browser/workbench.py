"""A page of the tests on which each script and component has its place.

Not part of the platform: its addresses exist only where a test calls `install`.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from pytest_django import Settings

from config.urls import urlpatterns as real

PAGES = Path(__file__).parent / "pages"
SAVES: list[dict[str, list[str]]] = []
POSTS: list[dict[str, list[str]]] = []
ASKED: list[str] = []


class Fault:
    """Switched on, the server refuses to save drafts."""

    status = 200


def install(settings: Settings) -> None:
    """Add the workbench to the site for one test, with nothing heard yet."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(PAGES)
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = __name__
    Fault.status = 200
    for heard in (SAVES, POSTS, ASKED):
        heard.clear()


class CaseForm(forms.Form):
    number = forms.CharField(label="文号", help_text="例如〔2026〕12号")
    matter = forms.CharField(label="案由")
    matter_id = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="程序", choices=[("s", "简易"), ("o", "普通")], widget=forms.RadioSelect
    )
    facts = forms.CharField(label="事实", widget=forms.Textarea)


class PartyForm(forms.Form):
    name = forms.CharField(label="名称")


Parties = formset_factory(PartyForm, extra=1, can_delete=True)


def bench(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    if data is not None:
        POSTS.append(dict(data.lists()))
    values: dict[str, Any] = {"form": CaseForm(data), "parties": Parties(data)}
    return render(request, "bench.html", values)


def there(request: HttpRequest) -> HttpResponse:
    return render(request, "there.html")


def save(request: HttpRequest) -> HttpResponse:
    if Fault.status != 200:
        return HttpResponse(status=Fault.status)
    SAVES.append(dict(request.POST.lists()))
    return JsonResponse({"saved_at": "14:05"})


def ask(request: HttpRequest) -> HttpResponse:
    ASKED.append(request.GET["q"])
    lines = "".join(
        f'<li role="option" data-value="{value}" data-text="{text}">{text}<small>说明</small></li>'
        for value, text in (("7", "宏达案由"), ("8", "红大案由"))
        if "z" not in request.GET["q"]
    )
    return HttpResponse(lines)


urlpatterns = [
    path("bench/", bench),
    path("bench/there/", there),
    path("bench/save/", save),
    path("bench/ask/", ask),
    *real,
]
