"""Many at once: numbers without gaps, one signature, one chase."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from documents.errors import Incomplete, Refused
from documents.models import Delivery, Document, SerialCounter
from documents.services import Recipient, Subject, chase, issue_document, sign_for
from documents.services.delivering import lay
from inbox.models import Todo
from tests.documents.conftest import CASE_ID
from tests.documents.papers import delivery, drafted, signed
from tests.personas import World, make_world

R = TypeVar("R")


@pytest.fixture
def world(committed: None) -> World:
    """A county that really is in the database."""
    return make_world()


def at_once(*acts: Callable[[], R]) -> list[R | Exception]:
    """Each in a thread and with a connection of its own; what each gave or raised."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], R]) -> R | Exception:
        try:
            barrier.wait(timeout=60)
            return act()
        except (Refused, Incomplete) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def matter_of(world: World) -> Subject:
    return Subject("desk", world.market.pk, CASE_ID)


def signing(world: World, document: Document) -> Callable[[], Document]:
    return lambda: issue_document(
        actor=world.leader, document_id=document.pk, recipients=[Recipient(world.police.pk)]
    )


def test_twenty_who_sign_at_once_get_numbers_without_a_gap(world: World) -> None:
    matter = matter_of(world)
    whole = [drafted(world.clerk, matter, purpose=f"{number}") for number in range(16)]
    # Some of them can't be signed: they must not cost a number.
    poor = [drafted(world.clerk, matter, purpose=f"x{n}", values={}) for n in range(4)]
    answers = at_once(*(signing(world, each) for each in (*whole[:8], *poor, *whole[8:])))
    serials = sorted(each.serial or 0 for each in answers if isinstance(each, Document))
    assert serials == list(range(1, 17))
    assert sum(isinstance(each, Incomplete) for each in answers) == 4
    assert SerialCounter.objects.get().last == 16


def test_a_draft_that_two_sign_at_once_has_one_number(world: World) -> None:
    draft = drafted(world.clerk, matter_of(world))
    answers = at_once(signing(world, draft), signing(world, draft))
    assert sorted(type(each).__name__ for each in answers) == ["Document", "Refused"]
    assert SerialCounter.objects.get().last == 1
    assert draft.deliveries.count() == 1


def test_two_who_begin_the_same_draft_at_once_share_it(world: World) -> None:
    matter = matter_of(world)
    first, second = at_once(
        lambda: drafted(world.clerk, matter).pk, lambda: drafted(world.clerk_b, matter).pk
    )
    assert first == second


def test_a_paper_that_two_sign_for_at_once_bears_one_name(world: World) -> None:
    document = signed(world.leader, matter_of(world), to=[world.urban])
    way = delivery(document, world.urban)
    answers = at_once(
        lambda: sign_for(actor=world.urban_clerk, delivery_id=way.pk),
        lambda: sign_for(actor=world.urban_leader, delivery_id=way.pk),
        lambda: lay({"delivery_id": way.pk}),
    )
    signers = {each.signed_for_by_id for each in answers if isinstance(each, Delivery)}
    assert len(signers) == 1


def test_three_runs_at_once_ask_after_each_delivery_once(world: World) -> None:
    matter = matter_of(world)
    ways = [
        delivery(signed(world.leader, matter, to=[world.police]), world.police) for _ in range(6)
    ]
    last = max(each.chase_at for each in ways if each.chase_at)
    asked = at_once(*[lambda: chase(last, batch=2)] * 3)
    assert sum(each for each in asked if isinstance(each, int)) == 6
    assert Todo.objects.filter(kind="document.unsigned").count() == 6
