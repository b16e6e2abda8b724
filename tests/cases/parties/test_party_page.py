"""The page of a party: its cases across agencies, as far as the viewer may see."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.inputs import PartyInput
from cases.models import Case, CaseAccess, IdentityChange, Party
from cases.services.merging import merge_parties, tell_apart
from tests.cases.factory import MAN, SHOP, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

pytestmark = pytest.mark.django_db

BARE = replace(SHOP, name="晨光食品店", identifier="", identifier_type="")


def a_case(world: World, number: int, who: PartyInput = SHOP, by: str = "clerk") -> Case:
    return recorded(
        world.people[by], parties=(who,), decision_number=f"宁综罚决字〔2026〕第{number}号"
    )


def party_id(case: Case) -> int:
    return case.parties.get().pk


def page_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    page = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return page


def test_a_procurator_sees_the_cases_of_two_agencies_together(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    agreement(world, provider=world.urban)
    here = a_case(world, 1)
    there = a_case(world, 2, replace(SHOP, name="晨光食品有限公司"), by="urban_clerk")
    page = page_of(client_as(world.procurator), f"/parties/{party_id(here)}/")
    for words in (
        here.decision_number,
        there.decision_number,
        "晨光食品有限公司",
        "2 件",
        "林望舒",
    ):
        assert words in page
    assert "10,000.00" in page
    event = AuditEvent.objects.get(verb="party.read")
    assert set(event.changes["cases"]) == {here.pk, there.pk}


def test_an_agency_sees_its_own_cases_and_counts_no_others(
    world: World, client_as: ClientAs
) -> None:
    here, there = a_case(world, 1), a_case(world, 2, by="urban_clerk")
    page = page_of(client_as(world.clerk), f"/parties/{party_id(here)}/")
    assert "1 件" in page
    assert there.decision_number not in page
    assert "5,000.00" in page
    assert "一年内再次" not in page
    page_of(client_as(world.clerk), f"/parties/{party_id(there)}/", 404)


@pytest.mark.parametrize(
    ("by", "status"),
    [
        ("clerk_b", 200),
        ("legal_reviewer", 200),
        ("urban_clerk", 404),
        ("procurator", 404),
        ("system_admin", 404),
        ("audit_admin", 404),
    ],
)
def test_only_who_sees_a_case_of_the_party_opens_its_page(
    world: World, client_as: ClientAs, by: str, status: int
) -> None:
    page_of(client_as(world.people[by]), f"/parties/{party_id(a_case(world, 1))}/", status)


def test_where_names_of_people_are_masked_their_page_is_not_there(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    man, shop = a_case(world, 1, MAN), a_case(world, 2)
    browser = client_as(world.procurator)
    page_of(browser, f"/parties/{party_id(man)}/", 404)
    page = page_of(browser, f"/parties/{party_id(shop)}/")
    assert "东街8号" not in page
    assert "林望舒" not in page


def test_a_person_behind_a_shop_is_not_told_where_names_are_masked(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    stall = replace(MAN, kind="sole_trader", name="远山早点铺")
    a_case(world, 1, MAN)
    page = page_of(client_as(world.procurator), f"/parties/{party_id(a_case(world, 2, stall))}/")
    assert "1 件" in page
    assert "欧阳" not in page


@pytest.mark.parametrize("profile", ["pointer", "follower"])
def test_who_sees_no_parties_opens_no_page(world: World, client_as: ClientAs, profile: str) -> None:
    agreement(world, profile=profile)
    page_of(client_as(world.procurator), f"/parties/{party_id(a_case(world, 1))}/", 404)


def test_access_that_ended_opens_nothing_any_more(world: World, client_as: ClientAs) -> None:
    terms = agreement(world)
    case = a_case(world, 1)
    browser = client_as(world.procurator)
    page_of(browser, f"/parties/{party_id(case)}/")
    end_agreement(actor=world.security_admin, agreement=terms, reason="协议调整")
    page_of(browser, f"/parties/{party_id(case)}/", 404)


def test_an_access_row_that_expired_counts_no_case(world: World, client_as: ClientAs) -> None:
    agreement(world)
    here, there = a_case(world, 1), a_case(world, 2)
    CaseAccess.objects.filter(content_object=there, profile="supervisor").update(
        expires_at=timezone.now() - dt.timedelta(days=1)
    )
    page = page_of(client_as(world.procurator), f"/parties/{party_id(here)}/")
    assert "1 件" in page
    assert there.decision_number not in page


def test_a_second_penalty_within_a_year_is_marked(world: World, client_as: ClientAs) -> None:
    case = a_case(world, 1)
    assert "一年内再次" not in page_of(client_as(world.clerk), f"/parties/{party_id(case)}/")
    a_case(world, 2)
    page = page_of(client_as(world.clerk), f"/parties/{party_id(case)}/")
    assert page.count("一年内再次") == 1


def test_the_page_of_a_case_leads_to_its_parties_and_counts_other_cases(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk, parties=(SHOP, MAN))
    a_case(world, 1)
    a_case(world, 2)
    a_case(world, 3, by="urban_clerk")
    page = page_of(client_as(world.clerk), f"/cases/{case.pk}/")
    shop, man = case.parties.all()
    assert f'href="/parties/{shop.pk}/"' in page
    assert f'href="/parties/{man.pk}/"' in page
    assert page.count("其他案件") == 1
    assert "2件" in page


def test_a_masked_person_is_no_link(world: World, client_as: ClientAs) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, parties=(SHOP, MAN))
    page = page_of(client_as(world.procurator), f"/cases/{case.pk}/")
    shop, man = case.parties.all()
    assert f"/parties/{shop.pk}/" in page
    assert f"/parties/{man.pk}/" not in page


def test_two_are_compared_merged_and_put_back_by_hand(world: World, client_as: ClientAs) -> None:
    bare, numbered = party_id(a_case(world, 1, BARE)), party_id(a_case(world, 2))
    browser = client_as(world.clerk)
    assert f"/parties/{bare}/same/{numbered}/" in page_of(browser, f"/parties/{bare}/")
    page = page_of(browser, f"/parties/{bare}/same/{numbered}/")
    assert "晨光食品店" in page
    assert "宁川县晨光食品有限公司" in page
    # With nothing but a name on either side the cases tell who was meant.
    assert "宁综罚决字〔2026〕第1号" in page
    assert "宁综罚决字〔2026〕第2号" in page
    url = f"/parties/{bare}/same/{numbered}/"
    assert browser.post(url, {"decision": "same", "reason": ""}).status_code == 422
    browser.post(url, {"decision": "same", "reason": "经核对营业执照一致"})
    page = page_of(browser, f"/parties/{bare}/")
    assert "2 件" in page
    assert "经核对营业执照一致" in page
    change = IdentityChange.objects.get()
    page_of(browser, f"/parties/changes/{change.pk}/undo/")
    browser.post(f"/parties/changes/{change.pk}/undo/", {"reason": "归并有误，恢复"})
    assert "1 件" in page_of(browser, f"/parties/{bare}/")
    page_of(browser, f"/parties/changes/{change.pk}/undo/", 404)


def test_a_row_is_split_by_hand(world: World, client_as: ClientAs) -> None:
    one, two = party_id(a_case(world, 1)), party_id(a_case(world, 2))
    browser = client_as(world.clerk)
    assert f"/parties/{one}/split/" in page_of(browser, f"/parties/{two}/")
    page_of(browser, f"/parties/{one}/split/")
    browser.post(f"/parties/{one}/split/", {"reason": "冒用他人证照"})
    assert "1 件" in page_of(browser, f"/parties/{two}/")


def test_parties_are_found_by_name_as_far_as_they_are_known(
    world: World, client_as: ClientAs
) -> None:
    here, there = a_case(world, 1), a_case(world, 2, by="urban_clerk")
    page = page_of(client_as(world.clerk), "/parties/?name=晨光")
    assert f"/parties/{party_id(here)}/" in page
    assert f"/parties/{party_id(there)}/" not in page
    assert "没有这个名称" in page_of(client_as(world.clerk), "/parties/?name=不存在的")
    page_of(client_as(world.audit_admin), "/parties/", 404)


def test_what_was_told_apart_is_not_proposed_again(world: World, client_as: ClientAs) -> None:
    bare, numbered = party_id(a_case(world, 1, BARE)), party_id(a_case(world, 2))
    browser = client_as(world.clerk)
    tell_apart(actor=world.clerk, party=bare, other=numbered, reason="地址和经营者均不同")
    page = page_of(browser, f"/parties/{bare}/")
    assert f"/parties/{bare}/same/{numbered}/" not in page
    assert "地址和经营者均不同" in page


def test_a_decision_is_shown_to_those_who_know_both_sides_only(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    agreement(world, provider=world.urban)
    agreement(world, receiver=world.justice, grade_ceiling=2)
    agreement(world, provider=world.urban, receiver=world.justice, grade_ceiling=2)
    here, there = a_case(world, 1, BARE), a_case(world, 2, by="urban_clerk")
    reason = "两机关当事人为同一单位"
    merge_parties(
        actor=world.procurator, party=party_id(here), other=party_id(there), reason=reason
    )
    assert reason in page_of(client_as(world.procurator), f"/parties/{party_id(here)}/")
    # Who sees both and decides about neither isn't told why: a reason may name people.
    page = page_of(client_as(world.justice_officer), f"/parties/{party_id(here)}/")
    assert "2 件" in page
    assert reason not in page
    for by, case in (("clerk", here), ("urban_clerk", there)):
        page = page_of(client_as(world.people[by]), f"/parties/{party_id(case)}/")
        assert reason not in page
        assert "1 件" in page


def test_the_page_takes_the_same_queries_for_one_case_and_for_many(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    case = a_case(world, 1)
    browser = client_as(world.procurator)
    page_of(browser, f"/parties/{party_id(case)}/")
    with real_queries() as few:
        page_of(browser, f"/parties/{party_id(case)}/")
    for number in range(2, 12):
        a_case(world, number)
    with real_queries() as many:
        page_of(browser, f"/parties/{party_id(case)}/")
    assert len(many) == len(few) <= 18


def test_figures_count_each_visible_case_once(world: World, client_as: ClientAs) -> None:
    twice = recorded(world.clerk, parties=(SHOP, replace(SHOP, name="晨光食品分店")))
    page = page_of(client_as(world.clerk), f"/parties/{twice.parties.all()[0].pk}/")
    assert "1 件" in page
    assert f"{Decimal(5000):,.2f}" in page
    assert Party.objects.count() == 2


def test_a_hidden_case_of_the_same_party_changes_nothing(world: World, client_as: ClientAs) -> None:
    agreement(world)
    bare, numbered = a_case(world, 1, BARE), a_case(world, 2)
    browser = client_as(world.procurator)
    urls = (
        f"/cases/{numbered.pk}/",
        f"/parties/{party_id(numbered)}/",
        f"/parties/{party_id(bare)}/",
        "/parties/?name=晨光",
    )

    def pages() -> list[str]:
        shown = [browser.get(url).content.decode() for url in urls]
        return [re.sub(r"\d\d:\d\d|csrf\S+ value=\S+|X-CSRF\S+ \S+", "", page) for page in shown]

    pages()
    before = pages()
    hidden = [a_case(world, 3, by="urban_clerk"), a_case(world, 4, BARE, by="urban_clerk")]
    merge_parties(
        actor=world.urban_clerk,
        party=party_id(hidden[0]),
        other=party_id(hidden[1]),
        reason="经核对为同一单位",
    )
    assert pages() == before
