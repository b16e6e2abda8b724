"""Values as a county's papers hold them: long names, several parties, lists of three digits."""

from typing import Any

from documents.kinds import PaperKind, Section
from tests.documents.samples import usual

_COMPANY = "金华市婺城区白龙桥镇众邦生态农业科技开发有限责任公司"
_FACTS = (
    "经查明，2026年3月起，金某某等人在婺城区白龙桥镇工业园区租用厂房，购入工业级石蜡和明胶，"
    "掺入牛肉制品后以“草原牧歌”品牌对外销售。至2026年6月18日被查获时，共生产3,216箱，"
    "已销售2,871箱，销售金额864,300元，货值金额968,900元。\n"
    "上述产品经金华市食品药品检验检测研究院检验，不符合食品安全国家标准，"
    "检验报告编号为JHSP202606180037。"
)
_WORDS: dict[str, Any] = {
    "case_name": f"{_COMPANY}等涉嫌生产、销售不符合安全标准的食品案",
    "name": f"{_COMPANY}生产、销售掺假食品",
    "title": "掺假牛肉制品的检验结论能否作为刑事证据使用",
    "matter": f"{_COMPANY}罚款决定逾期未申请强制执行监督案",
    "admin_number": "婺市监罚立〔2026〕218号",
    "case_number": "婺公（经）立字〔2026〕10021号",
    "party": f"{_COMPANY}、金某某、欧阳某某、买买提·某某",
    "suspect": "金某某",
    "party_details": (
        f"法人及非法人组织：{_COMPANY}，统一社会信用代码：91330702MA2ABCDE1X，"
        "法定代表人（经营者）：金某某，住所（住址）：浙江省金华市婺城区白龙桥镇南市街118号3幢\n"
        "自然人：金某某，居民身份证：330702198804128816，"
        "住所（住址）：浙江省金华市婺城区三江街道八一南街366号锦绣花园12幢2单元1801室"
    ),
    "facts": _FACTS,
    "charge": "生产、销售不符合安全标准的食品罪",
    "threshold": "销售金额二十万元以上，达到生产、销售不符合安全标准的食品罪的追诉标准。",
    "law": "《中华人民共和国食品安全法》第三十四条第六项、第一百二十四条第一款第五项",
    "reason": (
        "当事人的行为已经造成较大社会影响，涉案金额达到追诉标准，"
        "现有证据能够证明其主观上明知，依法应当追究刑事责任。"
    ),
    "contact": "陈某某、方某某，0579-82300000转8116",
    "handlers": ["陈某某（浙G0112026018）", "方某某（浙G0112026022）"],
    "decision": (
        "1.没收违法所得864,300.00元；\n2.没收不合格牛肉制品345箱；\n"
        "3.罚款人民币壹佰贰拾玖万陆仟肆佰伍拾元整（1,296,450.00元）。"
    ),
    "decision_number": "婺市监罚决字〔2026〕186号",
    "paper_number": "婺市监移〔2026〕12号",
    "amount": "1296450.00",
    "late_fee": "38893.5",
    "recovered": "100000.05",
    "paid": "1296450",
    "budget": "20300",
    "remedy": (
        "你（单位）如不服本决定，可以自收到本决定书之日起六十日内向婺城区人民政府申请行政复议，"
        "也可以自收到本决定书之日起六个月内依法向金华市婺城区人民法院提起行政诉讼。"
    ),
    "subject": "不应当立案而立案",
    "urgent": "是",
}
_LISTS = {
    "evidence": [
        "书证：进货台账3册",
        "物证：不合格牛肉制品样品12袋，封存于市监局物证室",
        "鉴定意见：检验报告JHSP202606180037",
    ],
    "materials": [
        "涉嫌犯罪案件调查报告",
        "涉案物品清单",
        "检验报告、鉴定意见",
        "其他证据材料（现场笔录、询问笔录、照片、电子数据光盘）",
        "行政处罚决定书（婺市监罚决字〔2026〕186号）",
    ],
}
MANY = 128


def lifelike(section: Section) -> Any:
    """A value of usual length and of the right sort, whatever the section."""
    if section.kind == "table":
        return [_row(section, at) for at in range(1, min(section.most, MANY) + 1)]
    if section.kind == "lines":
        return _LISTS.get(section.name) or _WORDS.get(section.name) or usual(section)
    if section.kind in {"text", "money"} and isinstance(_WORDS.get(section.name), str):
        return _WORDS[section.name][: section.most]
    return usual(section)


def sparse(section: Section) -> Any:
    """As `lifelike`, with everything left out that may be."""
    return lifelike(section) if section.required else None


def _row(section: Section, at: int) -> dict[str, str]:
    words = {
        "name": f"草原牧歌牌风干牛肉（{at}号批次，500克装，生产日期2026年5月{at % 28 + 1}日）",
        "quantity": f"{at * 3}箱",
        "features": "外包装完整，标签标注净含量与实际不符",
        "place": "婺城区市场监督管理局罚没物品仓库",
        "unit": f"婺城区第{at}执法单位",
        "files": "20",
        "score": f"{99 - at / 10:.1f}",
        "grade": "优秀",
    }
    return {name: words.get(name, f"{label}{at}") for name, label in section.columns}


def lifelike_values(kind: PaperKind, *, empty: bool = False) -> dict[str, Any]:
    """Values for every section, or for those alone that must be there."""
    make = sparse if empty else lifelike
    return {section.name: make(section) for section in kind.sections}
