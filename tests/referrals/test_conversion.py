"""The receiving police convert the evidence of what was handed over; nobody else of others does."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from cases.models import CaseRevision, Conversion, EvidenceItem
from cases.services.conversion import convert_evidence
from core.clock import current_day
from tests.conftest import sign_in
from tests.referrals.county import County
from tests.referrals.handover import moved_to


@pytest.fixture
def item(county: County) -> EvidenceItem:
    return EvidenceItem.objects.create(case=county.case, kind="testimony", name="张某的证言")


def convert(county: County, who: str, item: EvidenceItem, **said: object) -> None:
    convert_evidence(
        actor=getattr(county, who),
        case_id=county.case.pk,
        evidence_id=item.pk,
        conversion=Conversion.AGAIN,
        converted_by="钟警官",
        converted_on=said.get("on", current_day()),  # type: ignore[arg-type]  # a day
    )


def test_the_receiving_police_say_what_became_of_an_item(
    county: County, item: EvidenceItem
) -> None:
    moved_to(county, "sign")
    convert(county, "police_handler", item)
    item.refresh_from_db()
    assert (item.conversion, item.converted_by) == (Conversion.AGAIN, "钟警官")
    assert item.name == "张某的证言"
    kept = CaseRevision.objects.get(case=county.case, changed=["evidence"])
    assert kept.person == county.police_handler


@pytest.mark.parametrize("who", ["clerk", "procurator", "police_intake", "urban_clerk"])
def test_it_refuses_everybody_else(county: County, item: EvidenceItem, who: str) -> None:
    moved_to(county, "sign")
    with pytest.raises(PermissionDenied):
        convert(county, who, item)


def test_it_refuses_the_police_before_it_was_handed_over(
    county: County, item: EvidenceItem
) -> None:
    moved_to(county, "approve")
    with pytest.raises(PermissionDenied):
        convert(county, "police_handler", item)


def test_it_refuses_an_item_of_another_case_and_a_day_to_come(
    county: County, item: EvidenceItem
) -> None:
    moved_to(county, "sign")
    with pytest.raises(PermissionDenied):
        convert(county, "police_handler", EvidenceItem(pk=item.pk + 999))
    with pytest.raises(ValidationError):
        convert(county, "police_handler", item, on=current_day().replace(year=2099))


def test_the_page_is_offered_to_the_police_alone(county: County, item: EvidenceItem) -> None:
    moved_to(county, "sign")
    address = f"/cases/{county.case.pk}/"
    police = sign_in(Client(), county.police_handler)
    assert f"{address}conversion/" in police.get(address).content.decode()
    sent = {
        "item": item.pk,
        "conversion": "again",
        "converted_by": "钟警官",
        "converted_on": current_day().isoformat(),
    }
    assert "已转换" not in police.get(address).content.decode()
    answer = police.post(f"{address}conversion/", sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "已转换：重新收集" in police.get(address).content.decode()
    clerk = sign_in(Client(), county.clerk)
    assert clerk.get(f"{address}conversion/").status_code == 404
    assert f"{address}conversion/" not in clerk.get(address).content.decode()
