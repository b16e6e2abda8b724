import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from deadlines.ladder import (
    LadderRung,
    compose_ladder,
    ladder_summary,
    ladder_words,
    parse_ladder,
)


def test_rungs_come_in_order_of_time() -> None:
    assert parse_ladder("1 leader;-3 handler; 0 leader") == (
        LadderRung(-3, "handler"),
        LadderRung(0, "leader"),
        LadderRung(1, "leader"),
    )


def test_a_period_without_a_ladder_tells_nobody() -> None:
    assert parse_ladder("") == ()
    assert ladder_summary("") == ""


@pytest.mark.parametrize(
    "text",
    ["handler", "1", "1 somebody", "1.5 handler", "1 handler,2 leader", "1 handler;1h leader",
     "1 handler;1 handler", ";".join(f"{n} handler" for n in range(13))],
)  # fmt: skip
def test_it_refuses_what_can_not_be_read(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_ladder(text)


def test_the_day_after_the_last_is_overdue_and_so_is_the_hour_that_ends_a_period() -> None:
    assert not LadderRung(0, "leader").is_overdue
    assert LadderRung(1, "leader").is_overdue
    assert LadderRung(0, "leader", in_hours=True).is_overdue
    assert not LadderRung(-4, "handler", in_hours=True).is_overdue


def test_it_is_said_in_words() -> None:
    assert ladder_words("-3 handler;0 leader;4 supervisor") == [
        "到期日前3天提醒承办人",
        "到期日当天提醒负责人",
        "逾期4天提醒监督机关",
    ]
    assert ladder_words("-4h handler;0h leader") == ["届满前4小时提醒承办人", "届满时提醒负责人"]
    assert (
        ladder_summary("-3 handler;1 handler;0 leader") == "承办人：提前3天、逾期1天；负责人：当天"
    )


def test_it_is_composed_of_what_was_typed_for_each_desk() -> None:
    assert compose_ladder(in_hours=False, handler="-3，1", leader="0 1", supervisor="") == (
        "-3 handler;0 leader;1 handler;1 leader"
    )
    assert compose_ladder(in_hours=True, handler="-4", leader="") == "-4h handler"
    assert compose_ladder(in_hours=False, handler="", leader="") == ""


def test_what_is_written_down_is_read_again() -> None:
    text = "-7 handler;-2 handler;0 leader;1 handler;1 leader;4 supervisor"
    with translation.override("en"):
        assert ";".join(str(rung) for rung in parse_ladder(text)) == text
