"""What the log keeps of what was asked."""

import datetime as dt

import pytest

from audit.services import hashed
from cases.selectors.asked import asked, asked_words
from cases.selectors.search import CaseFilter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张伟", "张伟"),
        ("330726199001011234", hashed("330726199001011234")),
        ("33072619900101123x", hashed("33072619900101123X")),
        ("张伟 330726 19900101 1234", f"张伟 {hashed('330726199001011234')}"),
        ("３３０７２６１９９００１０１１２３４", hashed("330726199001011234")),
        ("138 0000 1234", hashed("13800001234")),
        ("330726·19900101.1234", hashed("330726199001011234")),
        ("330726\u200b19900101——1234", hashed("330726199001011234")),
        ("李明e12345678", f"李明{hashed('E12345678')}"),
        ("91330726MA2B12345X", "91330726MA2B12345X"),
        ("宁市监罚决字〔2026〕第000012号", "宁市监罚决字〔2026〕第000012号"),
        ("2026-11-22", "2026-11-22"),
        ("", ""),
    ],
)
def test_words_are_kept_and_numbers_of_people_hashed(typed: str, kept: str) -> None:
    assert asked_words(typed) == kept


def test_only_conditions_that_were_set_are_kept() -> None:
    assert asked(CaseFilter()) == {}
    wanted = CaseFilter(party="李明", decided_from=dt.date(2026, 1, 1), open_only=True)
    assert asked(wanted) == {
        "party": "李明",
        "decided_from": dt.date(2026, 1, 1),
        "open_only": True,
    }
