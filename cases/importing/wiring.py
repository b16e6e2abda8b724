"""The import's line of the menu, its tones, its verbs in the log, its background tasks."""

from django.utils.translation import gettext_lazy as _

from agencies.navigation import register_item
from audit.registry import name_verbs
from cases import tasks
from cases.importing import kick
from cases.models import ImportState, RowState
from cases.policies import may_record
from core.screen import register_tones


def register() -> None:
    """Called once when the app starts."""
    kick.use(
        {
            ImportState.CHECKING: tasks.check_import,
            ImportState.COMMITTING: tasks.commit_import,
        }
    )
    register_item(_("文件导入"), "cases:imports", may_record, order=22, icon="upload")
    register_tones(
        {
            RowState.PENDING: "neutral",
            RowState.READY: "ok",
            RowState.WARNED: "warn",
            RowState.REFUSED: "danger",
            RowState.EXISTS: "neutral",
            RowState.RECORDED: "ok",
            ImportState.CHECKING: "progress",
            ImportState.CHECKED: "info",
            ImportState.COMMITTING: "progress",
            ImportState.DONE: "closed",
        }
    )
    name_verbs(
        {
            "import.upload": _("上传导入文件"),
            "import.commit": _("开始登记导入文件"),
            "import.finish": _("导入文件登记完毕"),
            "import.report": _("下载导入结果"),
            "import.empty": _("清除导入内容"),
        }
    )
