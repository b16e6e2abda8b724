"""Cases for tests, with as little said as each test needs."""

import datetime as dt
from decimal import Decimal
from typing import Any

from agencies.models import Agency, AgreementStatus, Person, SharingAgreement
from agencies.services import approve_agreement, propose_agreement
from cases.inputs import BasisInput, CaseInput, OfficerInput, PartyInput, PenaltyInput
from cases.models import Case
from cases.services import record_case
from tests.personas import World

FACTS = "检查发现货架上有超过保质期的糕点二十三袋"
FINE = PenaltyInput(kind="fine", amount=Decimal(5000))
SHOP = PartyInput(
    kind="organisation",
    name="宁川县晨光食品有限公司",
    identifier_type="uscc",
    identifier="91350100M000100Y43",
    representative="林望舒",
    address="宁川县柳溪镇东街8号",
)
MAN = PartyInput(
    kind="natural",
    name="欧阳远山",
    identifier_type="id_card",
    identifier="11010519491231002X",
    phone="13800001234",
    address="宁川县北门巷3号",
)


def case_input(**said: Any) -> CaseInput:
    """A decided and served case with a fine of 5,000 yuan, unless said otherwise."""
    values: dict[str, Any] = {
        "cause": "经营超过保质期的食品案",
        "filed_on": dt.date(2026, 5, 6),
        "conduct_from": dt.date(2026, 4, 28),
        "facts": FACTS,
        "outcome": "penalty",
        "decision_number": "宁市监罚决字〔2026〕第000012号",
        "decided_on": dt.date(2026, 6, 1),
        "served_on": dt.date(2026, 6, 3),
        "service_method": "direct",
        "parties": (SHOP,),
        "officers": (OfficerInput(name="周子谦"), OfficerInput(name="沈若冰")),
        "bases": (BasisInput(law_title="中华人民共和国食品安全法", article=124, paragraph=1),),
        "penalties": (FINE,),
    }
    return CaseInput(**{**values, **said})


def investigation(**said: Any) -> CaseInput:
    """A filed case without a decision."""
    undecided: dict[str, Any] = {
        "outcome": "",
        "decision_number": "",
        "decided_on": None,
        "served_on": None,
        "service_method": "",
        "penalties": (),
        "bases": (),
        "file_number": "宁市监立〔2026〕31号",
    }
    return case_input(**{**undecided, **said})


def recorded(actor: Person, **said: Any) -> Case:
    """A recorded case."""
    return record_case(actor=actor, data=case_input(**said))


def agreement(
    world: World,
    *,
    provider: Agency | None = None,
    receiver: Agency | None = None,
    **terms: Any,
) -> SharingAgreement:
    """An agreement in force between two agencies, by default market → procuratorate."""
    values: dict[str, Any] = {
        "profile": "supervisor",
        "sectors": [],
        "grade_ceiling": 3,
        "purpose": "行政检察监督",
        "legal_basis": "行政处罚法第二十七条",
        "valid_from": dt.date(2026, 1, 1),
        "valid_to": None,
    }
    proposed = propose_agreement(
        actor=world.security_admin,
        provider=provider or world.market,
        receiver=receiver or world.procuratorate,
        **{**values, **terms},
    )
    approve_agreement(actor=world.security_admin_b, agreement=proposed)
    proposed.refresh_from_db()
    assert proposed.status == AgreementStatus.IN_FORCE
    return proposed
