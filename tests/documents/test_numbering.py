"""Numbers as a property: whatever is signed, refused and voided, none is missing or twice."""

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from core.clock import current_day
from documents import registry
from documents.errors import Incomplete, Refused
from documents.kinds import KINDS
from documents.models import Document, SerialCounter
from documents.selectors import gaps, issued
from documents.selectors.issued import RegisterFilter
from documents.series import full_symbol
from documents.services import Subject, issue_document, void_document
from documents.services.numbering import LAST_ON_PAPER, continue_numbers
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
    @given(acts=ACTS, on_paper=st.lists(st.integers(0, LAST_ON_PAPER), max_size=3))
    def test_the_register_is_the_book(
        self, acts: list[tuple[str, int]], on_paper: list[int]
    ) -> None:
        for last in on_paper:
            self._continue(last)
        begins = {full_symbol(self.world.market, KINDS[KIND]): on_paper[-1] if on_paper else 0}
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(registry._subjects, "desk", DESK)
            book = self._drive(acts)
        given_out = Counter(Document.objects.exclude(state="draft").values_list("kind", flat=True))
        assert given_out == book
        for symbol, last in SerialCounter.objects.values_list("symbol", "last"):
            serials = Document.objects.filter(symbol=symbol).values_list("serial", flat=True)
            first = begins.get(symbol, 0) + 1
            assert sorted(filter(None, serials)) == list(range(first, last + 1))
        if book[KIND]:
            with pytest.raises(Refused):
                self._continue(0)

    def _continue(self, last: int) -> None:
        continue_numbers(
            actor=self.world.leader,
            issuer_id=self.world.market.pk,
            symbol=KINDS[KIND].symbol,
            year=current_day().year,
            last=last,
        )

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
        assert gaps(world.leader, current_day().year) == {}
        shown = issued(world.leader, RegisterFilter())
        assert shown.count() == sum(book.values())
        return book
