"""Fills an empty database with the demo county, whole or not at all."""

import datetime as dt
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Agency, Person
from cases.models import Charge, Matter
from core.clock import current_moment
from deadlines.calendar import current_calendar
from deadlines.services import check_overdue
from supervision.demo import desks
from supervision.demo.agreements import make_agreements
from supervision.demo.county import PERSONAS
from supervision.demo.courses import Almanac
from supervision.demo.numbering import continue_registers, numbered
from supervision.demo.numbers import REGION
from supervision.demo.people import make_county
from supervision.demo.record import Say, record_all
from supervision.demo.referrals import passing
from supervision.demo.writer import Writer
from supervision.rules import RULES
from supervision.services import run_rule


class NotEmpty(Exception):
    """The database holds something that isn't the demo county."""


class NoReference(Exception):
    """Matters, charges, rules and calendar aren't loaded."""


def is_filled() -> bool:
    """Whether the demo county is there."""
    usernames = [persona.username for persona in PERSONAS]
    people = Person.objects.filter(username__in=usernames, agency__region=REGION)
    return people.count() == len(usernames)


def check_empty() -> None:
    """Raise NotEmpty for a database in use, NoReference for one not prepared."""
    if Agency.objects.exists():
        raise NotEmpty
    if not Matter.objects.exists() or not Charge.objects.exists():
        raise NoReference


@transaction.atomic
def fill(*, seed: int, cases: int, today: dt.date, say: Say, passed_on: bool = True) -> None:
    """Make the county with so many cases, as it would stand on that day.

    Without `passed_on` no case has left its agency yet.
    """
    check_empty()
    random = Random(seed)
    say("agencies, people, agreements")
    county = make_county(random, today)
    agreements = make_agreements(random, today, county)
    almanac = Almanac(random, today, current_calendar())
    writer = Writer(random, almanac, county)
    # Written after the others, so that these stay what they were.
    common = list(writer.write(cases))
    written = numbered(random, [*common, *(passing.written(writer, almanac) if passed_on else ())])
    recorded = record_all(random, written, agreements, say)
    continue_registers(county.agencies.values(), today)
    _analyze()
    if passed_on:
        say("what was passed on")
        told = {each.key: case for each, case in zip(written, recorded, strict=True) if each.key}
        charges = {each.key: each.story.row.offence for each in written if each.key}
        passing.pass_on(county, almanac, told, charges)
    say("deadlines, flags, desks")
    check_overdue(_end_of(today))
    for rule in RULES.values():
        run_rule(rule, today=today)
    desks.finish_todos(random, county, today)
    desks.decide_flags(random, county, today)
    desks.leave_drafts(county, today)


def _analyze() -> None:
    """Let the database know how much there is. Its own catalogues, which ANALYZE without names
    takes as well, would stay locked for every database of the server until the filling ends."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")


def _end_of(day: dt.date) -> dt.datetime:
    evening = dt.datetime.combine(day, dt.time(23), timezone.get_current_timezone())
    return min(current_moment(), evening)
