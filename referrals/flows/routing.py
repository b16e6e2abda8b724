"""Which clue goes where: fixed, so that none is laid on the wrong desk or on no desk.

From the joint-supervision rules of the county (domain/2-workflows.md, 2a). A clue on a crime
always goes to the police with a copy to the procuratorate; a clue on a public official goes
the confidential way (referrals/flows/discipline.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from audit.registry import Text
from referrals.flows.common import (
    DISCIPLINE,
    JUSTICE,
    OWNERS,
    POLICE,
    PROCURATORATE,
)


@dataclass(frozen=True)
class Route:
    """Where clues of a type go, and why there."""

    label: Text
    to: frozenset[AgencyKind]
    basis: str
    # Who gets a copy.
    copied_to: frozenset[AgencyKind] = frozenset()
    flow: str = "clue"


ROUTES: Mapping[str, Route] = {
    "normative_conflict": Route(
        _("规范性文件相抵触"), JUSTICE, "检司联合监督机制；《行政执法监督条例》"
    ),
    "unclear_duties": Route(
        _("职责不清、推诿扯皮"), JUSTICE, "检司联合监督机制；《行政执法监督条例》"
    ),
    "public_interest": Route(
        _("违法行使职权或者不作为损害公益"),
        PROCURATORATE,
        "《行政诉讼法》第二十五条第四款",
    ),
    "non_litigation": Route(
        _("行政非诉执行监督"),
        PROCURATORATE,
        "《行政诉讼法》第十一条、第一百零一条；《人民检察院行政诉讼监督规则》",
    ),
    "crime": Route(
        _("涉嫌犯罪（应移送、应立案）"),
        POLICE,
        "《行政执法机关移送涉嫌犯罪案件的规定》；《行政处罚法》第二十七条",
        copied_to=PROCURATORATE,
    ),
    "irregular": Route(
        _("行政执法不规范（个案）"),
        JUSTICE | PROCURATORATE,
        "检司联合监督机制；《行政执法监督条例》",
    ),
    "other_agency": Route(
        _("其他行政机关管辖的违法行为"),
        OWNERS,
        "《行政处罚法》第二十二条、第二十五条",
    ),
    "discipline": Route(
        _("公职人员涉嫌违纪、职务违法、职务犯罪"),
        DISCIPLINE,
        "《监察法》第三十七条；《行政执法机关移送涉嫌犯罪案件的规定》第十八条、第十九条",
        flow="discipline",
    ),
}

TYPES: tuple[tuple[str, Text], ...] = tuple(
    (name, route.label) for name, route in ROUTES.items() if route.flow == "clue"
)
RECEIVERS: frozenset[AgencyKind] = frozenset[AgencyKind]().union(
    *(route.to for route in ROUTES.values() if route.flow == "clue")
)
