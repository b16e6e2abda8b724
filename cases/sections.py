"""The sections of a case as blocks of rows and tables, for the page and for paper.

Built from a CaseView and nothing else, so that neither can show more than it holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from cases.blocks import (
    BasisLine,
    Block,
    Cell,
    Table,
    Value,
    plain,
    row_of,
    rows_if_any,
    table_of,
)
from cases.display import number_label
from cases.late_fees import late_fee_rows
from cases.models import Outcome, PenaltyStatus
from cases.parsing.citations import Citation, format_citation
from cases.redaction import PartyView, Section
from cases.selectors import CaseView
from cases.selectors.laws import Cited
from cases.selectors.row_views import BasisView, EvidenceView
from core.screen import SummaryRow


def _identity(view: CaseView) -> Block:
    rows = [
        row_of(number_label(view), view.decision_number),
        row_of(_("立案号"), view.file_number),
        row_of(_("办案机关"), view.owner),
        row_of(_("联系电话"), view.owner_phone),
    ]
    return Block("identity", _("案件标识"), shown=True, rows=tuple(rows))


def _matter(view: CaseView) -> Block:
    rows = [
        row_of(_("案由"), view.cause, wide=True),
        row_of(_("处罚事项"), view.matter),
        row_of(_("执法领域"), view.sector),
        row_of(_("案件来源"), view.source_label),
        row_of(_("适用程序"), view.procedure_label),
        row_of(_("发现日期"), view.found_on),
        row_of(_("立案日期"), view.filed_on),
        *rows_if_any((_("结案日期"), view.closed_on), (_("结案说明"), view.closing_reason)),
    ]
    return Block("matter", _("来源与立案"), shown=True, rows=tuple(rows))


def _personal(value: Value) -> Cell:
    """A cell of the parties' table: cases.redaction masks with asterisks."""
    text = plain(value)
    return Cell(text, masked="*" in text)


def _identifier(party: PartyView) -> str:
    return f"{party.identifier_label} {party.identifier}".strip()


def _parties(view: CaseView) -> Block:
    heads = (_("名称、住所和电话"), _("类别"), _("证件"), _("法定代表人（经营者）"))
    rows = tuple(
        (
            replace(_personal(party.name), more=_reached_at(party)),
            *map(_personal, (party.kind_label, _identifier(party), party.representative)),
        )
        for party in view.parties
    )
    tables = (Table("", heads, rows),) if rows else ()
    return Block("parties", _("当事人"), shown=True, tables=tables)


def _reached_at(party: PartyView) -> tuple[tuple[str, Cell], ...]:
    """Under the name: the table has no room for columns of their own."""
    named = ((_("住所"), party.address), (_("电话"), party.phone))
    return tuple((label, _personal(value)) for label, value in named if value)


def _facts(view: CaseView) -> Block:
    rows = [
        row_of(_("发生日期"), view.conduct_from),
        row_of(_("终了日期"), view.conduct_to),
        row_of(_("发生地"), view.conduct_place),
        row_of(_("涉案金额"), view.amount_involved),
        row_of(_("违法事实"), view.facts, wide=True),
    ]
    return Block("facts", _("违法事实"), shown=True, rows=tuple(rows))


def _evidence(view: CaseView) -> Block:
    items = table_of(
        _("证据"),
        (_("名称"), _("种类"), _("取得日期"), _("提供人或保管人"), _("刑事证据转换")),
        [(e.name, e.kind_label, e.obtained_on, e.holder, _converted(e)) for e in view.evidence],
    )
    items = [replace(table, rows=_with_collecting(table.rows, view.evidence)) for table in items]
    measures = table_of(
        _("强制措施"),
        (_("对象"), _("措施"), _("实施日期"), _("解除日期")),
        [(m.object_text, m.kind_label, m.started_on, m.released_on) for m in view.measures],
    )
    tables = (*items, *measures)
    return Block("evidence", _("证据与强制措施"), True, tables=tables, empty=_("没有登记。"))


def _converted(item: EvidenceView) -> str:
    """How it is made usable in criminal proceedings, and whether that has been done."""
    path = str(item.conversion_path_label)
    return _("已转换：%(path)s") % {"path": path} if item.converted_on else path


def _with_collecting(
    rows: Sequence[tuple[Cell, ...]], evidence: Sequence[EvidenceView]
) -> tuple[tuple[Cell, ...], ...]:
    """Under the name what few items say: the table has no room for columns of their own."""
    return tuple(
        (replace(first, more=_collecting(item)), *rest)
        for (first, *rest), item in zip(rows, evidence, strict=True)
    )


def _collecting(item: EvidenceView) -> tuple[tuple[str, Cell], ...]:
    named = (
        (_("收集人员"), item.collected_by),
        (_("取得地点"), item.place),
        (_("合法性审查"), item.legality_label),
        (_("转换人"), item.converted_by),
        (_("转换日期"), item.converted_on),
    )
    return tuple((label, Cell(plain(value))) for label, value in named if value)


def citation(basis: BasisView) -> str:
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


def _entered(done: bool | None) -> str:
    """A box left empty says that nothing was entered, not that it wasn't done."""
    return _("是") if done else _("未登记")


def _undecided_elsewhere(view: CaseView) -> bool:
    """Whether it went to the judiciary and nothing was decided on a penalty."""
    rows = (view.penalties, view.payments, view.deferrals, view.steps)
    return view.outcome == Outcome.TO_JUDICIAL and not any(rows)


def _decision(view: CaseView) -> Block:
    title = _("处罚决定")
    if not view.decided_on:
        return Block("decision", title, shown=True, empty=_("尚未作出决定。"))
    if _undecided_elsewhere(view):
        # Nothing was decided on a penalty: no fine of 0.00 that looks like one.
        gone = (
            row_of(_("处理结果"), view.outcome_label),
            row_of(_("移送日期"), view.decided_on),
            row_of(number_label(view), view.decision_number),
        )
        return Block("decision", title, shown=True, rows=gone)
    content = (
        row_of(_("处罚内容"), view.decision_content, wide=True)
        if view.shows(Section.FACTS)
        else SummaryRow(_("处罚内容"), wide=True, withheld=True)
    )
    rows = [
        row_of(_("处理结果"), view.outcome_label),
        row_of(_("决定日期"), view.decided_on),
        row_of(_("罚款合计"), view.fine_total),
        row_of(_("没收合计"), view.confiscated_total),
        row_of(_("经法制审核"), _entered(view.legally_reviewed)),
        row_of(_("经集体讨论"), _entered(view.collectively_discussed)),
        row_of(_("送达日期"), view.served_on),
        row_of(_("送达方式"), view.service_method_label),
        *rows_if_any(
            (_("公示日期"), view.published_on),
            (_("公示截止期"), view.publish_until),
            (_("撤回公示日期"), view.publication_withdrawn_on),
        ),
        content,
    ]
    penalties = table_of(
        _("处罚"),
        (_("种类"), _("金额"), _("说明")),
        [(p.kind_label, p.amount, p.detail) for p in view.penalties],
    )
    bases = tuple(BasisLine(citation(b), b.use_label) for b in view.bases)
    return Block("decision", title, True, rows=tuple(rows), tables=tuple(penalties), bases=bases)


def _execution(view: CaseView) -> Block:
    if view.penalty_status == PenaltyStatus.INVESTIGATING:
        return Block("execution", _("执行情况"), shown=True, empty=_("尚未作出决定。"))
    if _undecided_elsewhere(view):
        empty = _("已移送司法机关，没有处罚决定。")
        return Block("execution", _("执行情况"), shown=True, empty=empty)
    fine = view.fine_total
    rows = [
        row_of(_("执行状态"), view.execution_status_label),
        row_of(_("应缴罚款"), fine),
        row_of(_("已缴"), view.paid_total),
        row_of(_("未缴"), view.unpaid),
        *late_fee_rows(view),
    ]
    tables = [
        *table_of(
            _("缴款"),
            (_("票据号"), _("缴纳日期"), _("金额")),
            [(p.receipt_no or _("（无票据号）"), p.paid_on, p.amount) for p in view.payments],
        ),
        *table_of(
            _("延期分期"),
            (_("缴纳安排"), _("批准日期"), _("延至")),
            [(d.plan or _("延期缴纳"), d.approved_on, d.plan_end) for d in view.deferrals],
        ),
        *table_of(
            _("执行步骤"),
            (_("步骤"), _("日期"), _("文书号")),
            [(s.kind_label, s.done_on, s.number) for s in view.steps],
        ),
    ]
    return Block("execution", _("执行情况"), True, rows=tuple(rows), tables=tuple(tables))


def _remedies(view: CaseView) -> Block:
    heads = (_("救济途径"), _("受理机关"), _("受理日期"), _("案号"), _("审结日期"), _("结果"))
    rows = [
        (
            remedy.kind_label,
            remedy.body,
            remedy.filed_on,
            remedy.number,
            remedy.decided_on,
            remedy.outcome_label,
        )
        for remedy in view.remedies
    ]
    tables = tuple(table_of("", heads, rows))
    return Block("remedies", _("复议与诉讼"), True, tables=tables, empty=_("没有登记。"))


def _officers(view: CaseView) -> Block:
    rows = [(officer.name, officer.certificate_no) for officer in view.officers]
    tables = tuple(table_of("", (_("姓名"), _("执法证号")), rows))
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


def blocks_of(view: CaseView, texts: Sequence[Cited | None] = ()) -> list[Block]:
    """Every section in the order of the paper decision; those not shared say so.

    `texts` are those of the provisions cited, in the order of the case's.
    """
    blocks = [
        build(view) if view.shows(section) else Block(section, title(), shown=False)
        for section, title, build in _BUILDERS
    ]
    return [_with_texts(block, texts) for block in blocks]


def _with_texts(block: Block, texts: Sequence[Cited | None]) -> Block:
    if not texts or not block.bases:
        return block
    lines = zip(block.bases, texts, strict=True)
    return replace(block, bases=tuple(replace(line, cited=cited) for line, cited in lines))
