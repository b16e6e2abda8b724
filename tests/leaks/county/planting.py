"""One case per way of being seen.

| case | owner | seen by others |
|---|---|---|
| shared | market | supervisors L3, L2 and L4; a pointer; a follower |
| noted | market | as shared; its flag was confirmed with a note |
| private | market | nobody: no agreement covers its sector |
| restricted | market | nobody, and at the market only the clerk by name |
| expired | market | the township until yesterday |
| ended | market | the police under an agreement that has ended |
| urban | urban | nobody |
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from agencies.models import AgreementStatus, SharingAgreement
from cases.models import CaseAccess, CasePersonAccess
from cases.selectors import input_of
from cases.services import close_case, correct_case
from cases.sharing import view_permission_id
from tests.leaks.county.people import OWN_LEVELS, SHARED_LEVELS
from tests.leaks.county.things import County
from tests.leaks.planted import FACTS, GRADE_3, HISTORY, MATTER


def plant_cases(county: County) -> None:
    world = county.world
    county.plant("shared", "clerk", SHARED_LEVELS, sector="market")
    county.plant("noted", "clerk", SHARED_LEVELS, sector="market")
    county.plant("private", "clerk", OWN_LEVELS, sector="health", steps=True)
    restricted = county.plant(
        "restricted", "clerk", {"clerk": GRADE_3}, sector="health", steps=True
    )
    restricted.access.update(named_only=True)
    CasePersonAccess.objects.create(
        user=county.people["clerk"], permission_id=view_permission_id(), content_object=restricted
    )
    expired = county.plant("expired", "clerk", OWN_LEVELS, sector="health", steps=True)
    CaseAccess.objects.create(
        group=world.township.group,
        permission_id=view_permission_id(),
        content_object=expired,
        profile="handler",
        source="referral",
        basis="移送",
        granted_at=timezone.now() - dt.timedelta(days=9),
        expires_at=timezone.now() - dt.timedelta(days=1),
        entered_at=expired.entered_at,
    )
    county.plant("ended", "clerk", OWN_LEVELS, sector="transport", steps=True)
    SharingAgreement.objects.filter(pk=county.agreements["police"].pk).update(
        status=AgreementStatus.ENDED, ended_reason="协议调整"
    )
    undecided: dict[str, Any] = {
        "served_on": None,
        "service_method": "",
        "payments": (),
        "remedies": (),
    }
    county.plant("unserved", "clerk", SHARED_LEVELS, sector="market", **undecided)
    county.merge("noted", "unserved", "clerk", "经核对为同一单位")


def correct_and_close(county: County, name: str, by: str) -> None:
    """Correct and close the case: both reasons are markers."""
    case, markers, person = county.cases[name], county.markers[name], county.people[by]
    data = replace(input_of(case), facts=f"{case.facts}{markers.word(FACTS)}")
    reason = markers.word(HISTORY)
    correct_case(actor=person, case_id=case.pk, version=1, data=data, reason=reason)
    closing = markers.word(MATTER)
    close_case(actor=person, case_id=case.pk, closed_on=dt.date(2026, 4, 1), reason=closing)
    # The administrator of the log reads why; what a case says isn't in the log.
    county.levels[name]["audit_admin"] = frozenset()
