"""Cutting a case down to what one viewer may see: profile × data grade.

Everything shown of a case passes through here and comes out as frozen
dataclasses: page, list, print, export and API alike. A value above the viewer's
grade is masked where a mask helps and absent otherwise; a section outside the
viewer's profile is absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from cases.models import Party, PartyKind, Profile
from core.masking import mask_id, mask_name, mask_name_in, mask_phone


class Section(StrEnum):
    """The parts of a case that are shown or not as a whole."""

    IDENTITY = "identity"  # numbers, agency, contact
    MATTER = "matter"  # cause, matter, sector, statuses, dates
    PARTIES = "parties"
    FACTS = "facts"
    EVIDENCE = "evidence"  # evidence items and coercive measures
    DECISION = "decision"
    EXECUTION = "execution"
    REMEDIES = "remedies"
    OFFICERS = "officers"
    HISTORY = "history"  # corrections and timeline
    CLOCKS = "clocks"


_ALL = frozenset(Section)
SECTIONS_OF: dict[str, frozenset[Section]] = {
    Profile.OWNER: _ALL,
    Profile.HANDLER: _ALL,
    Profile.SUPERVISOR: _ALL,
    Profile.FOLLOWER: frozenset(
        {Section.IDENTITY, Section.MATTER, Section.DECISION, Section.EXECUTION, Section.CLOCKS}
    ),
    Profile.POINTER: frozenset({Section.IDENTITY}),
}

# The grade of what stands in a section (domain/4-data-standards: undisclosed facts and
# identified people L3, numbers of people L4, decisions L2).
GRADE_OF: dict[Section, int] = {
    Section.IDENTITY: 1,
    Section.MATTER: 2,
    Section.PARTIES: 2,
    Section.FACTS: 3,
    Section.EVIDENCE: 3,
    Section.DECISION: 2,
    Section.EXECUTION: 2,
    Section.REMEDIES: 2,
    Section.OFFICERS: 2,
    Section.HISTORY: 3,
    Section.CLOCKS: 2,
}
PERSON_NAME_GRADE = 3


@dataclass(frozen=True)
class Scope:
    """What one viewer may see of one case."""

    profile: str
    grade: int
    sections: frozenset[Section] = field(init=False)

    def __post_init__(self) -> None:
        allowed = SECTIONS_OF.get(self.profile, frozenset())
        shown = frozenset(s for s in allowed if GRADE_OF[s] <= self.grade)
        object.__setattr__(self, "sections", shown)

    def shows(self, section: Section) -> bool:
        """Whether the section is shown at all."""
        return section in self.sections


@dataclass(frozen=True)
class PartyView:
    """A party as one viewer sees it; numbers are always masked here."""

    id: int
    kind: str
    kind_label: str
    name: str
    name_masked: bool
    identifier_label: str
    identifier: str
    representative: str
    address: str
    phone: str


def party_name(party: Party, scope: Scope) -> str:
    """The name of a party, masked when it is a person's and above the viewer's grade."""
    if not scope.shows(Section.PARTIES):
        return ""
    if not party.name:
        return _("（未提供名称）")
    # The trade name of a sole trader is public; the name of a person isn't.
    if party.kind == PartyKind.NATURAL and scope.grade < PERSON_NAME_GRADE:
        return mask_name(party.name, organisation=False)
    return party.name


def without_names(text: str, parties: Iterable[Party], scope: Scope) -> str:
    """A text for a viewer below the grade of names: the people in it are masked."""
    if scope.grade >= PERSON_NAME_GRADE and scope.shows(Section.PARTIES):
        return text
    for party in parties:
        for name in (party.name if party.kind == PartyKind.NATURAL else "", party.representative):
            text = mask_name_in(text, name)
    return text


def party_view(party: Party, scope: Scope) -> PartyView:
    """A party cut to the scope. Identifiers and phones are shown in clear only by reveal."""
    personal = party.kind == PartyKind.NATURAL
    full = scope.grade >= PERSON_NAME_GRADE
    representative = party.representative
    return PartyView(
        id=party.pk,
        kind=party.kind,
        kind_label=party.get_kind_display(),
        name=party_name(party, scope),
        name_masked=personal and not full and bool(party.name),
        identifier_label=party.get_identifier_type_display() if party.identifier_type else "",
        identifier=shown_identifier(party),
        representative=(representative if full else mask_name(representative, organisation=False)),
        address=party.address if full else "",
        phone=mask_phone(party.phone) if party.phone and full else "",
    )


def shown_identifier(party: Party) -> str:
    """The number of a party as it is shown to whoever sees the party; never in clear."""
    if not party.identifier:
        return ""
    # The code of a registered business is public; the number of a person isn't.
    if party.kind != PartyKind.NATURAL and party.identifier_type == "uscc":
        return str(party.identifier)
    return mask_id(str(party.identifier))
