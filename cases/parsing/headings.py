"""Columns of the 双公示 penalty template: headings and codes, as files spell them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.parsing.fold import fold_brackets, squeeze


class Column(TextChoices):
    """Canonical names of the columns an import reads; amounts carry their unit."""

    PARTY_NAME = "party_name", _("行政相对人名称")
    PARTY_CATEGORY = "party_category", _("行政相对人类别")
    USCC = "uscc", _("统一社会信用代码")
    BUSINESS_REG_NO = "business_reg_no", _("工商注册号")
    ORG_CODE = "org_code", _("组织机构代码")
    TAX_NO = "tax_no", _("税务登记号")
    INSTITUTION_NO = "institution_no", _("事业单位证书号")
    SOCIAL_ORG_NO = "social_org_no", _("社会组织登记证号")
    LEGAL_REP_NAME = "legal_rep_name", _("法定代表人")
    LEGAL_REP_ID_TYPE = "legal_rep_id_type", _("法定代表人证件类型")
    LEGAL_REP_ID_NO = "legal_rep_id_no", _("法定代表人证件号码")
    ID_TYPE = "id_type", _("证件类型")
    ID_NO = "id_no", _("证件号码")
    DECISION_NO = "decision_no", _("行政处罚决定书文号")
    CASE_NAME = "case_name", _("案件名称")
    VIOLATION_TYPE = "violation_type", _("违法行为类型")
    FACTS = "facts", _("违法事实")
    BASIS = "basis", _("处罚依据")
    KINDS = "kinds", _("处罚类别")
    KINDS_MORE = "kinds_more", _("处罚类别（二）")
    CONTENT = "content", _("处罚内容")
    FINE_WAN = "fine_wan", _("罚款金额（万元）")
    FINE_YUAN = "fine_yuan", _("罚款金额（元）")
    CONFISCATION_WAN = "confiscation_wan", _("没收金额（万元）")
    CONFISCATION_YUAN = "confiscation_yuan", _("没收金额（元）")
    LICENCE = "licence", _("暂扣或吊销证照名称及编号")
    DECIDED_ON = "decided_on", _("处罚决定日期")
    VALID_UNTIL = "valid_until", _("处罚有效期")
    PUBLISH_UNTIL = "publish_until", _("公示截止期")
    AGENCY_NAME = "agency_name", _("处罚机关")
    AGENCY_USCC = "agency_uscc", _("处罚机关统一社会信用代码")
    SOURCE_NAME = "source_name", _("数据来源单位")
    SOURCE_USCC = "source_uscc", _("数据来源单位统一社会信用代码")
    STATUS = "status", _("当前状态")
    REGION_CODE = "region_code", _("地方编码")
    REMARK = "remark", _("备注")
    EXPORTED_AT = "exported_at", _("数据导出时间")


_C = Column
# Without brackets, 的 and 万元; "行政相对人代码_1（统一社会信用代码）" goes by either part.
_SPELLINGS: dict[Column, str] = {
    _C.PARTY_NAME: "CF_XDR_MC 行政相对人名称 行政相对人 相对人名称 当事人 当事人名称 被处罚人",
    _C.PARTY_CATEGORY: "CF_XDR_LB 行政相对人类别 相对人类别 行政相对人类型 当事人类型",
    _C.USCC: "CF_XDR_SHXYM 统一社会信用代码 行政相对人代码_1 社会信用代码",
    _C.BUSINESS_REG_NO: "CF_XDR_GSZC CF_XDR_GSDJ 工商注册号 行政相对人代码_2 工商登记码 工商登记号",
    _C.ORG_CODE: "CF_XDR_ZZJG CF_XDR_ZDM 组织机构代码 行政相对人代码_3",
    _C.TAX_NO: "CF_XDR_SWDJ 税务登记号 行政相对人代码_4",
    _C.INSTITUTION_NO: "CF_XDR_SYDW 事业单位证书号 行政相对人代码_5",
    _C.SOCIAL_ORG_NO: "CF_XDR_SHZZ 社会组织登记证号 行政相对人代码_6",
    _C.LEGAL_REP_NAME: "CF_FRDB CF_FDDB CF_FR 法定代表人 法定代表人姓名 法人代表 法定代表人负责人",
    _C.LEGAL_REP_ID_TYPE: "CF_FR_ZJLX 法定代表人证件类型",
    _C.LEGAL_REP_ID_NO: "CF_FR_ZJHM CF_FR_SFZH 法定代表人证件号码 法定代表人身份证号",
    _C.ID_TYPE: "CF_XDR_ZJLX 证件类型 自然人证件类型",
    _C.ID_NO: "CF_XDR_ZJHM CF_XDR_SFZ 证件号码 自然人证件号码 居民身份证号 身份证号 身份证号码",
    _C.DECISION_NO: "CF_WSH 行政处罚决定书文号 处罚决定书文号 决定书文号 处罚文号 文号",
    _C.CASE_NAME: "CF_CFMC 案件名称 案由 处罚名称 案名",
    _C.VIOLATION_TYPE: "CF_WFXW 违法行为类型",
    _C.FACTS: "CF_SY 违法事实 主要违法事实 处罚事由",
    _C.BASIS: "CF_YJ 处罚依据 行政处罚依据",
    _C.KINDS: "CF_CFLB CF_CFLB1 处罚类别 处罚种类 行政处罚类别 行政处罚种类 处罚类别1",
    _C.KINDS_MORE: "CF_CFLB2 处罚类别2",
    _C.CONTENT: "CF_NR CF_JG 处罚内容 处罚结果 行政处罚内容",
    _C.FINE_WAN: "CF_NR_FK 罚款金额",
    _C.FINE_YUAN: "罚款金额元 罚款元",
    _C.CONFISCATION_WAN: (
        "CF_NR_WFFF 没收金额 没收违法所得非法财物金额 没收违法所得没收非法财物金额 没收违法所得金额"
    ),
    _C.CONFISCATION_YUAN: (
        "没收金额元 没收违法所得非法财物金额元 没收违法所得没收非法财物金额元 没收违法所得金额元"
    ),
    _C.LICENCE: "CF_NR_ZKDX 暂扣或吊销证照名称及编号",
    _C.DECIDED_ON: "CF_JDRQ 处罚决定日期 行政处罚决定日期 作出处罚决定日期 决定日期 处罚日期",
    _C.VALID_UNTIL: "CF_YXQ 处罚有效期 处罚截止期",
    _C.PUBLISH_UNTIL: "CF_GSJZQ 公示截止期 公示截止日期 公示期限",
    _C.AGENCY_NAME: "CF_CFJG CF_XZJG 处罚机关 行政处罚机关 作出处罚决定机关 处罚单位",
    _C.AGENCY_USCC: "CF_CFJGDM 处罚机关统一社会信用代码",
    _C.SOURCE_NAME: "CF_SJLY 数据来源单位",
    _C.SOURCE_USCC: "CF_SJLYDM 数据来源单位统一社会信用代码",
    _C.STATUS: "CF_ZT 当前状态",
    _C.REGION_CODE: "DFBM 地方编码",
    _C.REMARK: "BZ 备注",
    _C.EXPORTED_AT: "SJC 数据导出时间 时间戳 数据更新时间戳",
}
_BY_SPELLING = {word: column for column, words in _SPELLINGS.items() for word in words.split()}
REQUIRED = (
    _C.PARTY_NAME,
    _C.DECISION_NO,
    _C.VIOLATION_TYPE,
    _C.FACTS,
    _C.BASIS,
    _C.KINDS,
    _C.CONTENT,
    _C.DECIDED_ON,
)
_NOISE = re.compile(r"[*:、,。;\"'“”的]|必填|选填")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_UNITS = {"万元": "万元", "单位:万元": "万元", "元": "元", "单位:元": "元"}


@dataclass(frozen=True)
class HeadingMatch:
    """Which column each index holds; what was not understood; what the template requires."""

    fields: dict[int, Column]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    missing: tuple[Column, ...] = ()


def column_of(heading: object) -> Column | None:
    """The column that a heading or CF_ code names, or None."""
    plain = fold_brackets(squeeze(str(heading or "")))
    inside = _BRACKETED.findall(plain)
    bare = _NOISE.sub("", _BRACKETED.sub("", plain))
    unit = next((_UNITS[note] for note in inside if note in _UNITS), "")
    for candidate in (bare + unit, *inside, bare, bare.removesuffix("万元")):
        if column := _BY_SPELLING.get(_NOISE.sub("", candidate)):
            return column
    return None


def match_headings(row: Sequence[object], *, required: Iterable[Column] = REQUIRED) -> HeadingMatch:
    """Match a heading row. Nothing is refused here: the caller decides what it can supply.

    A repeated column keeps its first place. Empty headings are passed over.
    """
    fields: dict[int, Column] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for index, heading in enumerate(row):
        column = column_of(heading)
        if column is None:
            unknown += [str(heading)] if str(heading or "").strip() else []
        elif column in fields.values():
            repeated.append(str(heading))
        else:
            fields[index] = column
    present = set(fields.values())
    missing = tuple(column for column in required if column not in present)
    return HeadingMatch(fields, tuple(unknown), tuple(repeated), missing)
