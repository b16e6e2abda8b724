"""What names, places and facts are made of: some words are common, most are rare."""

import re


def _words(text: str) -> list[str]:
    return text.split()


# In the order of how frequent they are; one is drawn with the early ones ahead.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤"
)
DOUBLE_SURNAMES = _words("欧阳 上官 司马 诸葛 司徒 东方 令狐 尉迟 公孙 慕容 夏侯 皇甫")
GIVEN = (
    "明国文华建志伟海军平春林玉红丽英秀云梅兰芳荣生德永成金福祥宝根水木土火山河江湖川源泉清洁净静"
    "安宁康健强勇刚毅坚恒久长远近新旧东西南北中正直方圆光辉耀亮星月阳晨曦晓晚秋冬夏雨雪霜露风雷电"
    "虹霞飞翔鸿鹏鹤凤龙虎豹麟松柏竹菊荷莲桂桃李杏梨枫柳杨桐梓楠椿思念慧敏聪颖睿智哲学博达通广大小"
    "子女孝义礼仁信忠诚谦和睦友爱慈善良美佳好妙奇珍瑞琪琳瑶璐莹玲珑环佩琴棋书画诗歌乐舞欣悦怡然涵"
    "若如似向望舒景行言怀瑾知帆映岚满守承泽宇轩浩然嘉豪俊杰鑫淼森磊晶品众炎焱喆翊奕昊昕晟旭朗"
)
BRANDS = (
    "鑫福瑞恒宏盛兴顺康泰嘉德诚源丰金华祥永万益聚广合同百联汇达隆昌和旺来安茂佳美润通利宁洋辉春"
    "天地人日月星云山海江河湖蓝绿青红紫白玉珠宝石龙凤麒麟鹏雁鹤松竹梅兰"
)
TRADES = _words(
    "食品 餐饮 建材 五金 服饰 化工 农资 药材 百货 烟酒 机电 物流 印刷 家具 电子 "
    "环保 果蔬 水产 汽配 医疗 茶叶 养殖 种业 肉类 粮油 饲料 纺织 塑料 玻璃 陶瓷 "
    "石材 园林 装饰 运输 包装 玩具 文具 眼镜 美容 网络"
)
TOWNS = [f"{first}{last}" for first in "柳石清白" for last in ("溪镇", "桥镇", "塘镇")]
ROADS = [f"{name}{kind}" for name in re.findall(
    "..", "建设人民解放中山滨江环城迎宾文化青年工业新华和平胜利光明团结长虹朝阳沿河站前书院"
) for kind in ("路", "街", "巷")]  # fmt: skip
_QUALITIES = _words("散装 袋装 盒装 瓶装 冷冻 进口 自制 预包装 过期 无标签 三无 翻新 仿冒 超标")
_THINGS = _words(
    "白酒 啤酒 食用油 猪肉 牛肉 鸡爪 香肠 豆腐干 糕点 月饼 奶粉 饮料 调味酱 "
    "辣椒粉 大米 面粉 茶叶 蜂蜜 保健品 中药饮片 感冒药 医用口罩 注射器 隐形眼镜 "
    "化妆品 面膜 染发剂 农药 化肥 种子 兽药 饲料 钢筋 电线 开关插座 灭火器 "
    "电动自行车 头盔 轮胎 机油 汽油 液化气瓶 烟花 爆竹 香烟 玩具 文具盒 校服 "
    "羽绒服 皮鞋 手机充电器 空调 锅炉配件 压力表 电梯钢丝绳 油漆 胶水 板材 地砖 "
    "水泥 砂石 木材 活禽 鲜鱼 贝类 野生菌"
)
# 950 goods; what comes first is met most often.
GOODS = [f"{quality}{thing}" for thing in _THINGS for quality in _QUALITIES]
UNITS = _words("件 箱 袋 瓶 盒 公斤 桶 批")
OPENINGS = [
    "本机关执法人员根据日常监督检查计划，依法对位于{place}的经营场所进行检查，",
    "根据群众举报线索，执法人员到{place}开展现场核查，",
    "在专项整治行动中，执法人员对{place}的仓库进行检查，",
    "接上级机关转办的线索后，执法人员会同属地派出所到{place}调查，",
    "经国家抽样检验发现问题后，执法人员向位于{place}的当事人送达检验报告并检查现场，",
    "执法人员在{place}巡查时，",
]
FINDINGS = [
    "发现当事人{matter}，现场查获{goods}{number}{unit}，货值金额{amount}元。",
    "查明当事人自{since}起{matter}，涉及{goods}共{number}{unit}，违法所得{amount}元。",
    "当场清点出{goods}{number}{unit}，当事人不能提供合法来源凭证，涉嫌{matter}。",
    "货架上摆放有{goods}{number}{unit}待售，标价合计{amount}元，构成{matter}的行为。",
    "查见{goods}{number}{unit}，经询问系当事人于{since}购进，当事人{matter}的事实清楚。",
]
ENDINGS = [
    "当事人对上述事实供认不讳，有现场检查笔录、询问笔录、照片和进货票据为证。",
    "执法人员依法先行登记保存，并制作现场笔录，由见证人{witness}签字确认。",
    "当事人当场停止违法行为，积极配合调查，并于三日内提交了整改报告。",
    "案发后当事人拒绝在笔录上签字，执法人员用执法记录仪全程录像，见证人{witness}在场。",
    "上述事实有营业执照复印件、销售台账、检验报告和当事人陈述佐证。",
]


def letters() -> str:
    """Every character that a name may have, once."""
    names = [SURNAMES, *DOUBLE_SURNAMES, GIVEN, BRANDS, *TOWNS, *TRADES, "压测县有限公司店"]
    return "".join(sorted(set("".join(names))))
