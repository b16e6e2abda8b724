"""Parties of the agency's own cases are offered at entry and taken over by reference."""

from dataclasses import replace

import pytest
from django.urls import reverse

from cases.models import CaseAccess, Party
from cases.parsing.names import name_initials
from cases.selectors.known_at_entry import MOST_OFFERED, offered_parties
from tests.cases.at_the_form import a_draft, a_form, record, send, shown
from tests.cases.factory import MAN, SHOP, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

pytestmark = pytest.mark.django_db

URL = reverse("cases:suggest_parties")


def known(world: World, who: object = MAN, by: str = "clerk", number: int = 1) -> Party:
    case = recorded(
        world.people[by], parties=(who,), decision_number=f"宁综罚决字〔2026〕第{number}号"
    )
    return case.parties.get()


def names(world: World, text: str, by: str = "clerk") -> list[str]:
    return [offered.party.name for offered in offered_parties(world.people[by], text)]


def a_row(party: Party, **typed: str) -> dict[str, str]:
    return {"kind": party.kind, "name": party.name, "known": str(party.pk), **typed}


@pytest.mark.parametrize(
    "text", ["晨光", "宁川县晨光食品有限公司", SHOP.identifier, SHOP.identifier.lower(), "CGSP"]
)
def test_a_party_is_offered_by_name_initials_or_whole_code(world: World, text: str) -> None:
    known(world, SHOP)
    assert names(world, text) == [SHOP.name]


@pytest.mark.parametrize("text", ["晨", "c", SHOP.identifier[:10], MAN.identifier, "", " "])
def test_less_is_no_question_and_numbers_of_people_find_nobody(world: World, text: str) -> None:
    known(world, SHOP)
    known(world, MAN, number=2)
    assert names(world, text) == []


def test_two_initials_find_a_name_of_two_characters(world: World) -> None:
    known(world, replace(MAN, name="张伟"))
    assert names(world, name_initials("张伟")) == ["张伟"]


def test_the_newest_come_first_one_for_each_party_and_few(world: World) -> None:
    for number in range(1, 12):
        who = replace(SHOP, name=f"晨光{number}号店", identifier="", identifier_type="")
        known(world, who, number=number)
    known(world, SHOP, number=20)
    known(world, SHOP, number=21)
    found = names(world, "晨光")
    assert found[:2] == [SHOP.name, "晨光11号店"]
    assert len(found) == MOST_OFFERED == len(set(found))


def test_parties_of_other_agencies_are_not_offered_even_where_cases_are_shared(
    world: World,
) -> None:
    agreement(world, provider=world.urban, receiver=world.market)
    known(world, SHOP, by="urban_clerk")
    assert names(world, "晨光") == []


def test_restricted_cases_offer_nothing_to_those_not_named(world: World) -> None:
    party = known(world, SHOP)
    CaseAccess.objects.filter(content_object=party.case_id).update(named_only=True)
    assert names(world, "晨光", by="clerk_b") == []


@pytest.mark.parametrize(
    "who", ["system_admin", "security_admin", "audit_admin", "procurator", "legal_reviewer"]
)
def test_who_records_no_cases_is_offered_nothing(
    world: World, client_as: ClientAs, who: str
) -> None:
    known(world, SHOP)
    answer = client_as(world.people[who]).get(URL, {"q": "晨光"})
    assert "晨光" not in shown(answer)


def test_the_number_and_phone_of_a_person_are_offered_masked(
    world: World, client_as: ClientAs
) -> None:
    known(world)
    answer = shown(client_as(world.clerk).get(URL, {"q": MAN.name}))
    assert MAN.name in answer
    assert "110***********002X" in answer
    assert MAN.identifier not in answer
    assert MAN.phone not in answer


def test_a_chosen_party_is_recorded_with_its_number_which_no_page_shows(
    world: World, client_as: ClientAs
) -> None:
    party = known(world)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(parties=[a_row(party)])
    pages = [send(browser, draft, typed)]
    send(browser, draft, typed, next="check")
    pages += [
        browser.get(reverse("cases:draft", args=[draft.pk])),
        browser.get(reverse("cases:draft_check", args=[draft.pk])),
    ]
    for page in map(shown, pages):
        assert "110***********002X" in page
        assert MAN.identifier not in page
        assert MAN.phone not in page
    record(browser, draft)
    new = Party.objects.exclude(pk=party.pk).latest("pk")
    assert (new.identifier, new.identifier_type) == (party.identifier, "id_card")
    assert (new.phone, new.identity_id) == (party.phone, party.identity_id)


def test_another_number_typed_in_its_place_lets_the_party_go(
    world: World, client_as: ClientAs
) -> None:
    party = known(world)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    row = a_row(party, identifier_type="passport", identifier="G12345678")
    send(browser, draft, a_form(parties=[row]), next="check")
    record(browser, draft)
    new = Party.objects.exclude(pk=party.pk).latest("pk")
    assert (new.identifier, new.identifier_type, new.phone) == ("G12345678", "passport", "")


def test_the_button_lets_it_go_without_scripts(world: World, client_as: ClientAs) -> None:
    party = known(world)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    page = shown(send(browser, draft, a_form(parties=[a_row(party)]), forget="parties-0"))
    assert "110***********002X" not in page
    assert MAN.name in page


@pytest.mark.parametrize("whose", ["urban_clerk", "restricted", "nobody"])
def test_a_reference_that_the_actor_may_not_take_over_is_refused(
    world: World, client_as: ClientAs, whose: str
) -> None:
    party = known(world, by="urban_clerk" if whose == "urban_clerk" else "clerk")
    if whose == "restricted":
        CaseAccess.objects.filter(content_object=party.case_id).update(named_only=True)
    row = a_row(party)
    if whose == "nobody":
        row["known"] = str(10**17)
    browser = client_as(world.clerk_b)
    draft = a_draft(browser, world.clerk_b)
    answer = send(browser, draft, a_form(parties=[row]), next="check")
    assert answer.status_code == 422
    assert "所选的当事人现在不能沿用" in shown(answer)
    assert "110***********002X" not in shown(answer)


def test_a_right_that_ended_since_is_asked_again_when_recording(
    world: World, client_as: ClientAs
) -> None:
    party = known(world)
    browser = client_as(world.clerk_b)
    draft = a_draft(browser, world.clerk_b)
    send(browser, draft, a_form(parties=[a_row(party)]), next="check")
    CaseAccess.objects.filter(content_object=party.case_id).update(named_only=True)
    record(browser, draft)
    assert Party.objects.count() == 1


def test_the_check_page_tells_of_other_visible_cases_in_one_query(
    world: World, client_as: ClientAs
) -> None:
    party = known(world, SHOP)
    known(world, SHOP, number=2)
    known(world, SHOP, by="urban_clerk", number=3)
    known(world, MAN, number=4)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    shop = {"kind": "organisation", "name": "晨光食品", "identifier": SHOP.identifier}
    namesake = {"kind": "natural", "name": MAN.name}
    send(browser, draft, a_form(parties=[shop, namesake]), next="check")
    with real_queries() as queries:
        page = shown(browser.get(reverse("cases:draft_check", args=[draft.pk])))
    assert "该当事人另有 2 件可见案件" in page
    assert "同名当事人另有 1 件可见案件" in page
    assert f"/parties/{party.pk + 1}/" in page
    assert len(queries) <= 15, "\n".join(queries)
