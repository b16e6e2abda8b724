"""What papers take over from a referral is in Chinese, whatever the page speaks."""

from typing import Any

import pytest
from django.utils import translation

from referrals import paper_filling
from referrals.errors import NotVisible
from referrals.filling import _called_in_papers
from referrals.flows import FLOWS
from tests.personas import World


def _step(name: str, label: str) -> Any:
    return type("Step", (), {"transition": name, "label": label})()


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_every_step_is_called_by_its_chinese_name(flow: str) -> None:
    for done in FLOWS[flow].transitions:
        with translation.override("zh-hans"):
            chinese = str(done.label)
        with translation.override("en"):
            assert _called_in_papers(flow, _step(done.name, "in English")) == chinese


def test_a_step_that_no_table_knows_keeps_the_name_it_is_shown_with() -> None:
    assert _called_in_papers("clue", _step("take_back", "撤回")) == "撤回"
    assert _called_in_papers("gone", _step("x", "某步")) == "某步"


def test_a_referral_is_read_in_chinese_for_a_paper(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str | None] = []

    def read(actor: object, referral_id: int) -> Any:
        spoken.append(translation.get_language())
        raise NotVisible

    monkeypatch.setattr(paper_filling, "referral_view", read)
    with translation.override("en"):
        assert paper_filling.of_referral(world.clerk, 1, "clue_transfer") == {}
    assert spoken == ["zh-hans"]
