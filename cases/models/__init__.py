"""What happened: the record of a penalty, and who may see it."""

from cases.models.access import AccessSource, CaseAccess, CasePersonAccess, Profile
from cases.models.case import Case, Channel, Officer
from cases.models.choices import (
    ExecutionStatus,
    Outcome,
    PenaltyStatus,
    Procedure,
    RemedyStatus,
    ServiceMethod,
    Source,
)
from cases.models.draft import CaseDraft
from cases.models.evidence import CoerciveMeasure, EvidenceItem, EvidenceKind, MeasureKind
from cases.models.execution import (
    Deferral,
    ExecutionStep,
    Payment,
    Remedy,
    RemedyKind,
    RemedyOutcome,
    StepKind,
)
from cases.models.history import CaseRevision
from cases.models.importing import RECORDABLE, ImportRow, ImportSession, ImportState, RowState
from cases.models.party import IdentifierType, Party, PartyKind
from cases.models.penalty import BasisUse, LegalBasis, Penalty
from cases.models.reference import Law, Matter
from cases.models.request import RequestKey

__all__ = [
    "RECORDABLE",
    "AccessSource",
    "BasisUse",
    "Case",
    "CaseAccess",
    "CaseDraft",
    "CasePersonAccess",
    "CaseRevision",
    "Channel",
    "CoerciveMeasure",
    "Deferral",
    "EvidenceItem",
    "EvidenceKind",
    "ExecutionStatus",
    "ExecutionStep",
    "IdentifierType",
    "ImportRow",
    "ImportSession",
    "ImportState",
    "Law",
    "LegalBasis",
    "Matter",
    "MeasureKind",
    "Officer",
    "Outcome",
    "Party",
    "PartyKind",
    "Payment",
    "Penalty",
    "PenaltyStatus",
    "Procedure",
    "Profile",
    "Remedy",
    "RemedyKind",
    "RemedyOutcome",
    "RemedyStatus",
    "RequestKey",
    "RowState",
    "ServiceMethod",
    "Source",
    "StepKind",
]
