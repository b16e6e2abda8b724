"""Why a file isn't taken, in words that say what the clerk can do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.limited import Unreadable


def refusal(fault: Unreadable) -> ValidationError:
    """The refusal of a file as the form shows it."""
    return ValidationError(reason(fault.code, fault.detail), code=fault.code)


def reason(code: str, detail: str = "") -> str:
    """What is wrong with a file, and what to do."""
    reasons = {
        "empty": _("文件是空的，请选择有内容的文件。"),
        "no_rows": _("文件只有标题行，没有数据。"),
        "no_headings": _("前 20 行中没有找到标题行。请下载模板，按模板的标题填写。"),
        "xls": _("这是旧版的 .xls 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
        "xlsb": _("这是 .xlsb 文件。请用 Excel 打开，另存为 .xlsx 后再上传。"),
        "encrypted": _("文件设有打开密码。请取消密码后再上传。"),
        "macros": _("文件含有宏。请另存为不含宏的 .xlsx 后再上传。"),
        "links": _(
            "文件引用了其他文件或者外部数据。请在“数据”中断开链接、删除查询，保存后再上传。"
        ),
        "entities": _("文件含有不允许的内容，不能读取。请用 Excel 或 WPS 重新另存为 .xlsx。"),
        "formulas": _(
            "%(detail)s 是公式，公式的结果可能与您看到的不同，没有读取。"
            "请选中该列，复制后“选择性粘贴”为“数值”，保存后再上传。"
        ),
        "word": _("这是文字文档，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "pdf": _("这是 PDF 文件，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "image": _("这是图片，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "archive": _("这是压缩包，不是表格。请解压后上传其中的 .csv 或 .xlsx 文件。"),
        "html": _("这是网页，只是用了表格的扩展名。请用 Excel 打开，另存为 .xlsx 后再上传。"),
        "xml": _("这是 XML 文件，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "binary": _("不能识别文件的类型。请上传 .csv 或 .xlsx 文件。"),
        "broken": _("文件已损坏或者没有传完，不能打开。请重新保存后再上传。"),
        "cut": _("文件在一个字的中间断开，没有传完。请重新导出或者重新保存后再上传。"),
        "bomb": _("文件展开后过大，不能读取。请删去多余的工作表和空行，或者分成几个文件。"),
        "slow": _("读取文件用时过长，已停止。请删去多余的工作表和格式，或者分成几个文件。"),
        "encoding": _("不能识别文件的编码。请另存为 UTF-8 编码的 csv 或者 .xlsx 后再上传。"),
        "mixed": _(
            "文件中混有两种编码，第 %(detail)s 行附近的文字不能读取。"
            "请用 Excel 或 WPS 打开，改正后另存为 .xlsx 再上传。"
        ),
        "quotes": _("第 %(detail)s 行附近的引号不成对，不能可靠地分列。请改正，或者另存为 .xlsx。"),
        "rows": _("文件超过 %(detail)s 行数据。请分成几个文件上传。"),
        "columns": _("标题超过 %(detail)s 列。请删去多余的列。"),
    }
    return reasons[code] % {"detail": detail}
