"""The evidence of a row: 书证：进货台账；物证：样品二件, as many as the cell names."""

import re
from typing import Any

from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Notes, short_text
from cases.inputs import EvidenceInput
from cases.models import EvidenceItem, EvidenceKind
from cases.parsing.fold import in_chinese, one_line, squeeze
from cases.parsing.headings import Column

_BETWEEN = re.compile(r"[;；\n]+")
_NUMBERED = re.compile(r"^\s*(?:[(（]?\d{1,3}[)）]|\d{1,3}[.、．])\s*")
_LONGEST = 4000
_ALSO = {
    EvidenceKind.STATEMENT: "当事人陈述 当事人陈述和申辩 陈述",
    EvidenceKind.TESTIMONY: "证言",
    EvidenceKind.EXPERT: "检验报告 检测报告 鉴定报告 检验结论",
    EvidenceKind.RECORD: "勘验笔录 现场笔录 现场检查笔录 检查笔录 现场检查(勘验)笔录",
    EvidenceKind.AUDIOVISUAL: "音视频 录像 照片",
}
_KINDS = {
    **{squeeze(in_chinese(kind.label)): kind for kind in EvidenceKind},
    **{word: kind for kind, words in _ALSO.items() for word in words.split()},
}


def read_evidence(cells: Cells, notes: Notes) -> dict[str, Any]:
    """The items by their kinds; what has no kind that we know isn't taken, with a word."""
    text = short_text(cells, Column.EVIDENCE, notes, _LONGEST)
    most = EvidenceItem._meta.get_field("name").max_length
    found, strange = [], []
    for part in filter(None, map(one_line, _BETWEEN.split(text))):
        said, _colon, name = _NUMBERED.sub("", part).replace("：", ":", 1).partition(":")
        kind = _KINDS.get(squeeze(said))
        if kind is None or not (name or said).strip():
            strange.append(part)
            continue
        # 现场笔录 by itself is both the kind and the name.
        found.append(EvidenceInput(kind=kind, name=(name or said).strip()[:most]))
    if strange:
        notes.warn(
            Column.EVIDENCE,
            _("“%(said)s”没有写明证据种类，没有导入。每项按“种类：名称”填写，种类为：%(known)s。"),
            said=strange[0][:60],
            known="、".join(in_chinese(kind.label) for kind in EvidenceKind),
        )
    return {"evidence": tuple(found)} if found else {}
