"""Whom a page names as the ones it waits for, and whether they see it."""

import pytest

from agencies.models import Person, Posting
from inbox.models import Todo
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralAccess
from referrals.policies import visible_rows
from tests.conftest import ClientAs
from tests.referrals.county import County, lay
from tests.referrals.test_view import whispered

pytestmark = pytest.mark.django_db


def page(client_as: ClientAs, person: Person, referral: Referral) -> tuple[int, str]:
    response = client_as(person).get(f"/referrals/{referral.pk}/")
    return response.status_code, response.content.decode()


def test_whom_a_confidential_clue_waits_for_sees_it(county: County, client_as: ClientAs) -> None:
    referral = whispered(county)
    row = ReferralAccess.objects.get(referral=referral, agency=county.discipline)
    assert set(row.posts) == {"intake", "supervision_officer"}
    for person in (county.discipline_intake, county.discipline_officer):
        status, text = page(client_as, person, referral)
        assert status == 200
        assert "收件受理人员" in text
        assert "执法监督人员" in text
    asked = Todo.objects.filter(
        subject_id=referral.pk, agency=county.discipline, settled_at__isnull=True
    )
    assert set(asked.values_list("post", flat=True)) == set(row.posts)
    assert not visible_rows(county.discipline_leader).exists()


def test_who_is_appointed_to_a_post_that_is_named_sees_it_too(
    county: County, client_as: ClientAs
) -> None:
    held = Posting.objects.filter(person=county.discipline_officer)
    posts = list(held.values_list("post", flat=True))
    held.delete()
    referral = whispered(county)
    for post in posts:
        Posting.objects.create(person=county.discipline_officer, post=post)
    status, text = page(client_as, county.discipline_intake, referral)
    assert status == 200
    assert "执法监督人员" in text
    assert page(client_as, county.discipline_officer, referral)[0] == 200


def test_a_step_of_the_platform_hides_no_words(county: County, client_as: ClientAs) -> None:
    flow = FLOWS["non_litigation"]
    made = next(each for each in flow.transitions if not each.posts)
    referral = lay(county, flow, made.target)
    assert referral.steps.filter(transition=made.name, agency__isnull=True).exists()
    ReferralAccess.objects.filter(referral=referral).update(depth="full")
    status, text = page(client_as, county.clerk, referral)
    assert status == 200
    assert "对方填写的内容不显示" not in text
    ReferralAccess.objects.filter(referral=referral, agency=county.court).update(depth="steps")
    assert "对方填写的内容不显示" in page(client_as, county.judge, referral)[1]
