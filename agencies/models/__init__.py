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
from agencies.models.system import (
    POST_OF_SYSTEM,
    AgencySystem,
    Scope,
    SystemToken,
    posts_of_system,
)

__all__ = [
    "ADMINISTRATORS",
    "CASE_OWNING_KINDS",
    "HEADS",
    "POSTS_OF_KIND",
    "POST_OF_SYSTEM",
    "Agency",
    "AgencyKind",
    "AgencySystem",
    "AgreementStatus",
    "PasswordHistory",
    "Person",
    "Post",
    "Posting",
    "Region",
    "Scope",
    "Sector",
    "SharingAgreement",
    "SystemToken",
    "posts_of_system",
]
