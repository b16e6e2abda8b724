"""The sections of the entry page, in the order of the paper decision."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.forms import later_rows, rows
from cases.forms.party_row import PartyForm
from cases.forms.rows import RowForm

# Above what a request may carry (DATA_UPLOAD_MAX_NUMBER_FIELDS, at least two fields a row): one
# with too many rows is refused whole, and none is dropped in silence.
MOST_ROWS = 2_000


@dataclass(frozen=True)
class RowSet:
    """Rows of one kind. `start`: how many empty ones a new form shows."""

    prefix: str
    form: type[RowForm]
    title: Promise
    add: Promise
    start: int = 0
    # A row that fits one line is drawn on one line.
    line: bool = True
    empty: Promise | None = None


@dataclass(frozen=True)
class Section:
    """A panel of the page: some fields, then some rows, then some more fields."""

    key: str
    title: Promise
    fields: tuple[str, ...] = ()
    sets: tuple[RowSet, ...] = ()
    after: tuple[str, ...] = ()
    # Closed until it holds something: most cases are entered before there is anything to say.
    folded: bool = False


PARTIES = RowSet("parties", PartyForm, _("当事人"), _("添加当事人"), 1, line=False)
OFFICERS = RowSet("officers", rows.OfficerForm, _("执法人员"), _("添加执法人员"), 2)
MEASURES = RowSet(
    "measures",
    rows.MeasureForm,
    _("强制措施"),
    _("添加强制措施"),
    empty=_("没有采取强制措施的，不用填写。"),
)
EVIDENCE = RowSet("evidence", rows.EvidenceForm, _("证据"), _("添加证据"), 1)
BASES = RowSet("bases", rows.BasisForm, _("条款"), _("添加条款"), 2)
PENALTIES = RowSet("penalties", rows.PenaltyForm, _("处罚种类"), _("添加处罚种类"), 1)
PAYMENTS = RowSet(
    "payments", rows.PaymentForm, _("缴款"), _("添加缴款"), empty=_("尚未缴款的，不用填写。")
)

DEFERRALS = RowSet(
    "deferrals",
    later_rows.DeferralForm,
    _("延期分期"),
    _("添加延期分期"),
    empty=_("没有批准延期或者分期缴纳的，不用填写。"),
)
STEPS = RowSet(
    "steps",
    later_rows.StepForm,
    _("执行步骤"),
    _("添加执行步骤"),
    empty=_("没有催告或者强制执行的，不用填写。"),
)
REMEDIES = RowSet(
    "remedies",
    later_rows.RemedyForm,
    _("复议诉讼"),
    _("添加复议诉讼"),
    line=False,
    empty=_("没有复议或者诉讼的，不用填写。"),
)

SECTIONS = (
    Section(
        "filing",
        _("来源与立案"),
        ("source", "found_on", "procedure", "file_number", "filed_on"),
    ),
    Section("parties", _("当事人"), sets=(PARTIES,)),
    Section(
        "facts",
        _("违法事项与事实"),
        (
            "matter_text",
            "sector",
            "cause",
            "facts",
            "conduct_from",
            "conduct_to",
            "amount_involved",
            "conduct_place",
        ),
    ),
    Section("officers", _("执法人员"), sets=(OFFICERS,)),
    Section("proof", _("强制措施与证据"), sets=(MEASURES, EVIDENCE)),
    Section("bases", _("法律依据"), sets=(BASES,)),
    Section(
        "decision",
        _("处罚决定"),
        ("outcome", "decision_number", "decided_on"),
        (PENALTIES,),
        ("decision_content", "collectively_discussed", "legally_reviewed"),
    ),
    Section("service", _("送达"), ("served_on", "service_method")),
    Section(
        "publication",
        _("公示"),
        ("published_on", "publish_until", "publication_withdrawn_on"),
    ),
    Section("later", _("执行与救济"), sets=(DEFERRALS, STEPS, REMEDIES), folded=True),
    Section("payment", _("缴款与结案"), sets=(PAYMENTS,), after=("closed_on", "closing_reason")),
)

ROW_SETS: dict[str, RowSet] = {rows.prefix: rows for part in SECTIONS for rows in part.sets}
