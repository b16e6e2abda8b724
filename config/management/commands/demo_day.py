"""manage.py demo_day: let days of the demo county pass."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.registry import verb_name
from config.passing import Busy, DayPassed, go_back, pass_days
from core.clock import current_day, shift

MOST_DAYS = 366


class Command(BaseCommand):
    help = "Move the clock of the demo county ahead, and do what nights and mornings would do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked = parser.add_mutually_exclusive_group()
        asked.add_argument("days", nargs="?", type=int, metavar="+DAYS", help="so many days on")
        asked.add_argument("--to", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        asked.add_argument("--reset", action="store_true", help="back to the real day")

    def handle(
        self, *args: Any, days: int | None, to: dt.date | None, reset: bool, **options: Any
    ) -> None:
        if not getattr(settings, "DEMO", False) or not settings.CLOCK_FILE:
            raise CommandError("Only a demo county with CLOCK_FILE has a clock that can be moved.")
        with override(settings.LANGUAGE_CODE):
            try:
                self._move(days, to, reset=reset)
            except Busy:
                raise CommandError(_("另一个命令正在拨动演示时钟，请稍后再试。")) from None

    def _move(self, days: int | None, to: dt.date | None, *, reset: bool) -> None:
        if reset:
            go_back()
            self.stdout.write(_("演示时钟已拨回真实日期。拨快期间产生的记录保留，不会撤回。"))
        elif days is not None or to is not None:
            self._pass((to - current_day()).days if to else days or 0)
        ahead = round(shift() / dt.timedelta(days=1))
        said = _("今天是 %(day)s（已拨快 %(days)d 天）。") if ahead else _("今天是 %(day)s。")
        self.stdout.write(said % {"day": _written(current_day()), "days": ahead})

    def _pass(self, days: int) -> None:
        if days < 1:
            raise CommandError(_("时间只能向前。要回到真实日期，请用 --reset。"))
        if days > MOST_DAYS:
            raise CommandError(_("一次最多拨快 %(days)d 天。") % {"days": MOST_DAYS})
        current_app.loader.import_default_modules()
        for passed in pass_days(days):
            self.stdout.write(told(passed))
            self.stdout.flush()


def told(passed: DayPassed) -> str:
    """A day in one line."""
    parts = []
    if passed.last_days:
        parts.append(_("%(count)d 项期限当日届至") % {"count": passed.last_days})
    parts += [
        _("%(act)s %(count)d 项") % {"act": verb_name(verb), "count": count}
        for verb, count in passed.done.most_common()
    ]
    what = _("，").join(parts) or _("无事发生")
    return _("%(day)s：%(what)s") % {"day": _written(passed.day), "what": what}


def _written(day: dt.date) -> str:
    return f"{day.isoformat()} {date_format(day, 'l')}"
