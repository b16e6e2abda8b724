"""The import's line of the menu, its tones, its verbs in the log, its background tasks."""

from django.utils.translation import gettext_lazy as _

from agencies.navigation import register_item
from audit.registry import name_verbs
from cases import notices, tasks
from cases.importing import holds, kick
from cases.models import ImportState, RowState
from cases.policies import may_record
from core.screen import register_tones


def register() -> None:
    """Called once when the app starts."""
    kick.use(
        {
            ImportState.READING: tasks.read_import,
            ImportState.UNDOING: tasks.undo_import,
            ImportState.CHECKING: tasks.check_import,
            ImportState.COMMITTING: tasks.commit_import,
        }
    )
    holds.register()
    notices.register()
    register_item(_("文件导入"), "cases:imports", may_record, order=22, icon="upload")
    register_tones(
        {
            RowState.PENDING: "neutral",
            RowState.READY: "ok",
            RowState.WARNED: "warn",
            RowState.REFUSED: "danger",
            RowState.EXISTS: "neutral",
            RowState.RECORDED: "ok",
            RowState.CHANGED: "info",
            RowState.UPDATED: "ok",
            RowState.SKIPPED: "neutral",
            RowState.UNDONE: "closed",
            RowState.KEPT: "warn",
            ImportState.MAPPING: "warn",
            ImportState.READING: "progress",
            ImportState.UNDOING: "progress",
            ImportState.UNDONE: "closed",
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
            "import.columns": _("确认导入文件的列对应"),
            "import.discard": _("放弃导入文件"),
            "import.undo": _("撤销导入"),
            "import.undone": _("撤销导入完毕"),
            "case.withdraw": _("撤销登记的案件"),
            "import.report": _("下载导入结果"),
            "import.empty": _("清除导入内容"),
        }
    )
