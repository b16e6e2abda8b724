"""Every party of the same number stands for the same identity."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from cases.models import Identity, Party
from cases.selectors import input_of
from cases.services import correct_case, record_case
from cases.services.identities import identity_without_number, link_all, link_parties
from tests.cases.factory import MAN, SHOP, investigation, recorded
from tests.personas import World
from tests.queries import real_queries

pytestmark = pytest.mark.django_db

NUMBERLESS = replace(SHOP, name="宁川县晨光食品店", identifier="", identifier_type="")


def test_the_same_number_is_the_same_identity_across_agencies(world: World) -> None:
    here = recorded(world.clerk, parties=(SHOP, MAN))
    there = recorded(world.urban_clerk, parties=(replace(SHOP, name="晨光食品"),))
    shop, man = here.parties.all()
    assert there.parties.get().identity_id == shop.identity_id != man.identity_id
    assert shop.identity
    assert shop.identity.root_id == shop.identity_id


def test_a_party_without_a_number_has_no_identity_yet(world: World) -> None:
    assert recorded(world.clerk, parties=(NUMBERLESS,)).parties.get().identity_id is None


def test_a_number_of_an_unknown_kind_links_nothing(world: World) -> None:
    odd = replace(NUMBERLESS, identifier_type="other", identifier="12345")
    assert recorded(world.clerk, parties=(odd,)).parties.get().identity_id is None


def test_the_same_digits_of_another_kind_are_somebody_else(world: World) -> None:
    first = replace(NUMBERLESS, identifier_type="registration", identifier="350921600012345")
    second = replace(first, identifier_type="passport")
    one, two = recorded(world.clerk, parties=(first, second)).parties.all()
    assert one.identity_id != two.identity_id


def test_a_corrected_number_links_anew(world: World) -> None:
    case = recorded(world.clerk, parties=(NUMBERLESS,))
    data = input_of(case)
    numbered = replace(data.parties[0], identifier_type="uscc", identifier=SHOP.identifier)
    correct_case(
        actor=world.clerk,
        case_id=case.pk,
        version=1,
        data=replace(data, parties=(numbered,)),
        reason="补录统一社会信用代码",
    )
    other = recorded(world.urban_clerk, parties=(SHOP,))
    assert case.parties.get().identity_id == other.parties.get().identity_id


def test_a_corrected_name_leaves_a_party_where_somebody_put_it(world: World) -> None:
    case = recorded(world.clerk, parties=(SHOP,))
    party = case.parties.get()
    apart = identity_without_number(split_from=party.identity_id, case_id=case.pk)
    Party.objects.filter(pk=party.pk).update(identity=apart)
    data = input_of(case)
    renamed = replace(data.parties[0], name="宁川县晨光食品有限责任公司")
    correct_case(
        actor=world.clerk,
        case_id=case.pk,
        version=1,
        data=replace(data, parties=(renamed,)),
        reason="名称有误",
    )
    assert case.parties.get().identity_id == apart


def test_a_row_written_again_for_the_same_case_stays_split(world: World) -> None:
    case = recorded(world.clerk, parties=(SHOP,))
    party = case.parties.get()
    apart = identity_without_number(split_from=party.identity_id, case_id=case.pk)
    again = Party(
        case=case, identifier_type=party.identifier_type, identifier_hash=party.identifier_hash
    )
    link_parties([again])
    assert again.identity_id == apart


def test_a_batch_costs_two_queries(world: World) -> None:
    case = recorded(world.clerk, parties=(NUMBERLESS,))
    rows = [
        Party(case=case, identifier_type="id_card", identifier_hash=f"{number:064d}")
        for number in range(300)
    ]
    with real_queries() as queries:
        link_parties(rows)
    assert len(queries) == 2
    assert len({row.identity_id for row in rows}) == 300
    before = Identity.objects.count()
    link_parties(rows)
    assert Identity.objects.count() == before


def test_rows_from_before_are_linked_and_the_command_may_be_repeated(world: World) -> None:
    case = recorded(world.clerk, parties=(SHOP, MAN, NUMBERLESS))
    held = dict(case.parties.values_list("pk", "identity_id"))
    Party.objects.update(identity=None)
    call_command("link_parties", verbosity=0)
    assert dict(case.parties.values_list("pk", "identity_id")) == held
    assert link_all() == 0


def test_an_investigation_links_its_parties_too(world: World) -> None:
    case = record_case(actor=world.clerk, data=investigation(parties=(SHOP,)))
    assert case.parties.get().identity_id
