"""Which agencies may enforce their own decisions, and by which law: data, not code.

All others apply to the court (行政强制法 Art. 13, 53). A sector that stands here has the power
for some of its matters only (unlawful buildings, taxes), so the way to the court stays open
beside it. What was sealed or seized any agency may sell to cover the fine (Art. 46(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agencies.models import Sector


@dataclass(frozen=True)
class Power:
    """A power to enforce, and whether it waits until no remedy can be taken any more."""

    law: str
    after_remedies: bool = True


OWN_POWER: Mapping[str, Power] = {
    Sector.TAX: Power("《税收征收管理法》第四十条、第八十八条第三款"),
    # A fine of the police is carried out also while it is reviewed (行政处罚法 Art. 73).
    Sector.POLICE: Power(
        "《公安机关办理行政案件程序规定》（强制执行）；《行政处罚法》第七十三条",
        after_remedies=False,
    ),
    Sector.LAND: Power(
        "《城乡规划法》第六十八条；《行政强制法》第四十四条（违法建筑物的强制拆除）"
    ),
    Sector.URBAN: Power(
        "《城乡规划法》第六十八条；《行政强制法》第四十四条（违法建筑物的强制拆除）"
    ),
    Sector.WATER: Power("《水法》第六十五条；《行政强制法》第四十四条（强行拆除）"),
}
SALE_OF_SEIZED = Power("《行政强制法》第四十六条第三款")
