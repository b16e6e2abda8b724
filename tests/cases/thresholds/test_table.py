"""The table that ships: whole, repeatable, and behind what the county sets itself."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import AuditEvent
from cases.models import UNITS, Measure, Threshold
from cases.reference import load_thresholds
from cases.reference.thresholds import read_thresholds
from cases.selectors.thresholds import current_threshold, threshold_lines, threshold_page
from cases.services.thresholds import end_threshold, set_threshold
from cases.thresholds.relations import _tables
from tests.personas import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("table")]
MINING = "343.1.value"
DAY = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _in_a_province(settings: Any) -> None:
    settings.DIVISION_CODE = "339901"


def lend(
    world: World, value: int = 200_000, first: dt.date = DAY, *, local: bool = True
) -> Threshold:
    return set_threshold(
        actor=world.system_admin,
        key=MINING,
        value=Decimal(value),
        local=local,
        effective_from=first,
        ground="省高院规定第二条",
    )


def test_every_measure_has_a_unit() -> None:
    assert set(UNITS) == set(Measure)


def test_loading_again_writes_nothing() -> None:
    before = list(Threshold.objects.order_by("pk").values())
    said: list[str] = []
    load_thresholds(said.append)
    assert said == ["thresholds: 0 written, 0 ended"]
    assert list(Threshold.objects.order_by("pk").values()) == before


def test_every_row_says_its_source_and_how_sure_it_is() -> None:
    for row in read_thresholds():
        assert row["source"], row["key"]
        assert row["certainty"] in {"S", "S/K", "K", "?"}, row["key"]


def test_what_relates_cases_to_charges_and_the_thresholds_speak_of_the_same_charges() -> None:
    laws, words = _tables()
    related = {each.charge for each in words} | {c for found in laws.values() for c in found}
    assert related == set(Threshold.objects.values_list("charge__name", flat=True))


def test_what_left_the_file_ends_and_what_was_set_here_stays(world: World) -> None:
    own = lend(world)
    Threshold.objects.filter(pk=own.pk).update(key="gone.1")
    shipped = Threshold.objects.get(key=MINING)
    Threshold.objects.filter(pk=shipped.pk).update(key="gone.2")
    load_thresholds(lambda said: None)
    assert Threshold.objects.get(key="gone.2").effective_to is not None
    assert Threshold.objects.get(key="gone.1").effective_to is None


def test_the_value_of_the_province_goes_before_the_national_one(world: World) -> None:
    before = current_threshold(MINING)
    assert before is not None
    assert (before.value, before.up_to) == (Decimal(100_000), Decimal(300_000))
    own = lend(world)
    assert current_threshold(MINING) == own
    (line,) = [x for x in threshold_lines(world.clerk, text="非法采矿") if x.row.key == MINING]
    assert line.row == own
    event = AuditEvent.objects.get(verb="threshold.set")
    assert event.ground == "省高院规定第二条"


def test_another_province_changes_nothing_here(world: World, settings: Any) -> None:
    lend(world)
    settings.DIVISION_CODE = "440101"
    now = current_threshold(MINING)
    assert now is not None
    assert not now.is_own


def test_a_later_value_ends_the_earlier_one_the_day_before(world: World) -> None:
    first = lend(world)
    second = lend(world, 150_000, dt.date(2026, 6, 1))
    first.refresh_from_db()
    assert (first.effective_to, second.version) == (dt.date(2026, 5, 31), 2)
    page = threshold_page(world.clerk, MINING)
    assert page is not None
    assert page.current is not None
    assert page.current.row == second
    assert len(page.versions) == 3


def test_taken_back_it_never_applied_and_is_still_told(world: World) -> None:
    own = lend(world)
    end_threshold(
        actor=world.system_admin, value_id=own.pk, last=DAY - dt.timedelta(days=1), ground="误设"
    )
    now = current_threshold(MINING)
    assert now is not None
    assert not now.is_own
    page = threshold_page(world.clerk, MINING)
    assert page is not None
    assert "已撤回" in {line.standing for line in page.versions}


@pytest.mark.parametrize("value", [50_000, 300_001, 0])
def test_a_province_stays_within_the_range_it_was_given(world: World, value: int) -> None:
    with pytest.raises(ValidationError) as fault:
        lend(world, value)
    assert "value" in fault.value.message_dict


def test_without_a_code_of_its_own_the_county_has_no_province(world: World, settings: Any) -> None:
    settings.DIVISION_CODE = ""
    with pytest.raises(ValidationError) as fault:
        lend(world)
    assert set(fault.value.message_dict) == {"local"}
    assert lend(world, 120_000, local=False).province == ""


@pytest.mark.parametrize("who", ["clerk", "leader", "procurator", "security_admin", "audit_admin"])
def test_nobody_but_the_system_administrator_sets_or_ends(world: World, who: str) -> None:
    actor = world.people[who]
    with pytest.raises(PermissionDenied):
        set_threshold(
            actor=actor, key=MINING, value=Decimal(1), local=True, effective_from=DAY, ground="x"
        )
    own = lend(world)
    with pytest.raises(PermissionDenied):
        end_threshold(actor=actor, value_id=own.pk, last=DAY, ground="x")
