"""After everything is undone, in whatever order, all is as it was before."""

from dataclasses import replace
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Identity, IdentityChange, Party
from cases.services.identities import link_parties
from cases.services.merging import ChangedMeanwhile, merge_parties, split_party, undo_change
from tests.cases.factory import MAN, SHOP, recorded
from tests.personas import World, valid_uscc

pytestmark = pytest.mark.django_db

BARE = replace(SHOP, identifier="", identifier_type="")
WHO = (
    SHOP,
    SHOP,
    MAN,
    MAN,
    BARE,
    replace(BARE, name="晨光小吃"),
    replace(SHOP, identifier=valid_uscc(7, prefix="91")),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "split", "undo"]),
        st.integers(0, len(WHO) - 1),
        st.integers(0, len(WHO) - 1),
    ),
    max_size=10,
)


def groups() -> set[frozenset[int]]:
    """The rows that count as one, as sets."""
    found: dict[tuple[str, int], set[int]] = {}
    for row in Party.objects.select_related("identity"):
        whose = ("root", row.identity.root_id) if row.identity else ("row", row.pk)
        found.setdefault(whose, set()).add(row.pk)
    return {frozenset(rows) for rows in found.values()}


def roots_are_true() -> bool:
    """Every root is the top of the tree that merged_into makes."""
    parents = dict(Identity.objects.values_list("pk", "merged_into"))

    def top(pk: int) -> int:
        parent = parents[pk]
        return top(parent) if parent else pk

    return all(top(pk) == root for pk, root in Identity.objects.values_list("pk", "root"))


@pytest.fixture
def rows(world: World) -> list[int]:
    found = []
    for number, who in enumerate(WHO):
        case = recorded(
            world.clerk, parties=(who,), decision_number=f"宁市监罚决字〔2026〕第{number + 1}号"
        )
        found.append(case.parties.get().pk)
    return found


def act(world: World, rows: list[int], kind: str, one: int, two: int) -> None:
    try:
        if kind == "merge":
            merge_parties(actor=world.leader, party=rows[one], other=rows[two], reason="核对一致")
        elif kind == "split" and any(rows[one] in group and len(group) > 1 for group in groups()):
            split_party(actor=world.leader, party=rows[one], reason="核对不一致")
        elif kind == "undo":
            standing = IdentityChange.objects.filter(undone_at__isnull=True)
            if standing:
                undo_change(
                    actor=world.leader, change=standing[one % len(standing)].pk, reason="撤销操作"
                )
    except ChangedMeanwhile:
        assert kind == "merge", "only a merge of what is one already is refused"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS, seed=st.integers(0, 1_000))
def test_undoing_all_in_any_order_restores_all(
    world: World, rows: list[int], acts: list[tuple[str, int, int]], seed: int
) -> None:
    with transaction.atomic():
        _walk_there_and_back(world, rows, acts, Random(seed))
        transaction.set_rollback(True)


def _walk_there_and_back(
    world: World, rows: list[int], acts: list[tuple[str, int, int]], order: Random
) -> None:
    before = groups()
    for kind, one, two in acts:
        act(world, rows, kind, one, two)
        assert roots_are_true()
    standing = list(
        IdentityChange.objects.filter(undone_at__isnull=True).values_list("pk", flat=True)
    )
    order.shuffle(standing)
    held = list(Party.objects.all())
    link_parties(held)
    assert [row.identity_id for row in held] == [row.identity_id for row in Party.objects.all()], (
        "writing the rows again moves nothing"
    )
    for pk in standing:
        undo_change(actor=world.leader, change=pk, reason="全部撤销")
        assert roots_are_true()
    assert groups() == before
