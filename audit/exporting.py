"""The log as a file for a spreadsheet."""

import csv
import io
import json

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.registry import verb_name
from core.cells import safe

MOST = 50_000


class TooMany(Exception):
    """More lines than one file takes."""

    @property
    def message(self) -> str:
        """What to do about it."""
        return _("超过%(most)d行，请缩小日期范围后再导出。") % {"most": MOST}


def as_csv(events: QuerySet[AuditEvent]) -> tuple[bytes, int]:
    """The events, oldest first, as a csv that no spreadsheet runs; and their number.

    Raises TooMany.
    """
    found = list(events.order_by("at", "id")[: MOST + 1])
    if len(found) > MOST:
        raise TooMany
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            *(_("编号"), _("时间"), _("人员"), _("单位"), _("代"), _("操作"), _("对象")),
            *(_("案件编号"), _("查阅"), _("外单位"), _("理由"), _("内容"), _("地址"), _("请求")),
        ]
    )
    for event in found:
        cells = (
            str(event.pk),
            f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
            event.actor_name or _("系统"),
            event.agency_name,
            event.on_behalf_of,
            verb_name(event.verb),
            event.object_label,
            str(event.case_id or ""),
            _("是") if event.reading else "",
            _("是") if event.outside else "",
            event.ground,
            json.dumps(event.changes, ensure_ascii=False) if event.changes else "",
            event.ip or "",
            event.request_id,
        )
        writer.writerow([safe(cell) for cell in cells])
    # The mark lets a spreadsheet take it for UTF-8.
    return ("\ufeff" + text.getvalue()).encode(), len(found)
