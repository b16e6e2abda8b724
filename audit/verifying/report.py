"""What a verification found."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.seals.content import runs

# So many are named; all are counted.
MOST_NAMED = 500

KINDS: dict[str, str | Promise] = {
    "row_changed": _("记录内容被改动"),
    "row_moved": _("记录的编号或次序被改动"),
    "row_missing": _("记录被删除"),
    "row_added": _("记录被插入"),
    "row_copied": _("记录被复制"),
    "row_future": _("记录的事务编号不可能存在"),
    "rows_unlike": _("该段记录与封存时不一致"),
    "unprotected": _("防改动触发器缺失或被停用"),
    "strange": _("有平台以外的触发器、规则或者默认值"),
    "seal_changed": _("封存内容被改动"),
    "seal_missing": _("封存缺失或断链"),
    "file_changed": _("封存文件与数据库不一致"),
    "file_missing": _("封存文件缺少封存"),
    "file_added": _("封存文件中有数据库没有的封存"),
    "file_unreadable": _("封存文件中有无法识别的行"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that isn't as it was: what kind, of which seal or line, and which rows."""

    kind: str
    where: str = ""
    ids: str = ""
    count: int = 1

    @property
    def kind_label(self) -> str:
        """The kind in the reader's language."""
        return str(KINDS[self.kind])


@dataclass
class Report:
    """What was looked at and found. `notes` are no faults: chains that were begun anew."""

    rows: int = 0
    seals: int = 0
    lines: int = 0
    unsealed: int = 0
    unsealed_since: dt.datetime | None = None
    findings: list[Finding] = field(default_factory=list)
    count: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return self.count == 0

    def add(self, kind: str, where: str = "", ids: Iterable[int] = ()) -> None:
        """Note a finding about rows, or about a seal or line when there are no ids."""
        rows = list(ids)
        number = max(1, len(rows))
        self.count += number
        if len(self.findings) < MOST_NAMED:
            self.findings.append(Finding(kind, where, runs(rows), number))
