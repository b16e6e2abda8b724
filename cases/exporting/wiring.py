"""The export's tones, its verbs in the log, its background task."""

from django.utils.translation import gettext_lazy as _

from agencies.navigation import register_item
from audit.registry import name_verbs
from cases import tasks
from cases.exporting import kick
from cases.models import ExportState
from cases.policies import sees_cases
from core.screen import register_tones


def register() -> None:
    """Called once when the app starts."""
    kick.use(tasks.make_export)
    register_item(_("导出"), "cases:exports", sees_cases, order=24, icon="download")
    register_tones(
        {
            ExportState.WAITING: "neutral",
            ExportState.RUNNING: "progress",
            ExportState.DONE: "ok",
            ExportState.FAILED: "danger",
            ExportState.GONE: "closed",
        }
    )
    name_verbs(
        {
            "export.start": _("申请导出"),
            "export.read": _("导出案件内容"),
            "export.make": _("生成导出文件"),
            "export.take": _("下载导出文件"),
            "export.discard": _("删除导出文件"),
        }
    )
