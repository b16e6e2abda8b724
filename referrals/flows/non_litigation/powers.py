"""Which agencies may enforce their own decisions, and by which law: data, not code.

All others apply to the court (行政强制法 Art. 13, 53). A sector that stands here has the power
for some of its matters only (unlawful buildings, taxes), so the way to the court stays open
beside it. What was sealed or seized any agency may sell to cover the fine (Art. 46(3)).
"""

from collections.abc import Mapping

from agencies.models import Sector

OWN_POWER: Mapping[str, str] = {
    Sector.TAX: "《税收征收管理法》第四十条、第八十八条",
    Sector.POLICE: "《公安机关办理行政案件程序规定》（强制执行）",
    Sector.LAND: "《城乡规划法》第六十八条；《行政强制法》第四十四条（违法建筑物的强制拆除）",
    Sector.URBAN: "《城乡规划法》第六十八条；《行政强制法》第四十四条（违法建筑物的强制拆除）",
    Sector.WATER: "《水法》第六十五条（强行拆除）",
}
