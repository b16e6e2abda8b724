"""Lines for the typeahead of the entry form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Sector
from agencies.selectors import find_agencies
from agencies.views.common import actor_of, typed_so_far
from cases import selectors
from cases.forms.matters import suggested_bases
from cases.models import BasisUse
from cases.selectors.known_at_entry import Offered, offered_parties
from cases.selectors.law_lists import suggest_charges

_SECTORS = dict(Sector.choices)


def _lines(request: HttpRequest, options: list[dict[str, object]]) -> HttpResponse:
    lines = [{"label": option["text"], "data": {}, **option} for option in options]
    return render(request, "cases/entry/options.html", {"options": lines})


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """Matters by name, code or initials, with what choosing one fills in."""
    text = typed_so_far(request)
    found = selectors.suggest_matters(actor_of(request), text) if text else []
    options: list[dict[str, object]] = []
    for matter in found:
        bases = dict(suggested_bases(matter))
        options.append(
            {
                "value": matter.code,
                "text": matter.name,
                "note": f"{matter.code} · {_SECTORS.get(matter.sector, matter.sector)}",
                "data": {
                    "sector": matter.sector,
                    "cause": matter.cause,
                    "violated": bases.get(BasisUse.VIOLATED, ""),
                    "penalised": bases.get(BasisUse.PENALISED, ""),
                },
            }
        )
    return _lines(request, options)


@require_GET
def laws(request: HttpRequest) -> HttpResponse:
    """Titles of laws for the beginning of a citation; none once a title is closed by 》."""
    actor, text = actor_of(request), typed_so_far(request)
    title = text.removeprefix("《").strip()
    found = selectors.suggest_laws(actor, title) if title and "》" not in title else []
    return _lines(
        request,
        [
            {"value": law.pk, "text": f"《{law.title}》第", "label": law.title, "note": law.level}
            for law in found
        ],
    )


@require_GET
def charges(request: HttpRequest) -> HttpResponse:
    """Current criminal charges by name, initials or article."""
    actor, text = actor_of(request), typed_so_far(request)
    return _lines(
        request,
        [
            {"value": charge.pk, "text": charge.name, "note": charge.article}
            for charge in (suggest_charges(actor, text) if text else [])
        ],
    )


@require_GET
def officers(request: HttpRequest) -> HttpResponse:
    """People of one's own agency who have an enforcement certificate."""
    actor, text = actor_of(request), typed_so_far(request)
    found = selectors.suggest_officers(actor, text) if text else []
    return _lines(
        request,
        [
            {
                "value": person.pk,
                "text": person.name,
                "note": person.certificate_no,
                "data": {"certificate": person.certificate_no},
            }
            for person in found
        ],
    )


@require_GET
def parties(request: HttpRequest) -> HttpResponse:
    """Parties known to one's own agency. The numbers of people go out masked only: what is
    sent back of a chosen party is its reference."""
    actor, text = actor_of(request), typed_so_far(request)
    return _lines(request, [_party(offered) for offered in offered_parties(actor, text)])


def _party(offered: Offered) -> dict[str, object]:
    party = offered.party
    told = (party.kind_label, party.identifier, party.address)
    return {
        "value": party.id,
        "text": party.name,
        "note": " ".join(part for part in told if part),
        "data": {
            "party": party.name,
            "kind": party.kind,
            "type": offered.identifier_type,
            "number": party.identifier,
            "masked": "yes" if "*" in party.identifier else "",
            "representative": party.representative,
            "address": party.address,
            "phone": party.phone,
        },
    }


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """Active agencies by name or initials, for the query form of the list."""
    actor, text = actor_of(request), typed_so_far(request)
    return _lines(
        request,
        [
            {"value": agency.pk, "text": agency.name, "note": agency.get_kind_display()}
            for agency in (find_agencies(actor, text) if text else [])
        ],
    )
