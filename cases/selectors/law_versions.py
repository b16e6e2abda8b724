"""Which wording of a law was in force on a day, and whether that can be shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Law, LawVersion


class Standing(models.TextChoices):
    """How a wording stands to a day. Only the first says that it was the law of that day."""

    IN_FORCE = "in_force", gettext_lazy("当日有效")
    LATER = "later", gettext_lazy("资料截止后待核")
    UNCONFIRMED = "unconfirmed", gettext_lazy("现行文本，施行日期待核")
    OTHER = "other", gettext_lazy("不是当日文本，仅供对照")


TONES: dict[str, str] = {
    Standing.IN_FORCE: "ok",
    Standing.LATER: "info",
    Standing.UNCONFIRMED: "warn",
    Standing.OTHER: "danger",
}


@dataclass(frozen=True)
class Chosen:
    """A wording with how it stands to the day; `version` is None when no text is there."""

    version: LawVersion | None
    standing: Standing
    on: dt.date


def choose(versions: Sequence[LawVersion], on: dt.date) -> Chosen:
    """The wording of one law that counts on a day.

    A wording counts when its first day is known and it hadn't ended. A later one whose first
    day isn't known makes that doubtful as soon as it was promulgated. When none counts, the
    nearest is given for comparison, marked as such.
    """
    ordered = sorted(versions, key=lambda version: version.promulgated_on)
    if not ordered:
        return Chosen(None, Standing.OTHER, on)
    begun = [version for version in ordered if _may_count(version, on)]
    if not begun:
        coming = [version for version in ordered if _first(version) > on]
        return Chosen(coming[0] if coming else ordered[-1], Standing.OTHER, on)
    version = begun[-1]
    if version.in_force_from is None:
        return Chosen(version, Standing.UNCONFIRMED, on)
    return Chosen(version, Standing.LATER if on > version.state_of else Standing.IN_FORCE, on)


def _first(version: LawVersion) -> dt.date:
    return version.in_force_from or version.promulgated_on


def _may_count(version: LawVersion, on: dt.date) -> bool:
    return _first(version) <= on and not (version.in_force_to and on > version.in_force_to)


def choose_of(law: Law, versions: Sequence[LawVersion], on: dt.date) -> Chosen:
    """As `choose`; a title with an edition, such as 渔业法（2013版）, names its wording itself."""
    chosen = choose(versions, on)
    named = [v for v in versions if v.edition and law.title.endswith(f"（{v.edition}）")]
    if law.edition_of_id and named and chosen.version != named[0]:
        return Chosen(named[0], Standing.OTHER, on)
    return chosen


def warning_of(law: Law, chosen: Chosen) -> str:
    """What must be said beside the text; empty when it is the law of that day."""
    version, on = chosen.version, chosen.on.isoformat()
    if version is None:
        return _("平台没有收录该法的条文。")
    if chosen.standing == Standing.UNCONFIRMED:
        day = version.promulgated_on.isoformat()
        return _("施行日期待核：%(promulgated)s 公布的文本，不能确认在 %(on)s 已经施行。") % {
            "promulgated": day,
            "on": on,
        }
    if chosen.standing == Standing.LATER:
        return _("资料截至 %s，此后有无修改请核对。") % version.state_of.isoformat()
    if chosen.standing == Standing.OTHER:
        return _other(law, version, on)
    return ""


def _other(law: Law, version: LawVersion, on: str) -> str:
    if version.in_force_to and version.in_force_to.isoformat() < on:
        said = _("该文本已于 %(last)s 失效，不是 %(on)s 适用的文本，仅供对照。") % {
            "last": version.in_force_to.isoformat(),
            "on": on,
        }
        if law.successor:
            said += _("已由《%s》替代。") % law.successor.title
        return said
    first = version.in_force_from or version.promulgated_on
    return _("%(on)s 适用的文本没有收录；下面是 %(first)s 起的文本，仅供对照。") % {
        "on": on,
        "first": first.isoformat(),
    }
