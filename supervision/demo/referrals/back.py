"""Back to the administration, and before anything is handed over: opinions, advice, help."""

from supervision.demo.referrals.plots import In, Matter, Office, Plot, Step, step

_FACTS = "被不起诉人实施了上述行为，情节轻微，依照刑法规定不需要判处刑罚，但应当给予行政处罚。"


def _in_review(ago: int) -> tuple[Step, ...]:
    return (
        step("pass_on", ago + 3, non_prosecution="discretionary", facts=_FACTS),
        step("take_in", ago),
    )


def _opinion(ago: int, office: str) -> tuple[Step, ...]:
    return *_in_review(ago + 6), step("issue_opinion", ago, receiver=Office(office))


def _reverse(key: str, office: str, code: str, steps: tuple[Step, ...], ends: str) -> Plot:
    matter = Matter(office, code, steps[0].ago + 30)
    return Plot(key, "reverse", steps, matter, sender="procuratorate", receiver=office, ends=ends)


REVERSES = (
    _reverse(
        "to_take_in",
        "urban",
        "CG-011",
        (step("pass_on", 2, non_prosecution="evidence", facts=_FACTS),),
        "intake",
    ),
    _reverse("examined_back", "market", "SJ-031", _in_review(4), "review"),
    _reverse("opinion_unsigned", "market", "SJ-022", _opinion(2, "market"), "opinion"),
    _reverse(
        "due_soon",
        "market",
        "SJ-014",
        (
            *_opinion(57, "market"),
            step("sign", 55),
            step("accept", 50, case_number="宁市监立〔{year}〕反{serial}号"),
        ),
        "accepted",
    ),
    _reverse(
        "replied",
        "urban",
        "CG-012",
        (
            *_opinion(40, "urban"),
            step("sign", 38),
            step("accept", 34, case_number="宁综执立〔{year}〕反{serial}号"),
            step("reply", 3, result="penalised", decision_number="宁综执罚决〔{year}〕反3号"),
        ),
        "replied",
    ),
)

DIRECT = (
    Plot(
        "from_police",
        "reverse_direct",
        (
            step(
                "send", 3, ground="minor", decided_on=In(-2), drunk_driving="no",
                receiver=Office("transport"), subjects="货车驾驶人一名",
            ),
        ),
        sender="police",
        receiver="transport",
        title="货车驾驶人使用变造的道路运输证案",
        said={"facts": "经侦查，驾驶人使用变造的道路运输证，情节显著轻微，不认为是犯罪。"},
        ends="sent",
    ),
)  # fmt: skip


def _asked(
    key: str,
    matter: Matter,
    receiver: str,
    title: str,
    question: str,
    steps: tuple[Step, ...],
    ends: str,
) -> Plot:
    said = {"title": title, "question": question}
    return Plot(key, "consultation", steps, matter, receiver=receiver, said=said, ends=ends)


_ADVISED = (
    step("advise", 12, task="调取广告代言合同和付款记录", owner="market", kind="evidence", days=5),
    step("advise", 12, task="就代言人明知的认定标准书面答复", owner="procuratorate", days=25),
    step("settle", 8, remark="已调取合同和三笔付款记录，附卷。"),
)

CONSULTATIONS = (
    _asked(
        "asked",
        Matter("market", "SJ-038", 30),
        "procuratorate",
        "欺诈消费者是否构成诈骗罪的咨询",
        "当事人明知商品与宣传不符仍多次销售，是否达到诈骗罪追诉标准，应当如何固定主观明知的证据？",
        (step("ask_procuratorate", 3),),
        "asked",
    ),
    _asked(
        "advised",
        Matter("urban", "CG-003", 40),
        "justice",
        "渣土运输连续违法次数认定的咨询",
        "同一车辆在一晚内多次沿途遗撒，应当认定为一个违法行为还是多个违法行为？",
        (step("ask", 12), step("answer", 6)),
        "answered",
    ),
    _asked(
        "followed_up",
        Matter("market", "SJ-011", 45),
        "procuratorate",
        "医疗广告代言人责任的咨询",
        "广告代言人明知广告内容虚假仍作推荐，除行政处罚外是否需要移送公安机关？",
        (step("ask_procuratorate", 20), step("answer", 14), *_ADVISED, step("follow_up", 10)),
        "follow_up",
    ),
)

INTERVENTIONS = (
    Plot(
        "looked_into",
        "early_intervention",
        (
            step("request", 9, ground="evidence"),
            step("agree", 7),
            step("begin", 5, manner="file"),
        ),
        Matter("market", "SJ-015", 32),
        receiver="procuratorate",
        ends="reviewing",
    ),
    Plot(
        "help_asked",
        "early_intervention",
        (step("request", 2, ground="complex"),),
        Matter("ecology", "HB-011", 26),
        receiver="police",
        ends="requested",
    ),
)

PLOTS = (*REVERSES, *DIRECT, *CONSULTATIONS, *INTERVENTIONS)
