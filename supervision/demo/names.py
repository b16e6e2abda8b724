"""Invented names of people, shops and companies."""

import re
from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏"
    "魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛"
    "郝龚邵"
)
_GIVEN: list[str] = re.findall(
    "..",
    "永顺德厚树林春根金水长河巧云玉梅桂香彩霞雪琴晓雯梓涵俊彬志远海平文博佳慧思琳雨桐国庆建业"
    "秀珍美兰凤英红霞广田福生根宝连生庆华云飞立新保田水根贵生小芹素芬月娥丽萍燕妮冬梅翠萍爱珍"
    "惠芳静怡诗涵浩宇泽楷宇轩家豪铭泽振东耀辉光明兴旺来福正阳少华守义书琴世荣学勤忠良仁贵茂林"
    "木生火旺阿根运来启明承志映秋如意若兰清荷向荣向阳培林培元友林友良祖荫土生孝先克勤克俭维民"
    "维松双喜银花银锁满仓满堂得水得胜传根传宝昌平昌盛炳坤炳林裕民裕丰泉生泉清桥生松涛",
)
# Combinations that are the names of well-known people.
_TAKEN = frozenset({"刘晓庆", "王光明", "李向阳", "马云飞", "赵启明", "王振东", "李昌平", "贾宏声"})
_BRANDS = frozenset(re.findall("..", "联通永辉华润顺丰百盛永旺万达永和万和恒源福达康泰华通同和"))
_FIRST = "鑫福瑞恒宏盛兴顺康泰嘉德诚源丰金华祥永万益聚广合同百联汇"
_SECOND = "源达隆昌和顺旺来兴泰丰祥安福茂盛佳美润通利宁洋辉春"


def person(random: Random) -> str:
    """A person's name."""
    while (name := random.choice(_SURNAMES) + random.choice(_GIVEN)) in _TAKEN:
        pass
    return name


def brand(random: Random) -> str:
    """What a shop or company is called by."""
    first = random.choice(_FIRST)
    while (name := first + random.choice(_SECOND.replace(first, ""))) in _BRANDS:
        pass
    return name


def house(random: Random) -> str:
    """How a small shop calls itself after its owner."""
    surname = random.choice(_SURNAMES)
    return random.choice((f"老{surname}", f"{surname}记", f"{surname}家", f"小{surname}"))
