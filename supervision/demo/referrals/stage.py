"""Plays the stories: every step on its day, in the order in which the county lived them."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from agencies.models import Person
from cases.models import Case
from cases.selectors import CaseView, case_view
from core.clock import current_day, lived_at
from documents.models import Delivery, Document, DocumentState
from documents.services import lay, sign_for
from referrals.clocks import SUBJECT
from referrals.errors import Invalid
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Role, Transition
from referrals.models import Referral
from referrals.services import perform, start_referral
from supervision.demo.referrals import items
from supervision.demo.referrals.casting import Cast
from supervision.demo.referrals.enclosing import enclose
from supervision.demo.referrals.plots import Plot, Step
from supervision.demo.referrals.typing_in import Scene

_MORNING = dt.timedelta(hours=8, minutes=50)
# Minutes between what happens on one day.
_APART = 7
_Act = Callable[[dt.datetime], None]


@dataclass
class Stage:
    """The county with the cases of the stories, and what was begun so far."""

    cast: Cast
    cases: Mapping[str, Case]
    charges: Mapping[str, str]
    begun: dict[str, Referral] = field(default_factory=dict)
    _diary: list[tuple[dt.date, int, _Act]] = field(default_factory=list)
    _entries: int = 0
    _views: dict[tuple[int, dt.datetime], CaseView] = field(default_factory=dict)

    def play(self, plots: Sequence[Plot]) -> dict[str, Referral]:
        """Everything in order; each referral then stands where its story ends."""
        for plot in plots:
            for number, (step, day) in enumerate(zip(plot.steps, self._days(plot), strict=True)):
                self.enter(day, self._act(plot, step, first=number == 0))
        played: dict[dt.date, int] = {}
        while self._diary:
            day, _, act = heapq.heappop(self._diary)
            played[day] = played.get(day, 0) + 1
            midnight = dt.datetime.combine(day, dt.time(), timezone.get_current_timezone())
            moment = midnight + _MORNING + dt.timedelta(minutes=_APART * played[day])
            with lived_at(moment):
                act(moment)
        return {plot.key: self._checked(plot) for plot in plots}

    def enter(self, day: dt.date, act: _Act) -> None:
        """Into the diary."""
        self._entries += 1
        heapq.heappush(self._diary, (day, self._entries, act))

    def _days(self, plot: Plot) -> Iterator[dt.date]:
        """The day of each step."""
        before = dt.date.max
        for step in plot.steps:
            day = self.cast.workday(step.ago)
            if step.within is not None:
                day = min(day, self.cast.calendar.shift(before, step.within))
            yield day
            before = day

    def _act(self, plot: Plot, step: Step, *, first: bool) -> _Act:
        def act(moment: dt.datetime) -> None:
            try:
                self._make(plot, step, moment, starts=first and not plot.arises)
            except Exception as error:
                said = error.errors if isinstance(error, Invalid) else ""
                error.add_note(f"in the story {plot.key!r}, step {step.do!r}: {said}")
                raise

        return act

    def _make(self, plot: Plot, step: Step, moment: dt.datetime, *, starts: bool) -> None:
        if step.do in items.DEEDS:
            items.DEEDS[step.do](self.cast, self.referral(plot), step.said)
            return
        flow = FLOWS[plot.flow]
        done = flow.transition(step.do)
        parent = self.begun[plot.under] if plot.under else None
        referral = None if starts else self.referral(plot)
        case = self._case(plot)
        actor = self._actor(plot, done, referral, parent)
        if actor is None:
            assert referral is not None  # nobody begins anything by the clock alone
            perform(
                actor=None, referral_id=referral.pk, transition=done.name, version=None, values={}
            )
            return
        scene = Scene(
            cast=self.cast,
            plot=plot,
            done=done,
            actor=actor,
            case=case,
            charge=self.charges.get(self._root(plot), ""),
            said={**plot.said, **step.said},
            moment=moment,
            serial=self._entries % 90 + 10,
            view=self._view(case),
            answers=self._answers(referral, actor),
        )
        values = scene.values()
        if referral is not None:
            enclose(scene, referral)
        paper = scene.paper(referral, values)
        if referral is None:
            party = None
            if case and flow.per_suspect and plot.suspect is not None:
                party = case.parties.order_by("pk")[plot.suspect]
            self.begun[plot.key] = start_referral(
                actor=actor,
                flow=flow.name,
                transition=done.name,
                case_id=case.pk if case and not parent else None,
                parent_id=parent.pk if parent else None,
                party_id=party.pk if party else None,
                values=values,
                paper=paper,
            )
        else:
            self.begun[plot.key] = perform(
                actor=actor,
                referral_id=referral.pk,
                transition=done.name,
                version=None,
                values=values,
                paper=paper,
            )
        self._deliver(self.begun[plot.key], flow, done)

    def referral(self, plot: Plot) -> Referral:
        """The one of a story, by whatever it was begun."""
        if plot.key not in self.begun:
            parent = self.begun[plot.under]
            self.begun[plot.key] = Referral.objects.get(parent=parent, flow=plot.flow)
        return self.begun[plot.key]

    def _root(self, plot: Plot) -> str:
        """The key of the story whose case it is about."""
        return plot.key if plot.matter or not plot.under else self._roots[plot.under]

    @property
    def _roots(self) -> Mapping[str, str]:
        by_case = {case.pk: key for key, case in self.cases.items()}
        return {
            key: by_case[each.case_id]
            for key, each in self.begun.items()
            if each.case_id is not None and each.case_id in by_case
        }

    def _case(self, plot: Plot) -> Case | None:
        case = self.cases.get(self._root(plot))
        if case is not None:
            case.refresh_from_db()
        return case

    def _view(self, case: Case | None) -> CaseView | None:
        if case is None:
            return None
        key = (case.pk, case.changed_at)
        if key not in self._views:
            self._views[key] = case_view(self.cast.handler(case.owner_id), case.pk)
        return self._views[key]

    def _answers(self, referral: Referral | None, actor: Person) -> str:
        if referral is None:
            return ""
        papers = Document.objects.filter(
            subject_type=SUBJECT, subject_id=referral.pk, state=DocumentState.SIGNED
        ).order_by("-pk")
        others = papers.exclude(issuer=actor.agency_id)
        return str((others.first() or papers.first() or Document()).number)

    def _actor(
        self, plot: Plot, done: Transition, referral: Referral | None, parent: Referral | None
    ) -> Person | None:
        if not done.posts:
            return None
        if referral is None:
            return self.cast.who(self._beginner(plot, done, parent), done)
        rows = referral.access.filter(role=done.role, ended_at__isnull=True)
        agency = rows.values_list("agency_id", flat=True).first()
        if agency is None and done.role == Role.SENDER:
            agency = referral.sender_id
        if agency is None:
            raise LookupError(f"Nobody stands on the side of {done.role}.")
        if done.signs and referral.confidential:
            # Only the post that it waits for is told that there is one.
            return self.cast.desk(agency, 0)
        return self.cast.who(agency, done)

    def _beginner(self, plot: Plot, done: Transition, parent: Referral | None) -> int:
        """Whoever begins: the one that the story names, the case's owner, or by the parent."""
        flow = FLOWS[plot.flow]
        if parent is not None and done.role in flow.inherits:
            theirs = parent.access.filter(role=flow.inherits[done.role], ended_at__isnull=True)
            return theirs.values_list("agency_id", flat=True)[0]
        if done.role == Role.SUPERVISOR:
            return self.cast.agency("procuratorate").pk
        key = plot.sender or (plot.matter.office if plot.matter else "")
        return self.cast.agency(key).pk

    def _deliver(self, referral: Referral, flow: Flow, done: Transition) -> None:
        """Lay its paper on the desks; all but what waits to be signed for is, the day after."""
        step = referral.steps.order_by("-number").first()
        if step is None or step.document_id is None:
            return
        waits = flow.confidential or any(each.signs for each in flow.from_state(done.target))
        tomorrow = self.cast.calendar.on_or_after(current_day() + dt.timedelta(days=1))
        # With it goes what was signed before.
        along = Document.objects.get(pk=step.document_id).frame.get("enclosed", [])
        rows = Delivery.objects.filter(
            document__in=[step.document_id, *along], delivered_at__isnull=True
        ).select_related("document")
        for delivery in rows.order_by("pk"):
            lay({"delivery_id": delivery.pk})
            if (delivery.is_copy or not waits) and tomorrow < self.cast.today:
                self.enter(tomorrow, self._signing(delivery))

    def _signing(self, delivery: Delivery) -> _Act:
        person = self.cast.desk(delivery.receiver_id, delivery.document.grade)

        def act(_moment: dt.datetime) -> None:
            sign_for(actor=person, delivery_id=delivery.pk)

        return act

    def _checked(self, plot: Plot) -> Referral:
        referral = self.referral(plot)
        referral.refresh_from_db()
        if referral.state != plot.ends:
            raise LookupError(f"{plot.key} stands at {referral.state}, not at {plot.ends}.")
        return referral
