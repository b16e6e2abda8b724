"""Clues: what an agency came across and another one is competent for."""

from typing import Any

from supervision.demo.referrals.plots import Ago, In, Office, Plot, Step, step

_OTHER = "other_agency"


def _clue(
    key: str,
    sender: str,
    receiver: str,
    kind: str,
    about: tuple[str, str, str],
    steps: tuple[Step, ...],
    ends: str,
) -> Plot:
    name, subjects, summary = about
    said: dict[str, Any] = {
        "name": name,
        "subjects": subjects,
        "summary": summary,
        "clue_type": kind,
    }
    return Plot(key, "clue", steps, sender=sender, receiver=receiver, said=said, ends=ends)


def _submitted(ago: int) -> tuple[Step, ...]:
    return step("register", ago + 2, found_on=Ago(ago + 4)), step("submit", ago)


def _sent(ago: int) -> tuple[Step, ...]:
    return *_submitted(ago + 1), step("approve", ago)


def _signed(ago: int) -> tuple[Step, ...]:
    return *_sent(ago + 2), step("sign", ago)


def _assigned(ago: int) -> tuple[Step, ...]:
    return *_signed(ago + 1), step("assign", ago, due_on=In(30))


CLUES = (
    _clue("to_approve_clue", "market", "procuratorate", "public_interest",
          ("龙泉河沿岸食品作坊直排废水线索", "宁川县龙泉街道三家豆制品坊",
           "日常检查时发现三家豆制品坊的废水未经处理直接排入龙泉河，河面有明显泡沫和异味。"),
          _submitted(1), "unit_review"),
    _clue("unsigned_crime", "market", "police", "crime",
          ("网店销售假冒注册商标运动鞋线索", "“足下生风”网店经营者",
           "接举报后网络检查，发现该店两个月内销售标注知名商标的运动鞋四百余双，价格明显偏低，涉案金额约十一万元。"),
          _sent(1), "sent"),
    _clue("signed_duties", "urban", "justice", "unclear_duties",
          ("夜市油烟投诉职责不清线索", "古渡街道夜市摊区",
           "夜市油烟投诉在综合执法、生态环境和街道之间多次转办，各方对监管职责理解不一，请予明确。"),
          _signed(1), "received"),
    _clue("asked_more", "market", "ecology", _OTHER,
          ("汽修厂废机油流向不明线索", "宁川县三家汽车维修企业",
           "检查汽修厂配件质量时发现废机油无转移联单，负责人称由个人收走，去向不明。"),
          (*_assigned(5), step("ask_more", 2, supply_by=In(7))), "supplement"),
    _clue("in_hand", "procuratorate", "market", _OTHER,
          ("校园周边小食品标签不合规线索", "宁川县第二小学周边四家食品店",
           "走访中发现校园周边四家食品店销售的小食品未标明生产日期和生产者，存在食品安全隐患。"),
          _assigned(6), "in_review"),
    _clue("answered", "liuxi", "market", _OTHER,
          ("集镇药店无证销售处方药线索", "柳溪镇两家药店",
           "巡查时发现两家药店在无处方的情况下销售抗生素，当班人员不能出示药师资格证明。"),
          (*_assigned(24), step("open_case", 20, case_number="宁市监立〔{year}〕特6号"),
           step("give_feedback", 3, result="penalised",
                shared_summary="两家药店已分别被处以警告和罚款。")), "feedback_given"),
    _clue("sent_back", "agriculture", "market", _OTHER,
          ("农药标签夸大防治对象线索", "宁川县丰登农资店",
           "抽查时发现该店销售的农药产品宣传册夸大防治对象，涉嫌虚假宣传。"),
          (*_sent(9), step("send_back", 5, reason=("所反映的行为属于农药标签管理，"
              "由农业农村主管部门管辖。"),
                           suggested="宁川县农业农村局")), "returned"),
    _clue("taken_on", "market", "procuratorate", "non_litigation",
          ("罚款决定长期未获执行线索", "宁川县城东三家企业",
           "三家企业的罚款决定已经法院裁定准予执行，逾一年未执行到位，也未收到任何文书。"),
          (*_assigned(14), step("open_case", 9, case_number="宁检行监〔{year}〕11号")),
          "case_opened"),
    _clue("objected", "market", "urban", _OTHER,
          ("占道经营预制食品线索", "古渡桥头早市摊贩",
           "早市摊贩在人行道加工售卖预制食品，既占用道路又无健康证明，市场监管部门无权清理占道。"),
          (*_sent(12), step("send_back", 9, reason="食品摊贩由市场监管部门管理，不属本机关职责。"),
           step("object", 4, reason=("占用城市道路经营由综合执法部门管辖，"
               "本机关已就食品安全问题另行处理。"))),
          "disputed"),
    _clue("unsigned_old", "urban", "market", _OTHER,
          ("沿街店铺无照经营线索", "龙泉街道沿街店铺五家",
           "整治户外广告时发现五家沿街店铺无营业执照从事食品经营。"),
          _sent(6), "sent"),
    _clue("irregular", "procuratorate", "justice", "irregular",
          ("处罚案件普遍未记录集体讨论线索", "宁川县多家行政执法机关",
           "审查行刑衔接案件时发现多件较大数额罚款案卷没有集体讨论记录，执法程序不规范。"),
          _assigned(3), "in_review"),
)  # fmt: skip

_OFFICIAL = {
    "name": "工作人员违规收受礼品礼金问题线索",
    "subjects": "县某单位工作人员甲某",
    "summary": "办案中当事人反映，曾在检查前后向该工作人员赠送购物卡，涉嫌影响公正执行公务。",
}
CONFIDENTIAL = (
    Plot(
        "official_sent",
        "discipline",
        (step("register", 4, found_on=Ago(5)), step("send", 3, found_on=Ago(5))),
        sender="market",
        receiver="discipline",
        said=_OFFICIAL | {"official_type": "discipline", "receiver": Office("discipline")},
        ends="sent",
    ),
    Plot(
        "official_received",
        "discipline",
        (
            step("register", 20, found_on=Ago(22)),
            step("send", 19, found_on=Ago(22)),
            step("sign", 17),
        ),
        sender="transport",
        receiver="discipline",
        said=_OFFICIAL
        | {
            "name": "治超站人员收钱放行问题线索",
            "official_type": "duty_crime",
            "receiver": Office("discipline"),
        },
        ends="received",
    ),
)

PLOTS = (*CLUES, *CONFIDENTIAL)
