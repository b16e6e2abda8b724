"""One row of the 双公示 table as a case, or the reasons why it can't be one."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Message, Notes, short_text
from cases.importing.later import read_later
from cases.importing.parties import read_party
from cases.importing.penalties import read_penalties
from cases.inputs import BasisInput, CaseInput
from cases.models import BasisUse, Law, Matter, Outcome, Source
from cases.parsing.citations import format_citation, parse_citations
from cases.parsing.dates import parse_date, parse_validity
from cases.parsing.fold import fold_brackets, squeeze
from cases.parsing.headings import Column
from cases.parsing.names import name_key
from cases.parsing.numbers import DocumentNumber, parse_number, tidy_number, year_warning
from cases.services.checks import check_case
from core.identifiers import clean_uscc

# Faults that check_case finds, by the column in which the clerk mends them.
_COLUMN_OF = {
    "decided_on": Column.DECIDED_ON,
    "decision_number": Column.DECISION_NO,
    "penalties": Column.KINDS,
    "parties": Column.PARTY_NAME,
    "payments": Column.PAID_YUAN,
    **{
        name: Column(name)
        for name in ("found_on", "filed_on", "conduct_to", "served_on", "published_on", "closed_on")
    },
    "publish_until": Column.PUBLISH_UNTIL,
}
# What a row of 双公示 can say; the rest is told by cases.importing.later.
_SAID = (
    *("cause", "matter", "facts", "outcome", "decision_number", "decided_on"),
    *("decision_content", "publish_until", "parties", "bases", "penalties"),
)
_ASSUMED = frozenset({"source"})


@dataclass(frozen=True)
class Own:
    """The agency for which a file is brought in."""

    name: str
    short_name: str
    uscc: str
    # What its document numbers begin with; "" when nobody has said.
    number_prefix: str = ""


@dataclass(frozen=True)
class Reference:
    """How a row finds its law and its matter; None when it isn't known."""

    law: Callable[[str], Law | None]
    matter: Callable[[str], Matter | None]
    # What to warn of: articles that the cited law hasn't got.
    citation_faults: Callable[[CaseInput], Sequence[str]] = field(default=lambda data: ())


@dataclass(frozen=True)
class ParsedRow:
    """`data` is None when the row is refused; `messages` say why, or what to look at."""

    data: CaseInput | None
    messages: tuple[Message, ...]
    # Fields of CaseInput about which the row says something.
    given: frozenset[str] = frozenset()


def parse_row(
    cells: Cells, *, own: Own, reference: Reference, headings: Mapping[Column, str]
) -> ParsedRow:
    """Read a row; never raises, whatever the cells hold."""
    notes = Notes(headings)
    _check_agency(cells, notes, own)
    number = _number(cells, notes)
    decided_on = _decided_on(cells, notes)
    content = short_text(cells, Column.CONTENT, notes, 4000)
    cause, facts, matter = _what(cells, notes, reference)
    party = read_party(cells, notes)
    values: dict[str, Any] = {"source": Source.OTHER, **read_later(cells, notes)}
    data = CaseInput(
        cause=cause,
        matter=matter,
        facts=facts,
        outcome=Outcome.PENALTY,
        decision_number=number,
        decided_on=decided_on,
        decision_content=content,
        publish_until=_publish_until(cells, notes),
        missing=tuple(
            name
            for name, value in (("party_name", party.name), ("decision_number", number))
            if not value
        ),
        parties=(party,),
        bases=_bases(cells, notes, reference),
        penalties=read_penalties(cells, notes, content),
        **values,
    )
    for said in reference.citation_faults(data):
        notes.warn(Column.BASIS, _("%(said)s请核对。"), said=said)
    _check_number(parse_number(number), notes, own, decided_on)
    if not notes.refused:
        _check(data, notes)
    if notes.refused:
        return ParsedRow(None, tuple(notes.messages))
    given = {name for name in _SAID if getattr(data, name)} | {*values} - _ASSUMED
    if Column.CASE_SOURCE in cells and data.source != Source.OTHER:
        given.add("source")
    return ParsedRow(data, tuple(notes.messages), frozenset(given))


def add_refusal(notes: Notes, fault: ValidationError) -> None:
    """Put what a service refused at the columns in which it can be mended."""
    if not hasattr(fault, "error_dict"):
        for text in fault.messages:
            notes.refuse(None, text)
        return
    for name, texts in fault.message_dict.items():
        for text in texts:
            notes.refuse(_COLUMN_OF.get(name), text)


def _check(data: CaseInput, notes: Notes) -> None:
    try:
        check_case(data)
    except ValidationError as fault:
        add_refusal(notes, fault)


def _check_agency(cells: Cells, notes: Notes, own: Own) -> None:
    said = short_text(cells, Column.AGENCY_NAME, notes, 200)
    code = short_text(cells, Column.AGENCY_USCC, notes, 60)
    same_name = name_key(said) in {name_key(own.name), name_key(own.short_name)}
    same_code = False
    if code:
        with notes.about(Column.AGENCY_USCC):
            same_code = clean_uscc(code) == own.uscc
            if not same_code:
                notes.refuse(
                    Column.AGENCY_USCC,
                    _("不是本机关的代码。只能登记本机关的案件，请由该机关登记或者删去本行。"),
                )
    if said and not same_name:
        if same_code:
            notes.warn(Column.AGENCY_NAME, _("名称与本机关不同，但代码相同，按本机关登记。"))
        else:
            notes.refuse(
                Column.AGENCY_NAME,
                _("处罚机关不是%(own)s。只能登记本机关的案件，请由该机关登记或者删去本行。"),
                own=own.name,
            )


def _number(cells: Cells, notes: Notes) -> str:
    number = tidy_number(short_text(cells, Column.DECISION_NO, notes, 128))
    if not number:
        notes.warn(Column.DECISION_NO, _("没有文号，登记为待补全。"))
    return number


def _check_number(
    number: DocumentNumber, notes: Notes, own: Own, decided_on: dt.date | None
) -> None:
    if warning := year_warning(number, decided_on):
        notes.warn(Column.DECISION_NO, warning)
    if own.number_prefix and number.recognised:
        prefix = squeeze(fold_brackets(own.number_prefix))
        if not number.prefix.startswith(prefix):
            notes.warn(
                Column.DECISION_NO,
                _("文号不是以本机关代字“%(prefix)s”开头，可能是其他机关的决定书，请核对。"),
                prefix=own.number_prefix,
            )


def _decided_on(cells: Cells, notes: Notes) -> dt.date | None:
    decided_on = None
    with notes.about(Column.DECIDED_ON):
        decided_on = parse_date(cells.get(Column.DECIDED_ON))
    return decided_on  # noqa: RET504  (the block above may end early)


def _publish_until(cells: Cells, notes: Notes) -> dt.date | None:
    until = None
    with notes.about(Column.PUBLISH_UNTIL, refusing=False):
        until = parse_validity(cells.get(Column.PUBLISH_UNTIL))
    return until  # noqa: RET504  (the block above may end early)


def _what(cells: Cells, notes: Notes, reference: Reference) -> tuple[str, str, Matter | None]:
    """Cause, facts and matter: from the case name, the type of violation and the facts."""
    name = short_text(cells, Column.CASE_NAME, notes, 300)
    violation = short_text(cells, Column.VIOLATION_TYPE, notes, 2000)
    facts = short_text(cells, Column.FACTS, notes, 5000)
    item = short_text(cells, Column.MATTER, notes, 300)
    matter = next(filter(None, map(reference.matter, filter(None, (item, name, violation)))), None)
    if item and matter is None:
        notes.remark(Column.MATTER, _("“%(said)s”不在处罚事项目录中，没有关联事项。"), said=item)
    cause = name or (violation or facts)[:300]
    if not cause:
        places = (Column.CASE_NAME, Column.VIOLATION_TYPE, Column.FACTS)
        notes.refuse(
            next((c for c in places if c in cells), Column.CASE_NAME),
            _("案由、违法行为类型和违法事实都没有填写，请至少填写一项。"),
        )
    if not facts and violation and violation != cause:
        facts = f"违法行为类型：{violation}"
    return cause, facts, matter


def _bases(cells: Cells, notes: Notes, reference: Reference) -> tuple[BasisInput, ...]:
    text = short_text(cells, Column.BASIS, notes, 2000)
    if not text:
        notes.refuse(Column.BASIS, _("没有填写处罚依据，请写明“《法律名称》第几条第几款”。"))
        return ()
    violated = short_text(cells, Column.VIOLATED, notes, 2000)
    return (
        *_cited(violated, Column.VIOLATED, BasisUse.VIOLATED, notes, reference),
        *_cited(text, Column.BASIS, BasisUse.PENALISED, notes, reference),
    )


def _cited(
    text: str, column: Column, use: str, notes: Notes, reference: Reference
) -> tuple[BasisInput, ...]:
    if not text:
        return ()
    try:
        cited = parse_citations(text)
    except ValidationError as fault:
        told = "".join(fault.messages)
        notes.warn(column, _("%(told)s按原文登记，请登记后核对。"), told=told)
        return (BasisInput(use=use, law_title=text[:200], original=text[:300]),)
    return tuple(
        BasisInput(
            use=use,
            law=reference.law(citation.law_title),
            law_title=citation.law_title[:200],
            article=citation.article,
            sub_article=citation.sub,
            paragraph=citation.paragraph,
            item=citation.item,
            original=format_citation(citation)[:300],
        )
        for citation in cited
    )
