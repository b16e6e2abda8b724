"""Numbers as a property: whatever is signed, refused and voided, none is missing or twice."""

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from documents import registry
from documents.errors import Incomplete
from documents.models import Document, SerialCounter
from documents.selectors import gaps, issued
from documents.selectors.issued import RegisterFilter
from documents.services import Subject, issue_document, void_document
from tests.documents.conftest import DESK
from tests.documents.papers import INTERNAL, KIND, complete, drafted
from tests.personas import World, make_world

ACTS = st.lists(
    st.tuples(st.sampled_from(["sign", "fail", "void", "inner"]), st.integers(0, 5)), max_size=12
)


class NumbersAreGapFree(TestCase):
    """Drives one register by any list of acts and compares it with the obvious book."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = make_world()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(acts=ACTS)
    def test_the_register_is_the_book(self, acts: list[tuple[str, int]]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(registry._subjects, "desk", DESK)
            book = self._drive(acts)
        given_out = Counter(Document.objects.exclude(state="draft").values_list("kind", flat=True))
        assert given_out == book
        for symbol, last in SerialCounter.objects.values_list("symbol", "last"):
            serials = Document.objects.filter(symbol=symbol).values_list("serial", flat=True)
            assert sorted(filter(None, serials)) == list(range(1, last + 1))

    def _drive(self, acts: list[tuple[str, int]]) -> Counter[str]:
        world, book = self.world, Counter[str]()
        matter = Subject("desk", world.market.pk)
        for number, (act, which) in enumerate(acts):
            if act == "void":
                found = list(Document.objects.filter(state="signed").order_by("pk"))
                if found:
                    target = found[which % len(found)]
                    void_document(
                        actor=world.leader, document_id=target.pk, reason="错发", with_step=True
                    )
                continue
            kind = INTERNAL if act == "inner" else KIND
            draft = drafted(
                world.clerk,
                matter,
                kind=kind,
                purpose=f"{number}",
                values={} if act == "fail" else complete(kind),
            )
            try:
                issue_document(actor=world.leader, document_id=draft.pk, recipients=[])
            except Incomplete:
                assert act == "fail"
            else:
                book[kind] += 1
        assert gaps(world.leader, 2026) | gaps(world.leader, 2027) == {}
        shown = issued(world.leader, RegisterFilter())
        assert shown.count() == sum(book.values())
        return book
