"""What files tell the floors below, and how much their form takes."""

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.registry import name_verbs
from core.outbox import subscribe
from core.screen import register_tones
from core.uploads import Limits, limit_uploads
from documents.attachments.scanning import scan_brought
from documents.attachments.services import TOPIC
from documents.models import ScanState


def upload_limits() -> Limits:
    """What one form takes at once, and one file of it."""
    return Limits(settings.ATTACHMENT_MAX_TOGETHER, settings.ATTACHMENT_MAX_BYTES)


def register() -> None:
    """Called once when the app starts."""
    import_module("documents.attachments.tasks")
    subscribe(TOPIC, outside=True)(scan_brought)
    limit_uploads("documents:attach", upload_limits)
    register_tones(
        {
            ScanState.PENDING: "progress",
            ScanState.CLEAN: "ok",
            ScanState.INFECTED: "danger",
            ScanState.UNSCANNED: "neutral",
        }
    )
    name_verbs(
        {
            "attachment.bring": _("上传附件"),
            "attachment.download": _("下载附件"),
            "attachment.remove": _("撤下附件"),
            "attachment.infected": _("发现附件有病毒"),
            "attachment.empty": _("删除已撤下附件的文件"),
        }
    )
