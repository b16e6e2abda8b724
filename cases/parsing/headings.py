"""Columns of the 双公示 penalty template: headings and codes, as files spell them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.parsing.fold import fold_brackets, squeeze
from cases.parsing.own_words import OWN_WORDS


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
    TOTAL_WAN = "total_wan", _("罚没款合计（万元）")
    TOTAL_YUAN = "total_yuan", _("罚没款合计（元）")
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
    FILE_NO = "file_no", _("案号（立案号）")
    CASE_SOURCE = "case_source", _("案件来源")
    PROCEDURE = "procedure", _("适用程序")
    MATTER = "matter", _("处罚事项")
    FOUND_ON = "found_on", _("发现日期")
    FILED_ON = "filed_on", _("立案日期")
    CONDUCT_FROM = "conduct_from", _("违法行为发生日期")
    CONDUCT_TO = "conduct_to", _("违法行为终了日期")
    CONDUCT_PLACE = "conduct_place", _("违法行为发生地")
    INVOLVED_WAN = "involved_wan", _("涉案金额（万元）")
    INVOLVED_YUAN = "involved_yuan", _("涉案金额（元）")
    VIOLATED = "violated", _("违反条款")
    ADDRESS = "address", _("当事人地址")
    PHONE = "phone", _("当事人电话")
    OFFICERS = "officers", _("执法人员")
    OFFICER_NOS = "officer_nos", _("执法证号")
    EVIDENCE = "evidence", _("证据")
    DISCUSSED = "discussed", _("是否集体讨论")
    REVIEWED = "reviewed", _("是否法制审核")
    SERVED_ON = "served_on", _("送达日期")
    SERVICE_METHOD = "service_method", _("送达方式")
    PUBLISHED_ON = "published_on", _("公示日期")
    PAID_YUAN = "paid_yuan", _("已缴金额（元）")
    PAID_WAN = "paid_wan", _("已缴金额（万元）")
    PAID_ON = "paid_on", _("缴款日期")
    RECEIPT_NO = "receipt_no", _("缴款票据号")
    CLOSED_ON = "closed_on", _("结案日期")
    CLOSING_REASON = "closing_reason", _("结案说明")
    CHECK_RESULT = "check_result", _("检查结果")


_C = Column
# Without brackets, 的 and 万元; "行政相对人代码_1（统一社会信用代码）" goes by either part.
_SPELLINGS: dict[Column, str] = {
    _C.PARTY_NAME: "CF_XDR_MC 行政相对人名称 行政相对人 相对人名称 当事人 当事人名称 被处罚人",
    _C.PARTY_CATEGORY: "CF_XDR_LB 行政相对人类别 相对人类别 行政相对人类型 当事人类型 当事人类别",
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
    _C.ID_NO: (
        "CF_XDR_ZJHM CF_XDR_SFZ 证件号码 自然人证件号码 居民身份证号 身份证号 身份证号码 "
        "证件号 统一社会信用代码/身份证号 身份证号/统一社会信用代码 "
        "统一社会信用代码/身份证号码"
    ),
    _C.DECISION_NO: (
        "CF_WSH 文书号 决定书号 行政处罚决定文书号 处罚决定文书号 决定文书号 "
        "行政处罚决定书文号 处罚决定书文号 决定书文号 处罚文号 文号"
    ),
    _C.CASE_NAME: "CF_CFMC 案件名称 案由 处罚名称 案名",
    _C.VIOLATION_TYPE: "CF_WFXW 违法行为类型",
    _C.FACTS: "CF_SY 违法事实 主要违法事实 处罚事由",
    _C.BASIS: "CF_YJ 处罚依据 行政处罚依据",
    _C.KINDS: "CF_CFLB CF_CFLB1 处罚类别 处罚种类 行政处罚类别 行政处罚种类 处罚类别1",
    _C.KINDS_MORE: "CF_CFLB2 处罚类别2",
    _C.CONTENT: "CF_NR CF_JG 处罚内容 处罚结果 行政处罚内容",
    _C.FINE_WAN: "CF_NR_FK 罚款金额",
    _C.FINE_YUAN: "罚款金额元 罚款元 处罚金额元 罚款数额元",
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
    _C.REMARK: "BZ 备注 备注说明 备注信息",
    _C.EXPORTED_AT: "SJC 数据导出时间 时间戳 数据更新时间戳",
    _C.FILE_NO: "案号 案件编号 案件号 立案号 立案文号 立案编号 案卷号",
    _C.CASE_SOURCE: "案件来源 线索来源 案源",
    _C.PROCEDURE: "适用程序 处罚程序 办案程序 程序类型 案件程序",
    _C.MATTER: "处罚事项 事项名称 事项编码 行政处罚事项 权力事项名称 行政处罚事项名称",
    _C.FOUND_ON: "发现日期 案发日期 线索发现日期 检查日期",
    _C.FILED_ON: "立案日期 立案时间 受理日期",
    _C.CONDUCT_FROM: "违法行为发生日期 违法时间 违法行为发生时间 违法日期 案发时间",
    _C.CONDUCT_TO: "违法行为终了日期 违法行为结束日期",
    _C.CONDUCT_PLACE: "违法行为发生地 违法地点 案发地点 违法行为地 案发地",
    _C.INVOLVED_WAN: "涉案金额万元",
    _C.INVOLVED_YUAN: "涉案金额 涉案金额元 货值金额 货值金额元 案值",
    _C.VIOLATED: "违反条款 违法依据 违反法律条款 违反规定 违反法律依据",
    _C.ADDRESS: "当事人地址 地址 住所 住址 住所地 经营场所 联系地址 行政相对人地址",
    _C.PHONE: "当事人电话 联系电话 电话 手机号 手机号码 联系方式",
    _C.OFFICERS: "执法人员 承办人 办案人员 承办人员 执法人员姓名 主办人员",
    _C.OFFICER_NOS: "执法证号 执法证件号 执法人员证号 执法证号码 执法证件号码",
    _C.EVIDENCE: "证据 证据清单 证据目录 证据材料 证据名称 主要证据",
    _C.DISCUSSED: "是否集体讨论 集体讨论 是否经集体讨论",
    _C.REVIEWED: "是否法制审核 法制审核 是否经法制审核",
    _C.SERVED_ON: "送达日期 送达时间 处罚决定书送达日期 决定书送达日期",
    _C.SERVICE_METHOD: "送达方式",
    _C.PUBLISHED_ON: "公示日期 公示时间 公开日期 公示开始日期",
    _C.PAID_YUAN: (
        "已缴金额 已缴金额元 缴款金额 缴款金额元 实缴金额 实缴金额元 缴纳金额 收缴金额 已缴罚款"
    ),
    _C.PAID_WAN: "已缴金额万元 缴款金额万元 实缴金额万元 缴纳金额万元",
    _C.PAID_ON: "缴款日期 缴纳日期 缴款时间 缴纳时间 罚款缴纳日期 缴清日期",
    _C.RECEIPT_NO: "缴款票据号 票据号 票据号码 缴款书号 收据号",
    _C.CLOSED_ON: "结案日期 结案时间 办结日期",
    _C.CLOSING_REASON: "结案说明 结案方式 结案情况 执行情况说明",
    _C.CHECK_RESULT: "检查结果",
}
# Understood, and left where they are: nothing of a case takes them.
LEFT_OUT = frozenset(
    {
        *(_C.LEGAL_REP_ID_TYPE, _C.LEGAL_REP_ID_NO, _C.VALID_UNTIL, _C.SOURCE_NAME),
        *(_C.SOURCE_USCC, _C.STATUS, _C.REGION_CODE, _C.REMARK, _C.EXPORTED_AT),
        _C.CHECK_RESULT,
    }
)
# Read only to refuse what belongs to another agency.
ONLY_CHECKED = frozenset({_C.AGENCY_NAME, _C.AGENCY_USCC})
# Passed over without a word: a column of numbers that every table has, and what our own
# report of an earlier form added.
_PASSED = frozenset({"序号", "NO", "行号", "文件行号", "导入结果", "案件链接"})
_BY_SPELLING = {
    **{word: Column(name) for name, words in OWN_WORDS.items() for word in words.split()},
    **{word: column for column, words in _SPELLINGS.items() for word in words.split()},
}
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
_NOISE = re.compile(r"[*:、,。;.\"'“”的]|必填|选填")
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


def is_passed_over(heading: object) -> bool:
    """Whether nobody misses the column: 序号, or what an earlier report added."""
    return _NOISE.sub("", squeeze(str(heading or ""))) in _PASSED


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
