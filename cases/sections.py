"""The sections of a case as blocks of rows and tables, for the page and for paper.

Built from a CaseView and nothing else, so that neither can show more than it holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.models import LegalBasis
from cases.parsing.citations import Citation, format_citation
from cases.redaction import PartyView, Section
from cases.selectors import CaseView
from core.screen import SummaryRow
from core.templatetags.ui import money

NOTHING = "—"


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `masked` marks a value of which a part is hidden."""

    text: str
    masked: bool = False
    amount: bool = False
    day: bool = False


@dataclass(frozen=True)
class Table:
    """A small table; the first column names the row."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Block:
    """One section. One that isn't shown has nothing but its title."""

    key: str
    title: str
    shown: bool
    rows: tuple[SummaryRow, ...] = ()
    tables: tuple[Table, ...] = ()
    empty: str = ""


Value = str | date | Decimal | bool | None


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return str(money(value))
    return str(value) if value else NOTHING


def _row(label: str, value: Value, *, wide: bool = False) -> SummaryRow:
    return SummaryRow(label, _plain(value), wide=wide)


def _some(*rows: tuple[str, Value]) -> list[SummaryRow]:
    """Rows that are left out when empty."""
    return [_row(label, value) for label, value in rows if value]


def _cell(value: Value) -> Cell:
    text = _plain(value)
    if isinstance(value, date):
        return Cell(text, day=True)
    return Cell(text, amount=isinstance(value, Decimal))


def _table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Value]],
    cell: Callable[[Value], Cell] = _cell,
) -> list[Table]:
    """A table, or none when it has no rows."""
    cells = tuple(tuple(cell(value) for value in row) for row in rows)
    return [Table(title, tuple(heads), cells)] if cells else []


def _identity(view: CaseView) -> Block:
    rows = [
        _row(_("决定书文号"), view.decision_number),
        _row(_("立案号"), view.file_number),
        _row(_("办案机关"), view.owner),
        _row(_("联系电话"), view.owner_phone),
    ]
    return Block("identity", _("案件标识"), shown=True, rows=tuple(rows))


def _matter(view: CaseView) -> Block:
    rows = [
        _row(_("案由"), view.cause, wide=True),
        _row(_("处罚事项"), view.matter),
        _row(_("执法领域"), view.sector),
        _row(_("案件来源"), view.source_label),
        _row(_("适用程序"), view.procedure_label),
        _row(_("发现日期"), view.found_on),
        _row(_("立案日期"), view.filed_on),
        *_some((_("结案日期"), view.closed_on), (_("结案说明"), view.closing_reason)),
    ]
    return Block("matter", _("来源与立案"), shown=True, rows=tuple(rows))


def _personal(value: Value) -> Cell:
    """A cell of the parties' table: cases.redaction masks with asterisks."""
    text = _plain(value)
    return Cell(text, masked="*" in text)


def _identifier(party: PartyView) -> str:
    return f"{party.identifier_label} {party.identifier}".strip()


def _parties(view: CaseView) -> Block:
    heads = (_("名称"), _("类别"), _("证件"), _("法定代表人（经营者）"), _("住所"), _("电话"))
    rows = [
        (
            party.name,
            party.kind_label,
            _identifier(party),
            party.representative,
            party.address,
            party.phone,
        )
        for party in view.parties
    ]
    tables = tuple(_table("", heads, rows, _personal))
    return Block("parties", _("当事人"), shown=True, tables=tables)


def _facts(view: CaseView) -> Block:
    rows = [
        _row(_("发生日期"), view.conduct_from),
        _row(_("终了日期"), view.conduct_to),
        _row(_("发生地"), view.conduct_place),
        _row(_("涉案金额"), view.amount_involved),
        _row(_("违法事实"), view.facts, wide=True),
    ]
    return Block("facts", _("违法事实"), shown=True, rows=tuple(rows))


def _evidence(view: CaseView) -> Block:
    items = _table(
        _("证据"),
        (_("名称"), _("种类"), _("取得日期"), _("提供人或保管人")),
        [(e.name, e.get_kind_display(), e.obtained_on, e.holder) for e in view.evidence],
    )
    measures = _table(
        _("强制措施"),
        (_("对象"), _("措施"), _("实施日期"), _("解除日期")),
        [(m.object_text, m.get_kind_display(), m.started_on, m.released_on) for m in view.measures],
    )
    tables = (*items, *measures)
    return Block("evidence", _("证据与强制措施"), True, tables=tables, empty=_("没有登记。"))


def citation(basis: LegalBasis) -> str:
    """A provision as statutes are cited."""
    if not basis.article:
        return basis.original or basis.law_title
    return format_citation(
        Citation(
            law_title=basis.law_title,
            article=basis.article,
            sub=basis.sub_article,
            paragraph=basis.paragraph,
            item=basis.item,
        )
    )


def _decision(view: CaseView) -> Block:
    title = _("处罚决定")
    if not view.decided_on:
        return Block("decision", title, shown=True, empty=_("尚未作出决定。"))
    content = (
        _row(_("处罚内容"), view.decision_content, wide=True)
        if view.shows(Section.FACTS)
        else SummaryRow(_("处罚内容"), wide=True, withheld=True)
    )
    rows = [
        _row(_("处理结果"), view.outcome_label),
        _row(_("决定日期"), view.decided_on),
        _row(_("罚款合计"), view.fine_total),
        _row(_("没收合计"), view.confiscated_total),
        _row(_("经法制审核"), view.legally_reviewed),
        _row(_("经集体讨论"), view.collectively_discussed),
        _row(_("送达日期"), view.served_on),
        _row(_("送达方式"), view.service_method_label),
        *_some(
            (_("公示日期"), view.published_on),
            (_("公示截止期"), view.publish_until),
            (_("撤回公示日期"), view.publication_withdrawn_on),
        ),
        content,
    ]
    penalties = _table(
        _("处罚"),
        (_("种类"), _("金额"), _("说明")),
        [(p.get_kind_display(), p.amount, p.detail) for p in view.penalties],
    )
    bases = _table(
        _("法律依据"),
        (_("条款"), _("用途")),
        [(citation(b), b.get_use_display()) for b in view.bases],
    )
    return Block("decision", title, True, rows=tuple(rows), tables=(*penalties, *bases))


def _execution(view: CaseView) -> Block:
    fine = view.fine_total
    rows = [
        _row(_("执行状态"), view.execution_status_label),
        _row(_("应缴罚款"), fine),
        _row(_("已缴"), view.paid_total),
        _row(_("未缴"), view.unpaid),
    ]
    tables = [
        *_table(
            _("缴款"),
            (_("票据号"), _("缴纳日期"), _("金额")),
            [(p.receipt_no or _("（无票据号）"), p.paid_on, p.amount) for p in view.payments],
        ),
        *_table(
            _("延期分期"),
            (_("缴纳安排"), _("批准日期"), _("延至")),
            [(d.plan or _("延期缴纳"), d.approved_on, d.plan_end) for d in view.deferrals],
        ),
        *_table(
            _("执行步骤"),
            (_("步骤"), _("日期"), _("文书号")),
            [(s.get_kind_display(), s.done_on, s.number) for s in view.steps],
        ),
    ]
    return Block("execution", _("执行情况"), True, rows=tuple(rows), tables=tuple(tables))


def _remedies(view: CaseView) -> Block:
    heads = (_("救济途径"), _("受理机关"), _("受理日期"), _("案号"), _("审结日期"), _("结果"))
    rows = [
        (
            remedy.get_kind_display(),
            remedy.body,
            remedy.filed_on,
            remedy.number,
            remedy.decided_on,
            remedy.get_outcome_display() if remedy.outcome else "",
        )
        for remedy in view.remedies
    ]
    tables = tuple(_table("", heads, rows))
    return Block("remedies", _("复议与诉讼"), True, tables=tables, empty=_("没有登记。"))


def _officers(view: CaseView) -> Block:
    rows = [(officer.name, officer.certificate_no) for officer in view.officers]
    tables = tuple(_table("", (_("姓名"), _("执法证号")), rows))
    return Block("officers", _("执法人员"), True, tables=tables, empty=_("没有登记。"))


# In the order of the paper decision.
_BUILDERS: tuple[tuple[Section, Callable[[], str], Callable[[CaseView], Block]], ...] = (
    (Section.IDENTITY, lambda: _("案件标识"), _identity),
    (Section.MATTER, lambda: _("来源与立案"), _matter),
    (Section.PARTIES, lambda: _("当事人"), _parties),
    (Section.FACTS, lambda: _("违法事实"), _facts),
    (Section.EVIDENCE, lambda: _("证据与强制措施"), _evidence),
    (Section.DECISION, lambda: _("处罚决定"), _decision),
    (Section.EXECUTION, lambda: _("执行情况"), _execution),
    (Section.REMEDIES, lambda: _("复议与诉讼"), _remedies),
    (Section.OFFICERS, lambda: _("执法人员"), _officers),
)


def blocks_of(view: CaseView) -> list[Block]:
    """Every section in the order of the paper decision; those not shared say so."""
    return [
        build(view) if view.shows(section) else Block(section, title(), shown=False)
        for section, title, build in _BUILDERS
    ]
