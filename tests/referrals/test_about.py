"""Lists, to-dos and notices say whom a referral is about, as far as the viewer sees the case."""

from dataclasses import replace

import pytest

from cases.models import Case, CaseAccess, Party
from cases.services import record_case
from core.masking import mask_name
from inbox.selectors.notices import page_of_notices
from referrals.selectors.about import about_of
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from referrals.subject import inbox_lines
from tests.cases.factory import MAN, investigation
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

NUMBER = "宁市监立〔2026〕81号"
PERSON = "欧阳修远"


def of_a_person(county: County) -> County:
    """With a case about a natural person."""
    data = investigation(file_number=NUMBER, parties=(replace(MAN, name=PERSON),))
    return replace(county, case=record_case(actor=county.clerk, data=data), sides={})


def test_they_say_party_and_number_to_who_sees_the_case(county: County) -> None:
    case = record_case(actor=county.clerk, data=investigation(file_number=NUMBER))
    referral = begun(replace(county, case=case, sides={}), "forward", "clerk", "suspect")
    party = Party.objects.filter(case=case).order_by("pk")[0].name
    assert inbox_lines(county.clerk, [referral.pk])[referral.pk].label == (
        f"涉嫌犯罪案件移送：{party}（{NUMBER}）"
    )
    (line,) = page_of_referrals(county.clerk, QueueFilter(tab=Tab.ALL)).items
    assert line.about == f"{party}（{NUMBER}）"
    assert line.whole == f"{line.title}：{party}（{NUMBER}）"


def test_the_name_of_a_person_is_shown_as_in_the_case(county: County) -> None:
    county = of_a_person(county)
    referral = begun(county, "forward", "clerk", "suspect")
    go(county, referral, "clerk", "report")
    go(county, referral, "leader", "approve")
    go(county, referral, "clerk", "hand_over")
    masked = mask_name(PERSON, organisation=False)
    # What it was handed over by is its number now.
    number = Case.objects.get(pk=county.case.pk).number
    assert about_of(county.clerk, [referral]) == {referral.pk: f"{PERSON}（{number}）"}
    low = county.people["procurator"]
    low.clearance = 2
    low.save(update_fields=["clearance"])
    assert about_of(low, [referral]) == {referral.pk: f"{masked}（{number}）"}
    told = [line.subject.label for line in page_of_notices(low, cursor=None).items]
    assert told
    assert not any(PERSON in label for label in told)


def test_who_doesn_t_see_the_case_is_told_neither(county: County) -> None:
    county = of_a_person(county)
    referral = begun(county, "forward", "clerk", "suspect")
    assert about_of(county.judge, [referral]) == {}
    CaseAccess.objects.filter(content_object=county.case).update(named_only=True)
    assert about_of(county.clerk_b, [referral]) == {}


def test_what_was_given_a_name_of_its_own_keeps_it(county: County) -> None:
    asked = begun(
        county,
        "consultation",
        "clerk",
        "ask_procuratorate",
        receiver=county.procuratorate.pk,
        title="是否构成诈骗罪的咨询",
    )
    assert inbox_lines(county.clerk, [asked.pk])[asked.pk].label == "个案咨询：是否构成诈骗罪的咨询"
