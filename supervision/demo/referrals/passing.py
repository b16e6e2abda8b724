"""What the county has passed on: the cases for it, and then the stories."""

import datetime as dt
from collections.abc import Iterator, Mapping

from cases.models import Case, ServiceMethod
from referrals.models import Referral
from supervision.demo.courses import Almanac, Course
from supervision.demo.people import County
from supervision.demo.referrals import back, clues, court, criminal
from supervision.demo.referrals.casting import Cast
from supervision.demo.referrals.plots import Matter
from supervision.demo.referrals.stage import Stage
from supervision.demo.writer import Writer, Written

PLOTS = (*clues.PLOTS, *criminal.PLOTS, *court.PLOTS, *back.PLOTS)


def written(writer: Writer, almanac: Almanac) -> Iterator[Written]:
    """The case of each story that is about one."""
    for plot in PLOTS:
        if matter := plot.matter:
            yield writer.particular(
                matter.office,
                matter.code,
                _course(almanac, matter),
                plot.key,
                parties=matter.parties,
                neglected=matter.served,
            )


def pass_on(
    county: County, almanac: Almanac, cases: Mapping[str, Case], charges: Mapping[str, str]
) -> dict[str, Referral]:
    """Tell all stories; returns what was passed on, by their keys."""
    stage = Stage(Cast(county, almanac.today, almanac.calendar), cases, charges)
    return stage.play(PLOTS)


def _course(almanac: Almanac, matter: Matter) -> Course:
    day = almanac.today - dt.timedelta(days=matter.ago)
    if not matter.served:
        found = day - dt.timedelta(days=2)
        return Course(found, found, day, None, None, None, "")
    decided, filed = day - dt.timedelta(days=2), day - dt.timedelta(days=40)
    published = decided + dt.timedelta(days=5)
    return Course(filed, filed, filed, decided, day, published, ServiceMethod.DIRECT)
