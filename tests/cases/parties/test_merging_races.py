"""Two people decide at once: one of them is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cases.models import Identity, Party
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
