"""What a case consists of when it comes in, whatever way it comes.

The browser, a file and the API all make one of these; cases.services records
it. Names are those of the models, so that a field is described in one place.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Person
from cases.models import Law, Matter


@dataclass(frozen=True, kw_only=True)
class PartyInput:
    """A party; `identifier` in clear, encrypted when stored."""

    id: int | None = None
    kind: str
    name: str = ""
    identifier_type: str = ""
    identifier: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficerInput:
    """An officer; a person of the platform or only a name and certificate."""

    id: int | None = None
    person: Person | None = None
    name: str
    certificate_no: str = ""


@dataclass(frozen=True, kw_only=True)
class BasisInput:
    """A cited provision."""

    id: int | None = None
    use: str = "penalised"
    law: Law | None = None
    law_title: str
    article: int | None = None
    sub_article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    original: str = ""


@dataclass(frozen=True, kw_only=True)
class PenaltyInput:
    """A penalty; `amount` in yuan."""

    id: int | None = None
    kind: str
    amount: Decimal | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceInput:
    """An item of evidence; `conversion` empty: as its kind is."""

    id: int | None = None
    kind: str
    name: str
    obtained_on: dt.date | None = None
    holder: str = ""
    place: str = ""
    collected_by: str = ""
    legality: str = ""
    conversion: str = ""
    converted_by: str = ""
    converted_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureInput:
    """A coercive measure."""

    id: int | None = None
    kind: str
    object_text: str
    started_on: dt.date
    released_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentInput:
    """Money paid, in yuan."""

    id: int | None = None
    amount: Decimal
    paid_on: dt.date
    receipt_no: str = ""


@dataclass(frozen=True, kw_only=True)
class DeferralInput:
    """Leave to pay later."""

    id: int | None = None
    approved_on: dt.date
    plan_end: dt.date
    plan: str = ""


@dataclass(frozen=True, kw_only=True)
class StepInput:
    """A step towards compulsory enforcement."""

    id: int | None = None
    kind: str
    done_on: dt.date
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class RemedyInput:
    """A reconsideration or lawsuit."""

    id: int | None = None
    kind: str
    body: str
    filed_on: dt.date
    number: str = ""
    decided_on: dt.date | None = None
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseInput:
    """The whole record. Children with an id correct that row; rows left out are removed."""

    cause: str
    file_number: str = ""
    source: str = "inspection"
    found_on: dt.date | None = None
    filed_on: dt.date | None = None
    procedure: str = "ordinary"
    matter: Matter | None = None
    sector: str = ""
    facts: str = ""
    conduct_from: dt.date | None = None
    conduct_to: dt.date | None = None
    conduct_place: str = ""
    amount_involved: Decimal | None = None
    outcome: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    decision_content: str = ""
    collectively_discussed: bool = False
    legally_reviewed: bool = False
    served_on: dt.date | None = None
    service_method: str = ""
    published_on: dt.date | None = None
    publish_until: dt.date | None = None
    publication_withdrawn_on: dt.date | None = None
    closed_on: dt.date | None = None
    closing_reason: str = ""
    missing: tuple[str, ...] = ()

    parties: tuple[PartyInput, ...] = ()
    officers: tuple[OfficerInput, ...] = ()
    bases: tuple[BasisInput, ...] = ()
    penalties: tuple[PenaltyInput, ...] = ()
    evidence: tuple[EvidenceInput, ...] = ()
    measures: tuple[MeasureInput, ...] = ()
    payments: tuple[PaymentInput, ...] = ()
    deferrals: tuple[DeferralInput, ...] = ()
    steps: tuple[StepInput, ...] = ()
    remedies: tuple[RemedyInput, ...] = ()


# The kinds of rows, by the name they have in CaseInput and as relation of Case.
ROWS: dict[str, type] = {
    "parties": PartyInput,
    "officers": OfficerInput,
    "bases": BasisInput,
    "penalties": PenaltyInput,
    "evidence": EvidenceInput,
    "measures": MeasureInput,
    "payments": PaymentInput,
    "deferrals": DeferralInput,
    "steps": StepInput,
    "remedies": RemedyInput,
}
CHILDREN = tuple(ROWS)
