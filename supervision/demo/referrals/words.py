"""What the people of the county write where a story doesn't say it.

Found by the step or paper and the field (`not_file.reason`), else by the field alone. `{year}`
and `{serial}` number what isn't numbered by the platform.
"""

WORDS = {
    # Clues
    "source": "inspection",
    "opinion": "事实清楚，不属本机关管辖，建议移送有管辖权的机关处理。",
    "secrecy": "internal",
    "legal_reason": "依据《行政处罚法》第二十二条、第八十二条，该线索由贵机关管辖，现予移送。",
    "materials": "现场检查笔录\n询问笔录\n现场照片\n相关书证复印件",
    "material_check": "材料与清单一致。",
    "missing": "进货凭证及付款记录\n当事人的身份证明\n涉案物品的检验（鉴定）意见",
    "give_feedback.result": "penalised",
    "clue_objection.request": "请对管辖予以明确，并就线索处理提出意见。",
    "discipline_transfer.official_type": "违反党纪",
    "official_type": "discipline",
    # Criminal handover
    "threshold": "涉案金额已经达到最高人民检察院、公安部规定的立案追诉标准。",
    "report.opinion": "当事人的行为涉嫌犯罪，建议依法移送公安机关处理。",
    "investigation_report.opinion": "当事人的行为涉嫌犯罪，建议依法移送公安机关立案侦查。",
    "penalty_decision.perform_by": (
        "自收到本决定书之日起十五日内，到指定的银行或者通过电子支付系统缴纳罚款；"
        "逾期不缴纳的，每日按罚款数额的百分之三加处罚款。"
    ),
    "penalty_decision.remedy": (
        "不服本决定的，可以自收到本决定书之日起六十日内申请行政复议，"
        "也可以在六个月内依法提起行政诉讼。"
    ),
    "how_found": "执法人员在监督检查中发现，经调查取证后查获。",
    "approval_opinion": "同意移送。",
    "refuse.reason": "涉案金额尚未达到追诉标准，且无前科，由本机关依法作出行政处罚。",
    "demand.reason": "案卷反映的货值金额已经达到追诉标准，依法应当移送公安机关。",
    "complete": "yes",
    "competence": "own",
    "received_materials": "移送书\n案件调查报告\n涉案物品清单\n检验报告\n询问笔录",
    "no_goods.reason": "涉案物品已随移送书一并移交，无其他物品。",
    "file.case_number": "宁公（刑）立字〔{year}〕{serial}号",
    "ask_reconsideration.reason": (
        "涉案金额有付款记录和销售台账相互印证，已达到追诉标准，请求复议并立案。"
    ),
    "request": "请求撤销原决定，依法立案。",
    "propose.reason": "公安机关未充分审查付款记录即不予立案，与在案证据不符。",
    "course": "本机关依法移送后，公安机关经审查决定不予立案。",
    "question": "请说明认定涉案金额未达追诉标准的依据，以及未核查付款记录的理由。",
    "explanation": "部分交易系正常经营往来，扣除后涉案金额未达到追诉标准，不符合立案条件。",
    "order_filing.reason": (
        "不立案的理由不能成立：销售台账与付款记录相互印证，涉案金额已达追诉标准。"
    ),
    "judge.case_number": "（{year}）宁9901刑初{serial}号",
    "sentence": "判处有期徒刑一年，缓刑一年六个月，并处罚金人民币三万元。",
    # Reverse handover
    "opinion_reply.result": "已作出行政处罚",
    "measures": "曾取保候审，已于作出不起诉决定时解除。",
    "property": "扣押物品已随案移送，未作处理。",
    "remedied": "已训诫并责令具结悔过，被不起诉人已赔偿损失。",
    "procuratorial_opinion.opinion": (
        "建议依法对被不起诉人作出行政处罚，并于期限内书面回复处理结果。"
    ),
    "procuratorial_opinion.law": "《中华人民共和国行政处罚法》第二十七条第一款",
    "no_penalty_statement.law": "《中华人民共和国行政处罚法》第三十三条",
    "clue_rejection.law": "《中华人民共和国行政处罚法》第五十四条第二款",
    "result_detail": "已立案调查，经告知听取意见后作出罚款处罚，罚款已缴纳。",
    "suggestion": "建议依法给予行政处罚。",
    # Enforcement of fines
    "situation": "缴款期限届满，经电话联系当事人仍未缴纳。",
    "perform_how": "持本催告书到县内任一代收银行网点缴纳。",
    "rights": "收到本催告书后三日内可以提出陈述、申辩。",
    "plan": "分两期缴纳，每期缴纳一半。",
    "execution_object": "罚款及加处罚款",
    "party_opinion": "当事人未提出意见。",
    "reason": "经审查，事实清楚，依据充分。",
    "deny.reason": "处罚决定认定的主要事实缺少现场检查以外的证据印证，明显缺乏事实根据。",
    "ask_reconsiderat"
    "ion_denial.reason": "现场检查笔录有当事人签字，并有照片、询问笔录印证，事实清楚。",
    "higher_name": "宁州市中级人民法院",
    "end_this_run.reason": "经网络查控，被执行人无可供执行的财产，已采取限制消费措施。",
    "obligation": "缴纳罚款及加处罚款",
    "recovered": "0",
    # Consultation and early intervention
    "answer": (
        "应当结合进货渠道、价格和经营者的陈述综合判断主观明知，建议补充调取付款记录和聊天记录。"
    ),
    "requested_help": "请就证据的收集、固定以及案件定性提出意见。",
    "on_evidence": "建议及时固定电子数据并委托鉴定。",
}
