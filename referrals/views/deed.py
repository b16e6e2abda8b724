"""A transition that somebody is about to perform: what its page shows and asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from agencies.models import Person
from cases.redaction import PartyView
from cases.selectors import CaseNotVisible, CaseView, case_view
from cases.selectors.thresholds import suspected
from cases.selectors.visibility import owner_of
from core.clock import current_day, current_moment
from documents.kinds import KINDS, PaperKind
from referrals.filling import FACTS, filled
from referrals.flows.common import OWNERS
from referrals.flows.routing import Route
from referrals.flows.table import Field, Flow, Kind, Role, Transition
from referrals.forms.paper import PaperForm, as_section
from referrals.forms.routed import choose_only, narrow, route_of
from referrals.forms.start import SuspectForm
from referrals.forms.transition import TransitionForm
from referrals.selectors import referral_view
from referrals.selectors.drafts import draft_values, said_on_papers
from referrals.selectors.enclosed import Enclosures, enclosures_of
from referrals.selectors.shapes import ReferralView
from referrals.words import Names, fields_of, lines_of

_LASTING = {Kind.TEXT, Kind.LINES, Kind.AGENCY, Kind.CHARGE, Kind.PERSON, Kind.PEOPLE}
_OF_ONE_STEP = {"contact", "opinion", "reason", "remark"}
# What the flow above has told of the matter already.
_OF_ABOVE = {"charge", "course", "materials", "threshold"}
_WHO_ACTS = {"handed_by", "received_by"}
# Who stands where is known better by now, or is just being changed.
_SIDES = {role.value for role in Role}
_IN_WORDS = {Kind.CHOICE, Kind.YES_NO}


@dataclass(frozen=True)
class Forms:
    """The parts of one page: fields of the transition, sections of its paper, the suspect."""

    fields: TransitionForm
    paper: PaperForm | None
    suspect: SuspectForm | None

    def all(self) -> list[Any]:
        """Those that are there."""
        return [form for form in (self.suspect, self.fields, self.paper) if form is not None]

    def is_valid(self) -> bool:
        """Whether all are; every one is judged, so that all errors are told at once."""
        judged = [form.is_valid() for form in self.all()]
        return all(judged)


@dataclass(frozen=True)
class Deed:
    """Who is about to do what, and on which referral or case."""

    actor: Person
    flow: Flow
    transition: Transition
    view: ReferralView | None = None
    parent: ReferralView | None = None
    case_id: int | None = None
    allowed: bool = True
    why_not: str = ""
    # Whom the referral is about, or the one above: party and number of the case.
    about: str = ""

    @cached_property
    def case(self) -> CaseView | None:
        """The case as the actor sees it; None without one, or where it isn't theirs to see."""
        if self.case_id is None:
            return None
        try:
            # Papers are filled from it: its words are Chinese, whatever the page speaks.
            with override("zh-hans"):
                return case_view(self.actor, self.case_id, verb="referral.fill", history=False)
        except CaseNotVisible:
            return None

    @cached_property
    def enclosures(self) -> Enclosures:
        """What goes along with the paper."""
        if self.view is None:
            return Enclosures()
        return enclosures_of(self.actor, self.view.id, self.transition)

    @cached_property
    def kind(self) -> PaperKind | None:
        """The paper that is signed with it; None without one."""
        return KINDS.get(self.transition.paper) if self.transition.paper else None

    @property
    def route(self) -> Route | None:
        """Where a clue of this type leads."""
        return route_of(self.view)

    @property
    def parties(self) -> tuple[PartyView, ...]:
        """Those among whom the suspect is chosen, when the referral begins with one."""
        if self.view is not None or not self.flow.per_suspect or self.case is None:
            return ()
        return self.case.parties

    @cached_property
    def above(self) -> ReferralView | None:
        """The referral that this one hangs on, or is about to; None where it isn't seen."""
        if self.parent is not None or self.view is None or self.view.parent is None:
            return self.parent
        return referral_view(self.actor, self.view.parent.id)

    def asks(self, name: str) -> bool:
        """Whether there is a field of this name."""
        return any(field.name == name for field in self.transition.fields)

    @property
    def back_url(self) -> str:
        """The page from which one came."""
        if self.view is not None:
            return reverse("referrals:detail", args=[self.view.id])
        if self.parent is not None:
            return reverse("referrals:detail", args=[self.parent.id])
        if self.case_id is not None:
            return reverse("cases:detail", args=[self.case_id])
        return reverse("referrals:start")

    def forms(self, request: HttpRequest, *, quiet: bool = False, draft: bool = False) -> Forms:
        """The forms, filled with what was typed, or with what is known already.

        `quiet`: shown as typed and not judged. `draft`: a paper may still be incomplete.
        """
        data = request.POST if request.method == "POST" else None
        fields = TransitionForm(
            data,
            actor=self.actor,
            asked=self.transition.fields,
            initial={} if data is not None else self._known_fields() | self._suspected(request),
            quiet=quiet,
        )
        if data is None:
            self._choose_owner(fields)
        if self.route is not None:
            narrow(fields, self.route, self.actor.agency.kind)
        if data is None:
            choose_only(fields)
        paper = None
        if self.kind is not None:
            known = {} if data is not None else self.known_sections(self.kind)
            # Neither asked twice, nor asked at all where the step itself decides it.
            shared = {field.name for field in self.transition.fields} | dict(
                self.transition.says
            ).keys()
            paper = PaperForm(
                data, kind=self.kind, initial=known, shared=shared, draft=draft, quiet=quiet
            )
        suspect = SuspectForm(data, parties=self.parties, quiet=quiet) if self.parties else None
        return Forms(fields, paper, suspect)

    def _choose_owner(self, fields: TransitionForm) -> None:
        """Whose case it is penalises: where such an agency is asked for, it is chosen."""
        name = Role.RECEIVER.value
        if self.case_id is None or self.flow.sides.get(Role.RECEIVER) != OWNERS:
            return
        asked = fields.fields.get(name)
        if not isinstance(asked, ModelChoiceField) or fields.initial.get(name):
            return
        owner = owner_of(self.actor, self.case_id)
        offered = asked.queryset
        if offered is not None and offered.filter(pk=owner).exists():
            fields.initial[name] = owner

    def _suspected(self, request: HttpRequest) -> dict[str, str]:
        """What the suggestion on the page of a case hands on: ids of charge and threshold."""
        if self.view is not None or "charge" not in request.GET:
            return {}
        return suspected(
            self.actor,
            charge_id=request.GET["charge"],
            threshold_id=request.GET.get("threshold", ""),
        )

    def _known_fields(self) -> dict[str, Any]:
        known: dict[str, Any] = {}
        before: Mapping[str, Any] = self.view.data if self.view is not None else {}
        again = any(self.transition.fields == t.fields for t in self.flow.from_state(""))
        for field in self.transition.fields:
            if field.name in before and (again or _lasts(field)):
                known[field.name] = before[field.name]
            elif field.kind == Kind.CHARGE and self.above is not None:
                known[field.name] = self.above.data.get(field.name, "")
            elif field.name == "contact":
                known |= self._contact()
            elif field.name in _WHO_ACTS:
                known[field.name] = self.actor.name
            elif field.source in before:
                known[field.name] = before[field.source]
            elif field.source in FACTS and self.case is not None:
                known[field.name] = FACTS[field.source](self.case)
            elif field.name == self.transition.happened:
                now = field.kind == Kind.MOMENT
                known[field.name] = current_moment() if now else current_day()
        return known

    def known_sections(self, kind: PaperKind) -> dict[str, Any]:
        """What the paper says already: the draft that was begun, else what the case tells."""
        begun = draft_values(self.actor, self.view, self.transition)
        if begun:
            return begun
        told = filled(kind, self.case, self.view, signer=self.actor.name) | self._contact()
        known = _said_before(kind, self.flow, self.view)
        if self.above is not None:
            told_above = filled(kind, self.case, self.above)
            known |= {
                name: told_above[name] for name in _OF_ABOVE & told_above.keys() - known.keys()
            }
        if self.case is None:
            on_papers = said_on_papers(self.actor, self.view)
            known = {
                section.name: as_section(section, on_papers[section.name])
                for section in kind.sections
                if section.name in on_papers
            } | known
        names = [section.name for section in kind.sections]
        return {name: told.get(name) or known.get(name, "") for name in names}

    def _contact(self) -> dict[str, str]:
        """Whom the other side asks: whoever fills in the form."""
        return {"contact": f"{self.actor.name} {self.actor.phone}".strip()}

    def paper_values(self, forms: Forms) -> dict[str, Any] | None:
        """The sections as typed, and those that the fields of the transition answer."""
        if self.kind is None or forms.paper is None:
            return None
        typed = said_by_fields(self.kind, forms.fields) | forms.paper.values()
        return typed | dict(self.transition.says)


def _said_before(kind: PaperKind, flow: Flow, view: ReferralView | None) -> dict[str, Any]:
    """The sections that stand in what was said in earlier steps under the same name."""
    if view is None:
        return {}
    lines = {line.name: line.lines for line in view.values}
    with override("zh-hans"):
        lines |= {
            name: lines_of(field, view.data[name], Names({}, {}))
            for name, field in fields_of(flow, [step.transition for step in view.steps]).items()
            if field.kind in _IN_WORDS and name in lines.keys() & view.data.keys()
        }
    return {
        section.name: as_section(section, "\n".join(lines[section.name]))
        for section in kind.sections
        if section.name in lines and section.name not in _OF_ONE_STEP | _SIDES
    }


def _lasts(field: Field) -> bool:
    """Whether what was said in an earlier step is likely what is said now."""
    return field.kind in _LASTING and field.name not in _OF_ONE_STEP


def said_by_fields(kind: PaperKind, fields: TransitionForm) -> dict[str, Any]:
    """The sections of a paper that stand in the form of the transition under the same name."""
    with override("zh-hans"):
        words = fields.words()
    return {
        section.name: as_section(section, words[section.name])
        for section in kind.sections
        if section.name in words
    }
