"""Whom cases are about: people and businesses by trade, some of whom come back."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from cases.inputs import PartyInput
from cases.models import IdentifierType, PartyKind
from supervision.demo import names, numbers, places

Where = Callable[[Random, str], str]


@dataclass(frozen=True)
class Trade:
    """A line of business. Without names it is people who act for themselves."""

    where: Where
    scene: str = ""
    shops: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    shop_share: float = 0.0


def _roadside(random: Random, within: str) -> str:
    return places.road(random)


def _shops(scene: str, shops: str, companies: str, share: float, where: Where) -> Trade:
    return Trade(where, scene, tuple(shops.split()), tuple(companies.split()), share)


_STREET, _PLANT = places.street, places.plant
_SHOP, _WORKS, _SITE = "经营场所", "厂区", "施工现场"
TRADES: dict[str, Trade] = {
    "person": Trade(places.corner),
    "person_street": Trade(places.corner),
    "person_farm": Trade(places.field),
    "person_river": Trade(places.river),
    "person_forest": Trade(places.forest),
    "person_house": Trade(places.village),
    "person_trader": Trade(places.corner),
    "driver": Trade(_roadside),
    "food_shop": _shops(
        _SHOP,
        "便利店 生鲜超市 副食店 水果店 粮油店 零食店 烟酒店 土特产店 百货店",
        "商贸有限公司 超市有限公司",
        0.82,
        _STREET,
    ),
    "restaurant": _shops(
        _SHOP,
        "面馆 饭店 烧烤店 小吃店 火锅店 早餐店 酒楼 农家菜馆 米粉店 奶茶店",
        "餐饮管理有限公司 酒店管理有限公司",
        0.85,
        _STREET,
    ),
    "food_factory": _shops(
        "生产车间", "食品加工坊 豆制品坊 米粉厂", "食品有限公司 农产品加工有限公司", 0.3, _PLANT
    ),
    "pharmacy": _shops(_SHOP, "药店 大药房", "医药有限公司 大药房有限公司", 0.5, _STREET),
    "clinic": _shops(
        "诊疗场所",
        "口腔诊所 中医诊所 内科诊所 卫生室",
        "口腔门诊部有限公司 健康管理有限公司",
        0.75,
        _STREET,
    ),
    "online": _shops(_SHOP, "网店", "电子商务有限公司", 0.4, _STREET),
    "media": _shops(_SHOP, "图文广告店", "广告传媒有限公司 文化传播有限公司", 0.3, _STREET),
    "realestate": _shops("售楼部", "", "房地产开发有限公司 置业有限公司", 0, _STREET),
    "hardware": _shops(
        _SHOP, "五金店 家电维修店 电动车行 通讯店 日用品店", "商贸有限公司", 0.85, _STREET
    ),
    "building_material": _shops(
        "经营场所", "建材店 水暖器材店 板材经营部", "建材有限公司 建材贸易有限公司", 0.5, _PLANT
    ),
    "clothing": _shops(_SHOP, "服装店 鞋店 箱包店 运动用品店", "服饰有限公司", 0.85, _STREET),
    "beauty": _shops(_SHOP, "美容店 理发店 养生馆 化妆品店", "美容服务有限公司", 0.88, _STREET),
    "property": _shops("服务区域", "", "物业服务有限公司 物业管理有限公司", 0, _STREET),
    "hotel": _shops(_SHOP, "宾馆 旅馆 民宿 商务酒店", "酒店管理有限公司", 0.7, _STREET),
    "ktv": _shops(_SHOP, "歌厅 音乐茶座", "娱乐有限公司 文化娱乐有限公司", 0.4, _STREET),
    "netcafe": _shops(_SHOP, "网吧 电竞馆", "网络服务有限公司", 0.6, _STREET),
    "garage": _shops(_SHOP, "汽修厂 洗车行 轮胎店", "汽车服务有限公司", 0.75, _STREET),
    "gas": _shops("站点", "", "燃气有限公司 加油站有限公司", 0, _PLANT),
    "travel": _shops(_SHOP, "", "旅行社有限公司 国际旅行社有限公司", 0, _STREET),
    "school": _shops("办学场所", "", "教育咨询有限公司 培训学校有限公司", 0, _STREET),
    "hr": _shops(_SHOP, "", "人力资源有限公司 劳务服务有限公司", 0, _STREET),
    "factory": _shops(
        _WORKS,
        "加工厂 家具厂",
        "塑料制品有限公司 木业有限公司 纸制品有限公司 机械有限公司 纺织有限公司 新材料有限公司",
        0.1,
        _PLANT,
    ),
    "metal_factory": _shops(
        _WORKS, "", "金属制品有限公司 表面处理有限公司 五金制造有限公司", 0, _PLANT
    ),
    "chemical": _shops(_WORKS, "", "化工有限公司 涂料有限公司", 0, _PLANT),
    "construction": _shops(
        _SITE, "", "建设工程有限公司 建筑工程有限公司 市政工程有限公司 装饰工程有限公司", 0, _STREET
    ),
    "truck_company": _shops("停车场", "", "运输有限公司 物流有限公司 渣土运输有限公司", 0, _PLANT),
    "mine": _shops("矿区", "石料场 砂石场", "矿业有限公司 砂石有限公司", 0.3, places.hamlet),
    "farm_supply": _shops(_SHOP, "农资店 种子经营部 兽药店", "农资有限公司", 0.88, _STREET),
    "breeder": _shops(
        "养殖场", "养殖场 家庭农场", "养殖有限公司 农业发展有限公司", 0.7, places.hamlet
    ),
    "slaughter": _shops(_SHOP, "肉类经营部 鲜肉店", "肉类食品有限公司", 0.8, _STREET),
    "water_plant": _shops("水厂", "", "供水有限公司", 0, _PLANT),
}


@dataclass
class Pool:
    """Everybody met so far. An identifier never stands for two names, nor the reverse for firms."""

    random: Random
    today: dt.date
    _known: defaultdict[str, list[PartyInput]] = field(default_factory=lambda: defaultdict(list))
    _names: set[str] = field(default_factory=set)
    _born: Counter[dt.date] = field(default_factory=Counter)
    _serial: int = 10_000_000

    def pick(self, trade_name: str, town: str) -> PartyInput:
        """Somebody of a trade: one in six was there before."""
        known = self._known[trade_name]
        if known and self.random.random() < 0.16:
            return self.random.choice(known)
        trade = TRADES[trade_name]
        party = self._business(trade, town) if trade.scene else self.person(town)
        known.append(party)
        return party

    def person(self, town: str) -> PartyInput:
        """A natural person who wasn't there before."""
        age = self.random.randint(20 * 365, 69 * 365)
        born = self.today - dt.timedelta(days=age)
        self._born[born] += 1
        return PartyInput(
            kind=PartyKind.NATURAL,
            name=names.person(self.random),
            identifier_type=IdentifierType.ID_CARD,
            identifier=numbers.id_number(born, self._born[born] * 7 + self.random.randint(0, 6)),
            address=places.village(self.random, town),
            phone=numbers.phone(self._next()),
        )

    def _next(self) -> int:
        self._serial += self.random.randint(3, 41)
        return self._serial

    def _business(self, trade: Trade, town: str) -> PartyInput:
        shop = self.random.random() < trade.shop_share
        while (name := self._name(trade, town, shop)) in self._names:
            pass
        self._names.add(name)
        return PartyInput(
            kind=PartyKind.SOLE_TRADER if shop else PartyKind.ORGANISATION,
            name=name,
            identifier_type=IdentifierType.USCC,
            identifier=numbers.credit_code(self._next(), prefix="92" if shop else "91"),
            representative=names.person(self.random),
            address=trade.where(self.random, town),
            phone=numbers.phone(self._next()) if self.random.random() < 0.7 else "",
        )

    def _name(self, trade: Trade, town: str, shop: bool) -> str:
        if not shop:
            return f"宁川县{names.brand(self.random)}{self.random.choice(trade.companies)}"
        called = names.house if self.random.random() < 0.4 else names.brand
        return f"宁川县{town}{called(self.random)}{self.random.choice(trade.shops)}"
