"""Sectors of enforcement: which field of administration a penalty matter belongs to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """Fields of administration, one per kind of enforcement team found in a county."""

    MARKET = "market", _("市场监管")
    URBAN = "urban", _("城市管理（综合执法）")
    ECOLOGY = "ecology", _("生态环境")
    EMERGENCY = "emergency", _("应急管理")
    FIRE = "fire", _("消防救援")
    TRANSPORT = "transport", _("交通运输")
    AGRICULTURE = "agriculture", _("农业农村")
    HEALTH = "health", _("卫生健康")
    LAND = "land", _("自然资源和规划")
    CULTURE = "culture", _("文化和旅游")
    LABOUR = "labour", _("人力资源和社会保障")
    HOUSING = "housing", _("住房和城乡建设")
    WATER = "water", _("水利")
    TOBACCO = "tobacco", _("烟草专卖")
    TAX = "tax", _("税务")
    POLICE = "police", _("公安")
    FORESTRY = "forestry", _("林业")
    CIVIL = "civil", _("民政")
    EDUCATION = "education", _("教育")
    MEDICAL_INSURANCE = "medical_insurance", _("医疗保障")
