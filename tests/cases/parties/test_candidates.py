"""Who may be the same: found by the system, shown to those who know both."""

from dataclasses import replace

import pytest

from cases.models import Channel, IdentityCandidate, Party
from cases.parsing.likeness import Sign, core_name
from cases.selectors.candidates import candidates_of, pending_page
from cases.selectors.identities import whom
from cases.services.candidates import MOST_KEPT, find_candidates
from cases.services.merging import merge_parties, tell_apart
from cases.services.record import NewCase, record_cases
from core.outbox import drain
from tests.cases.factory import MAN, SHOP, agreement, case_input, recorded
from tests.conftest import ClientAs
from tests.personas import World, valid_uscc
from tests.queries import real_queries

pytestmark = pytest.mark.django_db

BARE = replace(SHOP, identifier="", identifier_type="")
NEAR = replace(BARE, name="晨光食品有限责任公司")
WRONG = replace(BARE, name="宁川县晨兴食品有限公司")
FAR = replace(BARE, name="宁川县长虹酒楼", representative="沈默", address="宁川县南街1号")


def a_party(world: World, number: int, who: object = SHOP, by: str = "clerk") -> Party:
    case = recorded(
        world.people[by], parties=(who,), decision_number=f"宁综罚决字〔2026〕第{number}号"
    )
    return case.parties.get()


def proposed(world: World, party: Party, by: str = "clerk") -> list[int]:
    return [found.party.id for found in candidates_of(whom(world.people[by], party.pk))]


def pending(world: World, by: str = "clerk") -> list[tuple[int, list[int]]]:
    page = pending_page(world.people[by], cursor=None)
    return [(item.party.id, [found.party.id for found in item.candidates]) for item in page.items]


@pytest.mark.parametrize("who", [BARE, NEAR, WRONG])
def test_like_names_are_proposed_both_ways(world: World, who: object) -> None:
    numbered, bare = a_party(world, 1), a_party(world, 2, who)
    assert proposed(world, bare) == [numbered.pk]
    assert proposed(world, numbered) == [bare.pk]


def test_one_wrong_character_alone_is_no_reason(world: World) -> None:
    a_party(world, 1)
    elsewhere = replace(WRONG, representative="沈默", address="宁川县南街1号")
    assert proposed(world, a_party(world, 2, elsewhere)) == []


def test_the_reasons_are_told(world: World) -> None:
    a_party(world, 1)
    found = candidates_of(whom(world.clerk, a_party(world, 2, NEAR).pk))[0]
    assert found.signs == (Sign.NEAR_NAME, Sign.ADDRESS, Sign.REPRESENTATIVE)


def test_a_name_that_has_nothing_in_common_is_not_proposed(world: World) -> None:
    a_party(world, 1)
    assert proposed(world, a_party(world, 2, FAR)) == []


def test_two_with_different_codes_are_not_proposed(world: World) -> None:
    a_party(world, 1)
    other = a_party(world, 2, replace(SHOP, identifier=valid_uscc(8, prefix="91")))
    assert proposed(world, other) == []


def test_a_person_of_the_same_name_comes_with_what_else_agrees(world: World) -> None:
    man = a_party(world, 1, MAN)
    namesake = replace(MAN, identifier="", identifier_type="", phone="", address="外地")
    neighbour = replace(MAN, identifier="", identifier_type="")
    a_party(world, 2, namesake)
    near = a_party(world, 3, neighbour)
    assert proposed(world, man)[0] == near.pk


def test_an_operator_is_proposed_for_the_shop(world: World) -> None:
    man = a_party(world, 1, MAN)
    stall = replace(BARE, kind="sole_trader", name="远山早点铺", representative=MAN.name)
    assert man.pk in proposed(world, a_party(world, 2, stall))


def test_only_parties_that_the_viewer_knows_are_proposed(world: World) -> None:
    agreement(world)
    agreement(world, provider=world.urban)
    theirs = a_party(world, 1, by="urban_clerk")
    bare = a_party(world, 2, BARE)
    assert proposed(world, bare) == []
    assert proposed(world, bare, by="procurator") == [theirs.pk]


def test_what_agrees_above_the_grade_of_the_viewer_is_not_told(world: World) -> None:
    agreement(world, grade_ceiling=2)
    a_party(world, 1)
    bare = a_party(world, 2, NEAR)
    found = candidates_of(whom(world.procurator, bare.pk))
    assert [candidate.signs for candidate in found] == [(Sign.NEAR_NAME,)]


def test_the_work_list_fills_by_itself_after_recording(world: World) -> None:
    numbered = a_party(world, 1)
    bare = a_party(world, 2, NEAR)
    assert pending(world) == []
    while drain():
        pass
    assert pending(world) == [(bare.pk, [numbered.pk])]


def test_a_number_recorded_later_is_proposed_for_an_earlier_party(world: World) -> None:
    bare, numbered = a_party(world, 1, NEAR), a_party(world, 2)
    find_candidates([numbered.case_id])
    assert pending(world) == [(bare.pk, [numbered.pk])]
    find_candidates([numbered.case_id, bare.case_id])
    find_candidates([numbered.case_id])
    assert pending(world) == [(bare.pk, [numbered.pk])]


def test_the_work_list_holds_the_own_agency_and_what_it_sees_only(world: World) -> None:
    a_party(world, 1, by="urban_clerk")
    bare = a_party(world, 2, NEAR)
    find_candidates([bare.case_id])
    assert IdentityCandidate.objects.count() == 1
    assert pending(world) == []
    assert pending(world, by="urban_clerk") == []


def test_an_own_row_is_proposed_beside_that_of_another_agency(world: World) -> None:
    own = a_party(world, 1)
    a_party(world, 2, by="urban_clerk")
    bare = a_party(world, 3, NEAR)
    find_candidates([bare.case_id])
    assert pending(world) == [(bare.pk, [own.pk])]


def test_what_was_decided_leaves_the_work_list(world: World) -> None:
    numbered = a_party(world, 1)
    one, two = a_party(world, 2, NEAR), a_party(world, 3, WRONG)
    find_candidates([one.case_id, two.case_id])
    assert {pk for pk, _found in pending(world)} == {one.pk, two.pk}
    merge_parties(actor=world.clerk, party=one.pk, other=numbered.pk, reason="核对一致")
    tell_apart(actor=world.clerk, party=two.pk, other=numbered.pk, reason="不是同一单位")
    left = {(pk, other) for pk, found in pending(world) for other in found}
    assert all(numbered.pk not in pair and one.pk not in pair for pair in left)


def test_one_identity_is_proposed_once_and_few_in_all(world: World) -> None:
    bare = a_party(world, 1, NEAR)
    for number in range(2, 5):
        a_party(world, number)
    for number in range(5, 15):
        a_party(world, number, replace(BARE, address=f"宁川县东街{number}号"))
    find_candidates([bare.case_id])
    kept = IdentityCandidate.objects.filter(party=bare)
    assert kept.count() <= MOST_KEPT
    assert kept.filter(other__identity__isnull=False).count() == 1


def test_looking_at_200_cases_takes_no_more_queries_than_at_10(world: World) -> None:
    new = [
        NewCase(case_input(parties=(who,), decision_number=f"宁综罚决字〔2026〕第{number}号"))
        for number, who in enumerate([SHOP, NEAR, WRONG, MAN, FAR] * 40, start=1)
    ]
    cases = [case.pk for case in record_cases(actor=world.clerk, new=new, channel=Channel.API)]
    spent = []
    for some in (cases[:10], cases):
        with real_queries() as queries:
            assert find_candidates(some)
        spent.append(len(queries))
    # Those that found nothing to propose to others leave one out.
    assert spent[1] <= spent[0] <= 9


def test_cases_of_parties_with_numbers_that_nobody_is_like_are_passed_over(world: World) -> None:
    cases = [a_party(world, 1).case_id, a_party(world, 2, MAN).case_id]
    with real_queries() as queries:
        assert find_candidates(cases) == 0
    assert len(queries) == 3


def test_no_more_are_proposed_when_many_numbers_come_at_once(world: World) -> None:
    bare = a_party(world, 1, NEAR)
    shops = [replace(SHOP, identifier=valid_uscc(number, prefix="91")) for number in range(12)]
    cases = [a_party(world, number, shop).case_id for number, shop in enumerate(shops, start=2)]
    find_candidates(cases)
    assert IdentityCandidate.objects.filter(party=bare).count() == MOST_KEPT


def test_the_work_list_takes_three_queries_however_long(world: World) -> None:
    a_party(world, 1)
    cases = [a_party(world, number, NEAR).case_id for number in range(2, 12)]
    find_candidates(cases)
    with real_queries() as queries:
        assert len(pending(world)) > 2
    assert len(queries) <= 3


def test_the_page_of_the_work_list_leads_to_the_comparison(
    world: World, client_as: ClientAs
) -> None:
    numbered, bare = a_party(world, 1), a_party(world, 2, NEAR)
    browser = client_as(world.clerk)
    assert "没有待归并的当事人" in browser.get("/parties/pending/").content.decode()
    find_candidates([bare.case_id])
    page = browser.get("/parties/pending/").content.decode()
    assert f"/parties/{bare.pk}/same/{numbered.pk}/" in page
    assert "名称相近、住所相同" in page
    assert client_as(world.procurator).get("/parties/pending/").status_code == 404


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("宁川县晨光食品有限公司", "晨光食品"),
        ("福建省宁川县晨光食品有限责任公司", "晨光食品"),
        ("晨光食品(经营者欧阳远山)", "晨光食品"),
        ("有限公司", "有限公司"),
        ("县城饭店", "县城饭"),
        ("市", "市"),
    ],
)
def test_place_form_and_brackets_are_no_part_of_a_name(name: str, core: str) -> None:
    assert core_name(name) == core
