"""What happened: the record of a penalty, and who may see it."""

from cases.models.access import AccessGone, AccessSource, CaseAccess, CasePersonAccess, Profile
from cases.models.case import Case, Channel, Officer
from cases.models.charge import Charge
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
from cases.models.evidence import (
    CONVERSION_OF,
    CoerciveMeasure,
    Conversion,
    EvidenceItem,
    EvidenceKind,
    LegalityCheck,
    MeasureKind,
)
from cases.models.execution import (
    Deferral,
    ExecutionStep,
    Payment,
    Remedy,
    RemedyKind,
    RemedyOutcome,
    StepKind,
)
from cases.models.exporting import (
    OF_LISTS,
    UNDER_WAY,
    CaseExport,
    ExportFile,
    ExportKind,
    ExportPart,
    ExportState,
)
from cases.models.external import ExternalKey
from cases.models.grant import CaseGrant
from cases.models.history import CaseRevision
from cases.models.identity import ChangeKind, Identity, IdentityCandidate, IdentityChange
from cases.models.importing import (
    BROUGHT,
    DUE,
    RECORDABLE,
    RUNNING,
    ImportMapping,
    ImportPart,
    ImportRow,
    ImportSession,
    ImportState,
    OnExisting,
    RowState,
)
from cases.models.law_text import LawArticle, LawVersion
from cases.models.party import IdentifierType, Party, PartyKind
from cases.models.penalty import BasisUse, LegalBasis, Penalty
from cases.models.reference import Law, Matter
from cases.models.reference_file import ReferenceFile, ReferenceKind
from cases.models.request import KeptAnswer, RequestKey
from cases.models.threshold import UNITS, Measure, OffenceAnswer, Threshold

__all__ = [
    "BROUGHT",
    "CONVERSION_OF",
    "DUE",
    "OF_LISTS",
    "RECORDABLE",
    "RUNNING",
    "UNDER_WAY",
    "UNITS",
    "AccessGone",
    "AccessSource",
    "BasisUse",
    "Case",
    "CaseAccess",
    "CaseDraft",
    "CaseExport",
    "CaseGrant",
    "CasePersonAccess",
    "CaseRevision",
    "ChangeKind",
    "Channel",
    "Charge",
    "CoerciveMeasure",
    "Conversion",
    "Deferral",
    "EvidenceItem",
    "EvidenceKind",
    "ExecutionStatus",
    "ExecutionStep",
    "ExportFile",
    "ExportKind",
    "ExportPart",
    "ExportState",
    "ExternalKey",
    "IdentifierType",
    "Identity",
    "IdentityCandidate",
    "IdentityChange",
    "ImportMapping",
    "ImportPart",
    "ImportRow",
    "ImportSession",
    "ImportState",
    "KeptAnswer",
    "Law",
    "LawArticle",
    "LawVersion",
    "LegalBasis",
    "LegalityCheck",
    "Matter",
    "Measure",
    "MeasureKind",
    "OffenceAnswer",
    "Officer",
    "OnExisting",
    "Outcome",
    "Party",
    "PartyKind",
    "Payment",
    "Penalty",
    "PenaltyStatus",
    "Procedure",
    "Profile",
    "ReferenceFile",
    "ReferenceKind",
    "Remedy",
    "RemedyKind",
    "RemedyOutcome",
    "RemedyStatus",
    "RequestKey",
    "RowState",
    "ServiceMethod",
    "Source",
    "StepKind",
    "Threshold",
]
