"""Why a file isn't taken, in words that say what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.limited import Unreadable
from documents.attachments.kinds import FILE_KINDS, endings


def refusal(fault: Unreadable) -> ValidationError:
    """The refusal of one file as the form shows it."""
    return ValidationError(reason(fault.code, fault.detail), code=fault.code)


def reason(code: str, detail: str = "") -> str:
    """What is wrong with the file, and what to do."""
    reasons = {
        "empty": _("文件是空的。"),
        "ending": _("不接收这种文件。可以上传：%(detail)s。"),
        "unknown": _("不能识别文件的内容。请用原来的软件打开，另存后再上传。"),
        "mismatch": _("扩展名与内容不符：内容是%(detail)s。请改正扩展名，或者另存为相应的格式。"),
        "two_kinds": _("文件中藏有另一种文件，不予接收。请用原来的软件打开，另存后再上传。"),
        "program": _("这是程序，不是材料，不予接收。"),
        "old_office": _("这是旧版 Office 文件。请另存为 docx 或 xlsx，或者打印成 PDF 后再上传。"),
        "archive": _("这是压缩包。请解压后逐个上传其中的文件。"),
        "html": _("这是网页。请打印成 PDF 后再上传。"),
        "encrypted": _("文件设有密码或者限制编辑。请取消密码和限制后再上传。"),
        "broken": _("文件已损坏或者没有传完，不能打开。请重新保存后再上传。"),
        "active": _("PDF 中含有会自动运行的内容（脚本或者外部程序）。请重新打印成 PDF 后再上传。"),
        "embedded": _("PDF 中夹带其他文件。请把夹带的文件取出单独上传，再重新打印成 PDF。"),
        "macros": _("文件含有宏。请另存为不含宏的文件后再上传。"),
        "objects": _("文件中嵌有其他程序的对象。请删除对象，或者打印成 PDF 后再上传。"),
        "links": _("文件引用了外部的文件或者数据。请断开链接后再上传，或者打印成 PDF。"),
        "entities": _("文件含有不允许的内容。请用 Office 或 WPS 重新另存后再上传。"),
        "pages": _("超过 %(detail)s 页。请分成几个文件上传。"),
        "pixels": _("图片有 %(detail)s 像素，超过上限。请降低扫描分辨率后再上传。"),
        "bomb": _("文件展开后过大，不能接收。请分成几个文件，或者打印成 PDF 后再上传。"),
        "slow": _("检查文件用时过长，已停止。请分成几个文件上传。"),
        "size": _("文件超过 %(detail)s MB。请分成几个文件，或者降低分辨率后再上传。"),
    }
    if code == "ending":
        detail = _("、").join(endings())
    if code == "mismatch":
        known = FILE_KINDS.get(detail)
        detail = str(known.label) if known else _("其他格式")
    return reasons[code] % {"detail": detail}
