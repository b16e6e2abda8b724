"""Enumerations of the case record. Penalty, execution and remedy run beside one another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    INSPECTION = "inspection", _("检查发现")
    COMPLAINT = "complaint", _("投诉举报")
    TRANSFER = "transfer", _("其他机关移送")
    ASSIGNED = "assigned", _("上级交办")
    SAMPLING = "sampling", _("监督抽检")
    OTHER = "other", _("其他")


class Procedure(models.TextChoices):
    """行政处罚法 Art. 51, 54, 63."""

    SIMPLE = "simple", _("简易程序")
    ORDINARY = "ordinary", _("普通程序")
    HEARING = "hearing", _("普通程序（听证）")


class Outcome(models.TextChoices):
    """行政处罚法 Art. 57."""

    PENALTY = "penalty", _("给予处罚")
    NO_PENALTY = "no_penalty", _("不予处罚")
    UNFOUNDED = "unfounded", _("违法事实不成立")
    TO_JUDICIAL = "to_judicial", _("移送司法机关")


class PenaltyStatus(models.TextChoices):
    INVESTIGATING = "investigating", _("调查中")
    DECIDED = "decided", _("已决定")
    NOT_PENALISED = "not_penalised", _("不予处罚")
    UNFOUNDED = "unfounded", _("违法事实不成立")
    TO_JUDICIAL = "to_judicial", _("移送司法")
    CLOSED = "closed", _("已结案")


class ExecutionStatus(models.TextChoices):
    NONE = "none", _("无须执行")
    UNSERVED = "unserved", _("待送达")
    PENDING = "pending", _("待履行")
    PARTIAL = "partial", _("部分履行")
    DEFERRED = "deferred", _("延期分期")
    REMINDED = "reminded", _("已催告")
    APPLIED = "applied", _("已进入强制执行")
    PERFORMED = "performed", _("已履行")


class RemedyStatus(models.TextChoices):
    NONE = "none", _("无")
    IN_REVIEW = "in_review", _("复议中")
    IN_LAWSUIT = "in_lawsuit", _("诉讼中")
    UPHELD = "upheld", _("维持")
    CHANGED = "changed", _("变更")
    REVOKED = "revoked", _("撤销")
    UNLAWFUL = "unlawful", _("确认违法")


class ServiceMethod(models.TextChoices):
    """行政处罚法 Art. 61 and 民事诉讼法 on service."""

    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    POST = "post", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")
    ENTRUSTED = "entrusted", _("委托送达")
    PUBLIC = "public", _("公告送达")
