"""This app's lines of the menu, the tones of its states, its verbs."""

from django.utils.translation import gettext_lazy as _

from agencies.navigation import register_item
from audit.registry import name_verbs
from core.screen import register_tones
from documents.policies import sees_papers


def register() -> None:
    """Called once when the app starts."""
    register_item(_("收文"), "documents:received", sees_papers, order=40, icon="inbox")
    register_item(_("发文登记簿"), "documents:register", sees_papers, order=41, icon="file")
    register_tones({"signed": "ok", "void": "closed", "genuine": "ok", "different": "danger"})
    name_verbs(
        {
            "document.draft": _("起草文书"),
            "document.discard": _("删除文书草稿"),
            "document.issue": _("签发文书"),
            "document.deliver": _("送达文书"),
            "document.sign_for": _("签收文书"),
            "document.note_service": _("登记文书送达"),
            "document.chase": _("催办文书签收"),
            "document.withdraw_delivery": _("收回发出的文书"),
            "document.send_on": _("文书改送承接机关"),
            "document.void": _("作废文书"),
            "document.read": _("查看文书"),
            "document.preview": _("预览文书"),
            "document.download": _("下载文书"),
            "document.register": _("打印发文登记簿"),
            "document.continue_numbers": _("接续文号"),
            "document.check": _("核验文书"),
        }
    )
