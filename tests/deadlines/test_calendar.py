"""Years of the calendar: proposed, confirmed, corrected, never silently."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import InternalError, transaction

from audit.models import AuditEvent
from deadlines.calendar import current_calendar
from deadlines.editions import current_token
from deadlines.models import (
    CalendarChange,
    CalendarDay,
    CalendarDraft,
    CalendarYear,
    Recount,
    Source,
)
from deadlines.services import confirm_draft, discard_draft, draft_year
from deadlines.year_text import DayLine
from tests.personas import World

pytestmark = pytest.mark.usefixtures("reference")

NEW_YEAR = [DayLine(date(2027, 1, 1), False, "元旦"), DayLine(date(2027, 1, 3), True, "元旦")]


def propose(
    world: World,
    lines: list[DayLine] = NEW_YEAR,
    *,
    year: int = 2027,
    published: bool = True,
    notice: str = "国办发明电〔2026〕9号",
) -> CalendarDraft:
    return draft_year(
        actor=world.system_admin,
        year=year,
        lines=lines,
        published=published,
        notice=notice,
        source=Source.TYPED,
    )


def confirm(world: World, draft: CalendarDraft, ground: str = "通知已印发") -> CalendarChange:
    return confirm_draft(
        actor=world.system_admin, draft_id=draft.pk, ground=ground, edition=current_token()
    )


def test_a_draft_changes_nothing(world: World) -> None:
    before = current_token()
    propose(world)
    assert current_token() == before
    assert not CalendarYear.objects.get(pk=2027).published
    assert current_calendar().is_working(date(2027, 2, 18))


def test_confirming_publishes_with_who_when_and_why(world: World) -> None:
    before = current_token()
    change = confirm(world, propose(world))
    year = CalendarYear.objects.get(pk=2027)
    assert year.published
    assert year.loaded_by == world.system_admin
    assert year.loaded_at is not None
    assert current_token() != before
    assert current_calendar().is_working(date(2027, 1, 3))
    assert current_calendar().is_certain(date(2027, 1, 1), date(2027, 12, 25))
    assert (change.person, change.ground) == (world.system_admin, "通知已印发")
    assert ["2027-02-05", False, "除夕"] in (change.days_before or [])
    assert not CalendarDraft.objects.exists()
    event = AuditEvent.objects.get(verb="calendar.publish", actor_id=world.system_admin.pk)
    assert event.ground == "通知已印发"
    assert ["2027-01-03", True, "元旦"] in event.changes["added"]
    assert Recount.objects.get(change=change).replaced == before


def test_the_days_of_december_before_become_certain_with_the_notice(world: World) -> None:
    last = date(2026, 12, 31)
    assert not current_calendar().is_certain(last, last)
    confirm(world, propose(world, [*NEW_YEAR, DayLine(last, False, "元旦")]))
    assert current_calendar().is_certain(last, last)
    assert not current_calendar().is_working(last)


def test_a_published_year_is_corrected_as_such(world: World) -> None:
    confirm(world, propose(world))
    confirm(world, propose(world, NEW_YEAR[:1]), "更正")
    assert AuditEvent.objects.filter(verb="calendar.correct", ground="更正").exists()
    assert CalendarChange.objects.filter(year=2027).count() == 3


def test_a_published_year_never_becomes_provisional_again(world: World) -> None:
    with pytest.raises(ValidationError, match="已经公布"):
        propose(world, year=2026, lines=[], published=False)


def test_publishing_names_a_notice(world: World) -> None:
    with pytest.raises(ValidationError, match="文号"):
        propose(world, notice=" ")


def test_a_day_that_another_year_names_is_refused(world: World) -> None:
    confirm(world, propose(world, [DayLine(date(2026, 12, 31), False, "元旦")]))
    with pytest.raises(ValidationError, match="2027 年的安排"):
        propose(world, [DayLine(date(2026, 12, 31), False, "元旦")], year=2026)


def test_confirming_needs_a_ground(world: World) -> None:
    with pytest.raises(ValidationError, match="理由"):
        confirm(world, propose(world), " ")


def test_what_is_in_force_already_is_not_confirmed(world: World) -> None:
    confirm(world, propose(world))
    with pytest.raises(ValidationError, match="完全相同"):
        confirm(world, propose(world))


def test_it_is_not_confirmed_when_something_changed_since_it_was_looked_at(world: World) -> None:
    draft = propose(world)
    with pytest.raises(ValidationError, match="重新核对"):
        confirm_draft(actor=world.system_admin, draft_id=draft.pk, ground="通知", edition=uuid4())


def test_it_is_confirmed_once(world: World) -> None:
    draft = propose(world)
    confirm(world, draft)
    with pytest.raises(ValidationError, match="已经确认"):
        confirm(world, draft)


def test_only_the_system_administrator_sets_the_calendar(world: World) -> None:
    draft = propose(world)
    for person in (world.clerk, world.leader, world.security_admin, world.audit_admin):
        with pytest.raises(PermissionDenied):
            draft_year(
                actor=person, year=2027, lines=NEW_YEAR, published=True, notice="x",
                source=Source.TYPED,
            )  # fmt: skip
        with pytest.raises(PermissionDenied):
            confirm_draft(actor=person, draft_id=draft.pk, ground="x", edition=current_token())
        with pytest.raises(PermissionDenied):
            discard_draft(actor=person, draft_id=draft.pk)


def test_the_history_is_only_added_to(world: World) -> None:
    change = confirm(world, propose(world))
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        CalendarChange.objects.filter(pk=change.pk).update(ground="另一个理由")
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        CalendarChange.objects.filter(recount=None)[0].delete()


def test_an_update_leaves_a_year_that_an_administrator_confirmed(world: World) -> None:
    confirm(world, propose(world, NEW_YEAR, year=2027))
    lines = [DayLine(date(2026, 1, 1), False, "元旦")]
    confirm(world, propose(world, lines, year=2026))
    call_command("load_reference", "deadlines", verbosity=0)
    assert CalendarYear.objects.get(pk=2027).published
    assert CalendarDay.objects.filter(year_id=2026).count() == 1


def test_an_update_brings_the_notice_of_a_year_set_provisionally(world: World) -> None:
    confirm(world, propose(world, NEW_YEAR, published=False))
    call_command("load_reference", "deadlines", verbosity=0)
    assert CalendarYear.objects.get(pk=2027).loaded_by == world.system_admin
    CalendarYear.objects.filter(pk=2025).update(published=False, loaded_by=world.system_admin)
    call_command("load_reference", "deadlines", verbosity=0)
    assert CalendarYear.objects.get(pk=2025).published


def test_every_year_that_ships_has_its_line_in_the_history() -> None:
    shipped = CalendarChange.objects.filter(source=Source.SHIPPED)
    assert set(shipped.values_list("year", flat=True)) == set(range(2016, 2028))
