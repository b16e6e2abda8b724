"""Headings of the ledgers that agencies keep for themselves, by the name of the column.

Only words that mean one thing in such a table: 负责人 alone may be the party's or the case's.
"""

OWN_WORDS = {
    "party_name": "被处罚单位 被处罚对象 被处罚人名称 当事人姓名 当事人姓名或名称 当事人姓名/名称",
    "uscc": "信用代码",
    "id_no": (
        "身份证 身份证/信用代码 身份证号/信用代码 身份证号码/信用代码 信用代码/身份证 "
        "信用代码/身份证号 信用代码/身份证号码 身份证/统一社会信用代码 统一社会信用代码/身份证 "
        "身份证号码/统一社会信用代码 身份证或信用代码 信用代码或身份证 统一社会信用代码或身份证号 "
        "身份证号或统一社会信用代码 统一社会信用代码或身份证号码"
    ),
    "legal_rep_name": "法人 企业负责人 单位负责人 当事人负责人 法定代表人/负责人 经营者",
    "violation_type": "违法行为 主要违法行为 涉嫌违法行为",
    "decided_on": "处罚时间 决定时间 处罚决定时间 作出决定日期 作出决定时间 处罚决定书日期",
    "address": "经营地址 营业地址 注册地址 单位地址 家庭住址 住址/经营地址 当事人住址 当事人住所",
    "officers": "办案人 经办人 主办人 案件承办人 办案人姓名",
    "total_wan": "罚没款万元 罚没金额万元 罚没款金额万元 罚没款合计万元 罚没合计万元 罚没总额万元",
    "total_yuan": "罚没款元 罚没金额元 罚没款金额元 罚没款合计元 罚没合计元 罚没总额元",
}
