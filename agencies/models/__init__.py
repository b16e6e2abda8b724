"""Who: agencies, people, their posts, and what agencies agreed to share."""

from agencies.models.agency import CASE_OWNING_KINDS, Agency, AgencyKind, Region
from agencies.models.agreement import AgreementStatus, SharingAgreement
from agencies.models.person import (
    ADMINISTRATORS,
    HEADS,
    POSTS_OF_KIND,
    PasswordHistory,
    Person,
    Post,
    Posting,
)
from agencies.models.sector import Sector

__all__ = [
    "ADMINISTRATORS",
    "CASE_OWNING_KINDS",
    "HEADS",
    "POSTS_OF_KIND",
    "Agency",
    "AgencyKind",
    "AgreementStatus",
    "PasswordHistory",
    "Person",
    "Post",
    "Posting",
    "Region",
    "Sector",
    "SharingAgreement",
]
