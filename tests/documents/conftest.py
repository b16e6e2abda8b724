"""Fixtures of the tests of papers."""

from collections.abc import Collection

import pytest

from agencies.models import Agency, Person
from documents import registry
from documents.registry import SubjectLine, SubjectRules
from documents.services import Subject
from tests.personas import World

CASE_ID = 77


def _own(actor: Person, ids: Collection[int]) -> set[int]:
    return {actor.agency_id} & set(ids)


def _lines(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    return {pk: SubjectLine("某事项", "/", CASE_ID) for pk in _own(actor, ids)}


DESK = SubjectRules(
    readable=_own,
    writable=_own,
    line=_lines,
    rows=lambda actor, desk: Agency.objects.filter(pk=actor.agency_id).filter(pk=desk),
)


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A simple type of subject: the desk of an agency, which its own people read and write."""
    monkeypatch.setitem(registry._subjects, "desk", DESK)


@pytest.fixture
def matter(world: World) -> Subject:
    """Something that the market supervision bureau writes papers about."""
    return Subject("desk", world.market.pk, CASE_ID)
