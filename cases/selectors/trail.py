"""What was done with a case, by whom and when: the log, cut to what the viewer may see."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Field, Model, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import Agency, Person, Post
from audit.models import AuditEvent
from audit.registry import verb_name
from audit.selectors import events_of_case
from cases.models import Case, Profile
from cases.policies import access_of
from cases.redaction import Section, without_names
from cases.selectors.detail import CaseNotVisible, CaseView, case_view, scope_of
from cases.services.children import MODELS
from cases.trail_rules import ACTS, INNER, OF_OWNER, PAPERS, READS, UNSEEN, UNWATCHED
from core.paging import Page, keyset_page
from documents.selectors import readable_documents

PAGE_SIZE = 50
VERB = "case.trail"
_HASHED = "sm3:"


@dataclass(frozen=True)
class TrailChange:
    """A field that changed; `values` is empty where only that is told."""

    label: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrailLine:
    """One line; `who` is empty for the system."""

    at: dt.datetime
    who: str
    agency: str
    what: str
    ground: str
    changes: tuple[TrailChange, ...]


@dataclass(frozen=True)
class Trail:
    """A page of the trail. `reads` says which of the two sides it shows."""

    case: CaseView
    withheld: bool
    may_see_reads: bool
    reads: bool
    page: Page[AuditEvent]
    lines: tuple[TrailLine, ...]


@transaction.atomic
def trail_of(
    actor: Person, case_id: int, *, reads: bool = False, cursor: str | None = None
) -> Trail:
    """What was done with the case, or who looked at it, latest first; the look is logged.

    Raises CaseNotVisible and core.paging.BadCursor.
    """
    access = access_of(actor, case_id)
    if access is None:
        raise CaseNotVisible
    view = case_view(actor, case_id, verb=VERB, brief=True)
    watches = view.own and actor.holds(Post.LEADER)
    shown = view.shows(Section.HISTORY)
    reads = reads and watches
    page: Page[AuditEvent] = Page([], None, None)
    if shown:
        events = _reads(actor, case_id) if reads else _acts(actor, case_id, view.profile)
        page = keyset_page(events, order=["-at", "-id"], cursor=cursor, size=PAGE_SIZE)
    scope = scope_of(actor, access)
    people = list(Case.objects.get(pk=case_id).parties.all()) if page.items else []
    lines = tuple(
        TrailLine(
            at=event.at,
            who=event.actor_name,
            agency=event.agency_name,
            what=verb_name(event.verb),
            ground=without_names(event.ground, people, scope) if not _is_code(event) else "",
            changes=tuple(_changes(event)),
        )
        for event in page.items
    )
    return Trail(view, not shown, watches, reads, page, lines)


def _is_code(event: AuditEvent) -> bool:
    """How a case came in stands in the ground as a code, the basis of a look in that of reads."""
    return event.verb == "case.record"


def _acts(actor: Person, case_id: int, profile: str) -> QuerySet[AuditEvent]:
    public = set(ACTS) | (set(OF_OWNER) if profile == Profile.OWNER else set())
    seen = Q(verb__in=public) & ~Q(agency_id__in=_of_kinds(UNSEEN))
    unowned = Q(verb__in=public, agency_id__isnull=True)
    own = Q(verb__in=[*public, *INNER], agency_id=actor.agency_id)
    papers = Q(
        verb__in=PAPERS, object_type="documents.document", object_id__in=_papers(actor, case_id)
    )
    return events_of_case(case_id).filter(seen | unowned | own | papers, reading=False)


def _papers(actor: Person, case_id: int) -> list[str]:
    """Papers of the case that this viewer may read."""
    readable = readable_documents(actor).filter(case_id=case_id)
    return [str(pk) for pk in readable.values_list("pk", flat=True)]


def _reads(actor: Person, case_id: int) -> QuerySet[AuditEvent]:
    others = ~Q(agency_id__in=_of_kinds(UNWATCHED))
    watched = others | Q(agency_id=actor.agency_id)
    return events_of_case(case_id).filter(watched, reading=True, verb__in=READS)


def _of_kinds(kinds: tuple[str, ...]) -> list[int]:
    return list(Agency.objects.filter(kind__in=kinds).values_list("pk", flat=True))


# What an act's fields belong to, where that isn't the case itself.
_MODEL_OF: dict[str, type[Model]] = {
    f"case.add_{name}": MODELS[name] for name in ("payments", "deferrals", "steps", "remedies")
}


@cache
def _fields(verb: str) -> dict[str, "Field[Any, Any]"]:
    """The fields that an act may tell of; anything else is left out."""
    if verb in PAPERS:
        return {}
    model = _MODEL_OF.get(verb, Case)
    return {field.name: field for field in model._meta.fields if field.editable}


def _sections() -> dict[str, str]:
    return {
        "parties": _("当事人"),
        "officers": _("执法人员"),
        "bases": _("法律依据"),
        "penalties": _("处罚"),
        "evidence": _("证据"),
        "measures": _("强制措施"),
        "payments": _("缴款"),
        "deferrals": _("延期分期"),
        "steps": _("执行步骤"),
        "remedies": _("复议诉讼"),
    }


def _changes(event: AuditEvent) -> Iterator[TrailChange]:
    fields = _fields(event.verb)
    for name, value in event.changes.items():
        if name == "sections" and isinstance(value, list):
            known = _sections()
            yield from (TrailChange(known[each]) for each in value if each in known)
        elif name == "number" and event.verb in PAPERS:
            yield TrailChange(_("文号"), (str(value),))
        elif name in fields:
            values = value if isinstance(value, list) else [value]
            hidden = any(str(each).startswith(_HASHED) for each in values)
            told = () if hidden else tuple(_told(fields[name], each) for each in values)
            yield TrailChange(str(fields[name].verbose_name), told)


def _told(field: "Field[Any, Any]", value: Any) -> str:
    if value in (None, "", "None"):
        return _("（空）")
    if isinstance(field, BooleanField):
        return _("是") if str(value) == "True" else _("否")
    return str(dict(field.flatchoices).get(value, value))
