"""Looks over the whole log; exit code 1 when anything isn't as it was written."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.checks import check_log
from audit.verifying import Report


def month(text: str) -> dt.datetime:
    """The first moment of a month that is written as 2026-11."""
    try:
        day = dt.datetime.strptime(text, "%Y-%m")  # noqa: DTZ007  (made aware below)
    except ValueError as error:
        raise ArgumentTypeError("write a month as 2026-11") from error
    return timezone.make_aware(day)


class Command(BaseCommand):
    help = "Find every edit, deletion and insertion in the log, its seals and their file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=month, help="rows from this month on (2026-11)")
        parser.add_argument("--until", type=month, help="rows before this month")
        parser.add_argument("--language", choices=["zh-hans", "en"], default=settings.LANGUAGE_CODE)

    def handle(
        self,
        *args: Any,
        since: dt.datetime | None,
        until: dt.datetime | None,
        language: str,
        **options: Any,
    ) -> None:
        with translation.override(language):
            report = check_log(
                actor=None,
                since=since,
                until=until,
                progress=lambda rows: self.stderr.write(_("已核对 %(n)d 行") % {"n": rows}),
            )
            self._tell(report)
            if not report.sound:
                raise CommandError(_("发现 %(n)d 处问题。") % {"n": report.count}, returncode=1)

    def _tell(self, report: Report) -> None:
        self.stdout.write(
            _("核对 %(rows)d 行记录、%(seals)d 个封存、封存文件 %(lines)d 行。")
            % {"rows": report.rows, "seals": report.seals, "lines": report.lines}
        )
        for note in report.notes:
            self.stdout.write(_("说明：%s") % note)
        for finding in report.findings:
            where = _("封存 %s") % finding.where if finding.where else ""
            rows = _("记录 %s") % finding.ids if finding.ids else ""
            self.stdout.write(" ".join(part for part in (finding.kind_label, where, rows) if part))
        if report.unsealed_since is not None:
            since = timezone.localtime(report.unsealed_since)
            self.stdout.write(
                _("最近 %(n)d 行尚未封存（自 %(since)s 起），逐行核对，删除无法发现。")
                % {"n": report.unsealed, "since": f"{since:%Y-%m-%d %H:%M:%S}"}
            )
        if report.sound:
            self.stdout.write(_("未发现改动。"))
