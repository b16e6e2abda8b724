"""How things stand with the audit log, on the home page of those who answer for it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.checks import Standing, standing
from audit.policies import may_read_log
from inbox.registry import Panel, PanelLine


def log_panel(actor: Person) -> Panel | None:
    """Above everything else when the log was tampered with or isn't sealed."""
    if not may_read_log(actor):
        return None
    now = standing()
    wrong = _wrong(now)
    address = reverse("audit:integrity")
    return Panel(
        title=_("审计日志"),
        lines=[PanelLine(label, address, note) for label, note in wrong or _well(now)],
        empty=_("还没有核对过。"),
        count=len(wrong) if wrong else None,
        more_url=address,
        urgent=bool(wrong),
    )


def _wrong(now: Standing) -> list[tuple[str, str]]:
    said = []
    if now.check is not None and not now.sound:
        said.append((_("核对发现审计日志被改动，请立即查明"), _moment(now.check.at)))
    if now.oldest_unsealed is not None and not now.sealing:
        said.append((_("记录没有按时封存，请联系运维人员"), _moment(now.oldest_unsealed)))
    if now.verified_at is not None and not now.verifying:
        said.append((_("已有三天没有核对审计日志，请联系运维人员"), _moment(now.verified_at)))
    return said


def _well(now: Standing) -> list[tuple[str, str]]:
    said = []
    if now.check is not None:
        said.append((_("最近一次核对：未发现改动"), _moment(now.check.at)))
    if now.seal is not None:
        said.append((_("最近一次封存：%s") % now.seal, _moment(now.seal.sealed_at)))
    return said


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
