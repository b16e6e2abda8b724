"""Two people decide at once: one of them is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from cases.models import Identity, Party
from cases.selectors.inputs import input_of
from cases.services import children, correct_case, merging
from cases.services.identities import link_parties
from cases.services.merging import ChangedMeanwhile, merge_parties, split_party, undo_change
from deadlines import reference
from tests.cases.factory import MAN, SHOP, recorded
from tests.personas import World, make_world, valid_uscc

BARE = replace(SHOP, identifier="", identifier_type="")


@pytest.fixture
def county(transactional_db: None) -> World:
    reference.load(lambda text: None)
    return make_world()


def a_party(world: World, number: int, who: object) -> Party:
    case = recorded(
        world.clerk, parties=(who,), decision_number=f"宁市监罚决字〔2026〕第{number}号"
    )
    return case.parties.get()


def at_once(*acts: Callable[[], object]) -> list[str]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=10)
            act()
        except (ChangedMeanwhile, ValidationError):
            return "told"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def sound() -> bool:
    tops = Identity.objects.filter(merged_into__isnull=True)
    return all(top.root_id == top.pk for top in tops)


@pytest.mark.django_db(transaction=True)
def test_the_same_merge_twice_happens_once(county: World) -> None:
    one, two = a_party(county, 1, BARE), a_party(county, 2, SHOP)

    def merge() -> None:
        merge_parties(actor=county.clerk, party=one.pk, other=two.pk, reason="核对一致")

    assert at_once(merge, merge) == ["done", "told"]
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_merges_across_make_no_ring(county: World) -> None:
    parties = [
        a_party(county, 1, SHOP),
        a_party(county, 2, MAN),
        a_party(county, 3, replace(SHOP, identifier=valid_uscc(9, prefix="91"))),
    ]
    pairs = [(0, 1), (1, 2), (2, 0)]
    answers = at_once(
        *[
            lambda pair=pair: merge_parties(
                actor=county.leader,
                party=parties[pair[0]].pk,
                other=parties[pair[1]].pk,
                reason="核对一致",
            )
            for pair in pairs
        ]
    )
    assert "done" in answers
    assert "told" in answers
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_a_split_and_an_undo_of_the_merge_leave_a_sound_tree(county: World) -> None:
    one, two = a_party(county, 1, MAN), a_party(county, 2, SHOP)
    change = merge_parties(actor=county.clerk, party=one.pk, other=two.pk, reason="核对一致")
    answers = at_once(
        lambda: split_party(actor=county.clerk, party=one.pk, reason="核对不一致"),
        lambda: undo_change(actor=county.clerk, change=change.pk, reason="撤销归并"),
    )
    assert "done" in answers
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_a_merge_stands_when_its_row_is_corrected_at_that_moment(
    county: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = a_party(county, 1, BARE), a_party(county, 2, SHOP)
    link = link_parties

    def merge() -> None:
        merge_parties(actor=county.clerk, party=one.pk, other=two.pk, reason="核对一致")

    def merge_meanwhile(parties: Any) -> None:
        link(parties)
        assert at_once(merge) == ["done"]

    monkeypatch.setattr(children, "link_parties", merge_meanwhile)
    data = input_of(one.case)
    moved = replace(data, parties=(replace(data.parties[0], address="南街1号"),))
    correct_case(actor=county.clerk, case_id=one.case_id, version=1, data=moved, reason="更正")
    row = Party.objects.select_related("identity").get(pk=one.pk)
    assert row.address == "南街1号"
    assert row.identity
    assert row.identity.root_id == two.identity_id


@pytest.mark.django_db(transaction=True)
def test_a_merge_and_a_split_of_the_same_row_wait_for_each_other(
    county: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _two, other = (a_party(county, n, who) for n, who in ((1, MAN), (2, MAN), (3, SHOP)))
    met = Barrier(2)
    lock = merging._for_update

    def slowly() -> Any:
        with suppress(BrokenBarrierError):
            met.wait(timeout=1)
        return lock()

    monkeypatch.setattr(merging, "_for_update", slowly)
    answers = at_once(
        lambda: split_party(actor=county.clerk, party=one.pk, reason="核对不一致"),
        lambda: merge_parties(actor=county.leader, party=one.pk, other=other.pk, reason="核对一致"),
    )
    assert "done" in answers
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_a_decision_does_not_hold_up_cases_of_the_same_party(county: World) -> None:
    one, two = a_party(county, 1, MAN), a_party(county, 2, SHOP)
    with transaction.atomic():
        merge_parties(actor=county.leader, party=one.pk, other=two.pk, reason="核对一致")
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(at_once, lambda: beside(two)).result() == ["done"]


def beside(party: Party) -> None:
    """Another row of the same identity, at once or not at all."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 3000")
    Party.objects.create(case=party.case, kind=party.kind, identity_id=party.identity_id)
