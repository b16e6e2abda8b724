"""What is there, and what may be seen of each."""

from dataclasses import dataclass, field
from typing import Any

from agencies.models import Person, SharingAgreement
from audit.models import AuditEvent
from cases.models import (
    Case,
    CaseDraft,
    CaseExport,
    IdentityChange,
    ImportSession,
    Law,
    Party,
    ReferenceFile,
    Threshold,
)
from cases.services import record_case
from cases.services.merging import merge_parties
from deadlines.models import (
    CalendarChange,
    CalendarDraft,
    Clock,
    ClockExtension,
    ClockPause,
    LocalValue,
)
from documents.models import Attachment, Document
from inbox.models import Digest, Notice, Todo
from referrals.models import Referral
from supervision.models import Flag
from tests.cases.api.systems import Speaker
from tests.leaks.planted import Markers
from tests.personas import World


@dataclass
class County:
    """The people, the things and what may be seen of each."""

    world: World
    people: dict[str, Person]
    cases: dict[str, Case] = field(default_factory=dict)
    markers: dict[str, Markers] = field(default_factory=dict)
    levels: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    drafts: dict[str, CaseDraft] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    todos: dict[str, Todo] = field(default_factory=dict)
    agreements: dict[str, SharingAgreement] = field(default_factory=dict)
    imports: dict[str, ImportSession] = field(default_factory=dict)
    exports: dict[str, CaseExport] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    reference: dict[str, Law | ReferenceFile | Threshold] = field(default_factory=dict)
    local_values: dict[str, LocalValue] = field(default_factory=dict)
    years: dict[str, CalendarDraft | CalendarChange] = field(default_factory=dict)
    events: dict[str, AuditEvent] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    changes: dict[str, IdentityChange] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    pauses: dict[str, ClockPause] = field(default_factory=dict)
    extensions: dict[str, ClockExtension] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    papers: dict[str, Document] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)

    def may_see(self, persona: str, thing: str, level: str) -> bool:
        """Whether this persona may see markers of this level of this thing."""
        return level in self.levels[thing].get(persona, frozenset())

    def forbidden(self, persona: str) -> dict[str, str]:
        """Marker → where it was planted, for all that this persona may not see."""
        return {
            word: f"{thing}.{level}"
            for thing, markers in self.markers.items()
            for level, words in markers.words.items()
            for word in words
            if not self.may_see(persona, thing, level)
        }

    def allowed(self, persona: str) -> dict[str, str]:
        """Marker → where it was planted, for all that this persona may see."""
        return {
            word: f"{thing}.{level}"
            for thing, markers in self.markers.items()
            for level, words in markers.words.items()
            for word in words
            if self.may_see(persona, thing, level)
        }

    def plant(
        self,
        name: str,
        by: str,
        levels: dict[str, frozenset[str]],
        *,
        steps: bool = False,
        **said: Any,
    ) -> Case:
        """Record a case full of markers."""
        markers = Markers(name, serial=len(self.markers) + 1)
        more = markers.with_execution() if steps else {}
        self.markers[name], self.levels[name] = markers, dict(levels)
        data = markers.case_input(**more, **said)
        self.cases[name] = record_case(actor=self.people[by], data=data)
        for party in self.cases[name].parties.all():
            self.parties[f"{name}_{'man' if party.kind == 'natural' else 'shop'}"] = party
        return self.cases[name]

    def decision_of(self, name: str) -> Clock:
        """The period in which a case had to be decided."""
        return Clock.objects.get(subject_id=self.cases[name].pk, rule_key="ap.decision")

    def merge(self, name: str, other: str, by: str, reason: str) -> None:
        """Say that the shops of two cases are one."""
        self.changes[name] = merge_parties(
            actor=self.people[by],
            party=self.parties[f"{name}_shop"].pk,
            other=self.parties[f"{other}_shop"].pk,
            reason=reason,
        )
