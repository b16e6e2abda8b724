"""Which offences a case may be, for those who may see its facts, and what was answered."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from agencies.models import Person, Sector
from cases.inputs import CaseInput, PartyInput
from cases.models import Case, Matter, Measure, OffenceAnswer, Outcome, Threshold
from cases.policies import may_record
from cases.redaction import Section
from cases.selectors.detail import CaseView
from cases.selectors.identities import GrantedParty, known_parties
from cases.services.children import clean_identifier, identifier_hash
from cases.thresholds.matching import Suggestion, charges_related, suggestions
from cases.thresholds.material import Material, of_input, of_view
from cases.thresholds.rulebook import applying
from core.clock import current_day


@dataclass(frozen=True)
class OffenceLine:
    """A suggestion, and the no that was given to just this; None while nobody has answered."""

    suggestion: Suggestion
    answer: OffenceAnswer | None


@dataclass(frozen=True)
class Offences:
    """What stands on the page of a case. `earlier`: answers to what the case said before."""

    lines: tuple[OffenceLine, ...] = ()
    earlier: tuple[OffenceAnswer, ...] = ()
    may_answer: bool = False

    @property
    def open_lines(self) -> tuple[OffenceLine, ...]:
        """The suggestions that nobody has answered."""
        return tuple(line for line in self.lines if line.answer is None)

    def __bool__(self) -> bool:
        return bool(self.lines or self.earlier)


def near_share() -> Decimal:
    """From what share of a threshold on a case is said to come near it."""
    return Decimal(settings.THRESHOLD_NEAR_PERCENT) / 100


def offences_of(actor: Person, view: CaseView) -> Offences:
    """What this case may be, computed from what this viewer sees of it and nothing else."""
    if not view.shows(Section.FACTS):
        return Offences()
    answers = list(
        OffenceAnswer.objects.filter(case=view.id).select_related("charge", "answered_by__agency")
    )
    found = _suggested(of_view(view, offence=_offence(view), earlier=()), _Earlier(actor, view))
    lines = tuple(OffenceLine(each, _answer_to(each, answers)) for each in found)
    used = {line.answer.pk for line in lines if line.answer}
    return Offences(
        lines=lines,
        earlier=tuple(answer for answer in answers if answer.pk not in used),
        may_answer=view.may_change,
    )


def offences_at_entry(actor: Person, data: CaseInput) -> list[Suggestion]:
    """The same for a case that is being entered, with the earlier penalties of its parties."""
    if not may_record(actor):
        return []
    return _suggested(of_input(data), _EarlierOf(actor, data))


def offences_typed(actor: Person, material: Material) -> list[Suggestion]:
    """The same while somebody types: nothing is looked up but the thresholds."""
    return _suggested(material, None) if may_record(actor) else []


def _answer_to(suggestion: Suggestion, answers: Iterable[OffenceAnswer]) -> OffenceAnswer | None:
    return next(
        (
            answer
            for answer in answers
            if answer.charge_id == suggestion.charge.pk
            and answer.fingerprint == suggestion.fingerprint
        ),
        None,
    )


def _offence(view: CaseView) -> str:
    """The charge that the matter of the case names; it isn't part of the view."""
    if not view.matter:
        return ""
    matters = Matter.objects.filter(case__pk=view.id).values_list("offence", flat=True)
    return matters.first() or ""


def _suggested(material: Material, counter: "_Earlier | _EarlierOf | None") -> list[Suggestion]:
    relations = charges_related(material)
    if not relations:
        return []
    today = current_day()
    rows = applying(_thresholds(relations), today)
    if counter and any(row.measure == Measure.PENALTIES for row in rows):
        earlier = counter.days()
        material = Material(**{**vars(material), "earlier": earlier})
    return suggestions(material, rows, near=near_share(), today=today, relations=relations)


def _thresholds(charges: Collection[str]) -> QuerySet[Threshold]:
    return Threshold.objects.filter(charge__name__in=charges).select_related("charge")


def _days(
    rows: "QuerySet[GrantedParty]", *, sector: str, case_id: int | None
) -> tuple[dt.date, ...]:
    """Days of penalties in the same field; those for breaches of public order stay sealed.

    治安管理处罚法 (2025) Art. 136: records of such breaches are sealed.
    """
    if not sector or sector == Sector.POLICE:
        return ()
    earlier = rows.filter(case__outcome=Outcome.PENALTY, case__sector=sector).exclude(case=case_id)
    found = earlier.order_by().values_list("case_id", "case__decided_on").distinct()
    return tuple(day for _pk, day in found if day)


@dataclass(frozen=True)
class _Earlier:
    """Earlier penalties of the parties of a recorded case, among the cases the actor sees."""

    actor: Person
    view: CaseView

    def days(self) -> tuple[dt.date, ...]:
        """The days on which they were decided."""
        sector = Case.objects.filter(pk=self.view.id).values_list("sector", flat=True).first()
        known = known_parties(self.actor)
        roots = known.filter(case=self.view.id).order_by().values("identity__root")
        rows = known.filter(identity__root__in=roots)
        if before := self.view.decided_on:
            rows = rows.filter(case__decided_on__lt=before)
        return _days(rows, sector=sector or "", case_id=self.view.id)


@dataclass(frozen=True)
class _EarlierOf:
    """Earlier penalties of parties that are being entered, found by their numbers."""

    actor: Person
    data: CaseInput

    def days(self) -> tuple[dt.date, ...]:
        """The days on which they were decided."""
        hashes = {mark for party in self.data.parties if (mark := _mark(party))}
        if not hashes:
            return ()
        matter = self.data.matter
        sector = self.data.sector or (matter.sector if matter else self.actor.agency.sector)
        rows = known_parties(self.actor).filter(identifier_hash__in=hashes)
        return _days(rows, sector=sector, case_id=None)


def _mark(party: PartyInput) -> str:
    try:
        return identifier_hash(clean_identifier(party.identifier_type, party.identifier))
    except ValidationError:
        # A number in fault is told at its field and finds nobody.
        return ""
