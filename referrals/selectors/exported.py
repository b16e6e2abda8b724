"""The list of referrals as a workbook: what its reader sees there, and nothing besides."""

import io
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record_read
from cases.selectors.asked import asked
from core.workbook import Cell, write_workbook
from referrals.display import side_name
from referrals.errors import TooMany
from referrals.flows.table import Role
from referrals.selectors.queue_lines import QueueLine, lines_of
from referrals.selectors.queues import QueueFilter, queue

MOST = 5000
_WIDTHS = (36, 18, 20, 18, 18, 12, 24, 12, 12, 12)


@transaction.atomic
def exported(actor: Person, wanted: QueueFilter, *, purpose: str) -> bytes:
    """The rows that the list would show, in its order; that they left is logged with the purpose.

    Raises TooMany.
    """
    found = queue(actor, wanted).select_related("referral__sender", "referral__receiver")
    rows = list(found[: MOST + 1])
    if len(rows) > MOST:
        raise TooMany(MOST)
    lines = lines_of(actor, rows)
    foreign = sorted({line.id for line in lines if line.role != Role.SENDER})
    record_read(
        actor=actor,
        verb="referral.export",
        changes={
            "rows": len(lines),
            "asked": {"tab": wanted.tab} | asked(wanted),
            "referrals": foreign,
        },
        ground=purpose,
        outside=bool(foreign),
    )
    out = io.BytesIO()
    write_workbook(out, sheet=_("移送"), headings=_headings(), rows=_cells(lines), widths=_WIDTHS)
    return out.getvalue()


def _headings() -> Sequence[str]:
    return (
        *(_("名称"), _("流程"), _("状态"), _("移送机关"), _("接收机关"), _("本机关身份")),
        *(_("待谁办理"), _("下一期限"), _("剩余天数"), _("最近进展")),
    )


def _cells(lines: Sequence[QueueLine]) -> Iterator[Sequence[Cell]]:
    mine, unknown = _("由我办理"), _("待确定")
    for line in lines:
        yield (
            line.title,
            str(line.flow_label),
            str(line.state_label),
            line.sender,
            line.receiver or unknown,
            side_name(line.flow, line.role),
            mine if line.mine else line.waits,
            None if line.days_left is None else line.due_on,
            line.days_left,
            timezone.localdate(line.moved_at),
        )
