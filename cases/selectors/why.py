"""Every case can answer: why do I see this?"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.models import AccessSource, CaseAccess


@dataclass(frozen=True)
class Why:
    """Who opened the case to the viewer's agency, since when, on what basis, until when."""

    profile_label: str
    source_label: str
    basis: str
    purpose: str
    granted_by: str
    granted_at: dt.datetime
    until: dt.datetime | dt.date | None
    grade_ceiling: int


def why(access: CaseAccess) -> Why:
    """The terms of one access row, in words."""
    agreement = access.agreement
    giver = access.granted_by
    own = access.source == AccessSource.OWNERSHIP
    return Why(
        profile_label=access.get_profile_display(),
        source_label=access.get_source_display(),
        basis=_("本机关办理的案件") if own else access.basis,
        purpose=agreement.purpose if agreement else "",
        granted_by=f"{giver.agency} {giver.name}" if giver else _("系统"),
        granted_at=access.granted_at,
        until=access.expires_at or (agreement.valid_to if agreement else None),
        grade_ceiling=access.grade_ceiling,
    )
