"""A day that depends on a year without a notice says so, in words, wherever it is shown."""

import pytest
from django.core.management import call_command

from cases.display import due_words
from cases.exporting.rows import _last_day
from cases.models import Case
from cases.services import record_case
from core.clock import current_day
from deadlines.models import Clock
from deadlines.selectors import next_due
from tests.cases.factory import investigation
from tests.conftest import ClientAs
from tests.personas import World

WORD = "（暂定）"


@pytest.fixture
def case(world: World) -> Case:
    """A case whose next period is provisional."""
    call_command("load_reference", "deadlines", verbosity=0)
    found = record_case(actor=world.clerk, data=investigation(filed_on=current_day()))
    Clock.objects.filter(subject_id=found.pk).update(provisional=True)
    return found


@pytest.mark.parametrize("page", ["/cases/", "/cases/{pk}/", "/cases/{pk}/print/"])
def test_the_pages_of_a_case_say_so(
    case: Case, world: World, client_as: ClientAs, page: str
) -> None:
    shown = client_as(world.clerk).get(page.format(pk=case.pk)).content.decode()
    assert "暂定" in shown


def test_a_final_day_does_not(case: Case) -> None:
    clock = next_due("case", [([case.pk], None)])[case.pk]
    assert due_words(clock).endswith(WORD)
    clock.provisional = False
    assert WORD not in due_words(clock)


def test_an_export_says_so_and_keeps_final_days_as_days(case: Case) -> None:
    clock = next_due("case", [([case.pk], None)])[case.pk]
    assert _last_day(clock) == f"{clock.due_on}{WORD}"
    clock.provisional = False
    assert _last_day(clock) == clock.due_on
    assert _last_day(None) is None
