"""Kinds of administrative penalty, Art. 9 of 行政处罚法."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.parsing.fold import in_chinese, squeeze


class PenaltyKind(TextChoices):
    """The kinds of Art. 9, in the order of the article."""

    WARNING = "warning", gettext_lazy("警告")
    CRITICISM = "criticism", gettext_lazy("通报批评")
    FINE = "fine", gettext_lazy("罚款")
    CONFISCATE_GAINS = "confiscate_gains", gettext_lazy("没收违法所得")
    CONFISCATE_GOODS = "confiscate_goods", gettext_lazy("没收非法财物")
    SUSPEND_LICENCE = "suspend_licence", gettext_lazy("暂扣许可证件")
    DOWNGRADE = "downgrade", gettext_lazy("降低资质等级")
    REVOKE_LICENCE = "revoke_licence", gettext_lazy("吊销许可证件")
    RESTRICT_BUSINESS = "restrict_business", gettext_lazy("限制开展生产经营活动")
    STOP_BUSINESS = "stop_business", gettext_lazy("责令停产停业")
    CLOSE = "close", gettext_lazy("责令关闭")
    BAR_FROM_PRACTICE = "bar_from_practice", gettext_lazy("限制从业")
    DETENTION = "detention", gettext_lazy("行政拘留")
    OTHER = "other", gettext_lazy("其他行政处罚")


_K = PenaltyKind
# Spellings found in files, folded; 、 or 和 inside a spelling joins kinds, see _JOINED.
_SPELLINGS: dict[str, PenaltyKind] = {
    "警告": _K.WARNING,
    "通报批评": _K.CRITICISM,
    "罚款": _K.FINE,
    "处以罚款": _K.FINE,
    "罚金": _K.FINE,
    "没收违法所得": _K.CONFISCATE_GAINS,
    "没收非法所得": _K.CONFISCATE_GAINS,
    "违法所得": _K.CONFISCATE_GAINS,
    "没收非法财物": _K.CONFISCATE_GOODS,
    "没收违法财物": _K.CONFISCATE_GOODS,
    "非法财物": _K.CONFISCATE_GOODS,
    "没收违法产品": _K.CONFISCATE_GOODS,
    "没收违法物品": _K.CONFISCATE_GOODS,
    "没收工具": _K.CONFISCATE_GOODS,
    "暂扣许可证件": _K.SUSPEND_LICENCE,
    "暂扣许可证": _K.SUSPEND_LICENCE,
    "暂扣执照": _K.SUSPEND_LICENCE,
    "暂扣营业执照": _K.SUSPEND_LICENCE,
    "暂扣驾驶证": _K.SUSPEND_LICENCE,
    "降低资质等级": _K.DOWNGRADE,
    "降低资质": _K.DOWNGRADE,
    "吊销许可证件": _K.REVOKE_LICENCE,
    "吊销许可证": _K.REVOKE_LICENCE,
    "吊销执照": _K.REVOKE_LICENCE,
    "吊销营业执照": _K.REVOKE_LICENCE,
    "吊销证照": _K.REVOKE_LICENCE,
    "吊销资质证书": _K.REVOKE_LICENCE,
    "吊销驾驶证": _K.REVOKE_LICENCE,
    "吊销机动车驾驶证": _K.REVOKE_LICENCE,
    "限制开展生产经营活动": _K.RESTRICT_BUSINESS,
    "限制生产经营": _K.RESTRICT_BUSINESS,
    "责令停产停业": _K.STOP_BUSINESS,
    "停产停业": _K.STOP_BUSINESS,
    "责令停业": _K.STOP_BUSINESS,
    "责令停产": _K.STOP_BUSINESS,
    "责令停业整顿": _K.STOP_BUSINESS,
    "责令停产停业整顿": _K.STOP_BUSINESS,
    "责令关闭": _K.CLOSE,
    "限制从业": _K.BAR_FROM_PRACTICE,
    "禁止从业": _K.BAR_FROM_PRACTICE,
    "从业禁止": _K.BAR_FROM_PRACTICE,
    "行政拘留": _K.DETENTION,
    "拘留": _K.DETENTION,
    "其他": _K.OTHER,
    "其他行政处罚": _K.OTHER,
    "法律行政法规规定的其他行政处罚": _K.OTHER,
} | {kind.value.upper(): kind for kind in PenaltyKind}
_JOINED = {
    "法律、行政法规规定的其他行政处罚": "其他行政处罚",
    "没收违法所得和非法财物": "没收违法所得;没收非法财物",
    "许可证件、执照": "许可证件",
    "许可证、执照": "许可证件",
}
_EITHER = re.compile(r"暂扣(?:或者?|、)吊销|暂扣许可证或吊销")
_CORRECTION = re.compile(
    r"(?:责令)?(?:限期|立即|停止违法行为)?(?:改正|整改)(?:违法行为)?|责令停止违法行为"
)
_OTHER = re.compile(r"其他[-:(]+(?P<what>[^()]+)\)?")
_SEPARATORS = re.compile(r"[;、,/|\s+。和及并]+")


@dataclass(frozen=True)
class ParsedKinds:
    """The set of kinds, what "其他-…" named, and what the clerk should know."""

    kinds: frozenset[PenaltyKind]
    other: str = ""
    warnings: tuple[str, ...] = ()


def parse_kinds(text: str) -> ParsedKinds:
    """Read 罚款;没收违法所得 in any order and with any separator.

    责令改正 is no penalty (Art. 28): left out with a warning. ValidationError names what is
    not known and lists what is.
    """
    spaced = re.sub(r"\s+", ";", text.strip())
    plain = squeeze(spaced)
    if _EITHER.search(plain):
        raise ValidationError(
            _("“%(text)s”没有说明是暂扣还是吊销，请写“暂扣许可证件”或者“吊销许可证件”。"),
            params={"text": text},
        )
    for joined, apart in _JOINED.items():
        plain = plain.replace(joined, apart)
    other = ""
    if match := _OTHER.search(plain):
        other = match["what"]
        plain = plain.replace(match.group(), "其他")
    kinds: set[PenaltyKind] = set()
    unknown: list[str] = []
    corrections: list[str] = []
    for part in filter(None, _SEPARATORS.split(plain)):
        if part in _SPELLINGS:
            kinds.add(_SPELLINGS[part])
        elif _CORRECTION.fullmatch(part):
            corrections.append(part)
        else:
            unknown.append(part)
    if unknown:
        raise ValidationError(
            _("处罚类别“%(unknown)s”不能识别。可以填写：%(known)s。"),
            params={
                "unknown": "；".join(unknown),
                "known": "、".join(map(in_chinese, PenaltyKind.labels)),
            },
        )
    if not kinds:
        raise ValidationError(
            _("没有填写处罚类别；责令改正不是行政处罚。")
            if corrections
            else _("没有填写处罚类别。")
        )
    return ParsedKinds(frozenset(kinds), other, tuple(_correction_warning(c) for c in corrections))


def _correction_warning(what: str) -> str:
    return _("“%(what)s”不是行政处罚（行政处罚法第二十八条），未计入处罚类别。") % {"what": what}


def format_kinds(kinds: frozenset[PenaltyKind]) -> str:
    """The kinds in the order of Art. 9, joined by ; as the template wants them."""
    return ";".join(str(kind.label) for kind in PenaltyKind if kind in kinds)
