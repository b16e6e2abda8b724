"""Places in a county that is on no map."""

import re
from random import Random

TOWNS = ("城关镇", "柳溪镇", "石桥镇", "清塘镇", "白云镇", "东湾乡", "龙泉街道", "古渡街道")
_STREETS: list[str] = re.findall(
    r"\w+",
    "人民路 解放街 滨河路 文昌街 建设路 宁江大道 和平巷 新华街 环城北路 环城南路 工业大道 "
    "朝阳街 府前街 学府路 南门街 北门巷 桥头街 茶市街 车站路 迎宾路",
)
_VILLAGES: list[str] = re.findall(
    "..", "上坪下坪塘头新屋石门桐梓枫树沙洲竹山渡口大塘杨柳井边河背茅坪松林"
)
_SPOTS = ("东侧", "西侧", "南侧", "北侧", "附近")


def town(random: Random) -> str:
    """A town; the county seat more often than the others."""
    return random.choices(TOWNS, (8, 3, 3, 2, 2, 1, 5, 4))[0]


def street(random: Random, within: str) -> str:
    """An address of a shop or office."""
    return f"宁川县{within}{random.choice(_STREETS)}{random.randint(1, 328)}号"


def plant(random: Random, within: str) -> str:
    """An address of a works, a quarry or a farm."""
    if random.random() < 0.5:
        return f"宁川县宁江工业园{random.choice('ABCD')}区{random.randint(1, 46)}号"
    return f"宁川县{within}{random.choice(_VILLAGES)}村{random.randint(1, 12)}组"


def village(random: Random, within: str) -> str:
    """Where somebody in the countryside lives or works."""
    return f"{hamlet(random, within)}{random.randint(1, 90)}号"


def corner(random: Random, within: str) -> str:
    """A spot in the street."""
    one, other = random.sample(_STREETS, 2)
    if random.random() < 0.5:
        return f"{within}{one}与{other}交叉口"
    return f"{within}{one}{random.randint(1, 328)}号{random.choice(_SPOTS)}"


def hamlet(random: Random, within: str) -> str:
    """Where a quarry or a farm lies."""
    return f"宁川县{within}{random.choice(_VILLAGES)}村{random.randint(1, 12)}组"


def field(random: Random, within: str) -> str:
    """A spot in the fields."""
    return f"{within}{random.choice(_VILLAGES)}村{random.choice(('村道旁', '农田', '晒谷坪旁'))}"


def forest(random: Random, within: str) -> str:
    """A spot in the hills."""
    return f"{within}{random.choice(_VILLAGES)}村{random.choice(('后山', '集体山场', '林场边'))}"


def river(random: Random, within: str) -> str:
    """A stretch of water."""
    return f"{within}{random.choice(_VILLAGES)}村河段"


def road(random: Random) -> str:
    """A spot on a trunk road. No such road number is in use."""
    return f"省道S9{random.randint(10, 19)}线K{random.randint(2, 68)}+{random.randint(0, 9)}00处"
