"""What the case and the referral already say, for the forms and papers of a referral.

Nothing is shown here that the viewer doesn't see: both come cut to what they may. Papers are
written in Chinese, whatever the language of the page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from agencies.models import Agency
from cases.late_fees import late_fee_of
from cases.models import Outcome, StepKind
from cases.redaction import PartyView
from cases.selectors import CaseView
from core.clock import current_day
from documents.kinds import PaperKind, Section
from documents.kinds.laws import in_full
from documents.models import Document
from referrals.flows import FLOWS
from referrals.flows.table import Role
from referrals.goods.selectors import paper_rows
from referrals.selectors.shapes import ReferralView, StepView
from referrals.words import fields_of


def _case_name(view: CaseView) -> str:
    """某某涉嫌某某案, as cases are called on paper."""
    party = view.parties[0].name if view.parties else ""
    others = "等" if len(view.parties) > 1 else ""
    cause = view.cause if view.cause.endswith("案") else f"{view.cause}案"
    return f"{party}{others}{cause}" if party and not view.cause.startswith(party) else cause


def _details(party: PartyView) -> str:
    parts = (
        f"{party.kind_label}：{party.name}",
        f"{party.identifier_label}：{party.identifier}" if party.identifier else "",
        f"法定代表人（经营者）：{party.representative}" if party.representative else "",
        f"住所（住址）：{party.address}" if party.address else "",
    )
    return "，".join(part for part in parts if part)


def _reminder(view: CaseView) -> str:
    served = [step for step in view.steps if step.kind == StepKind.REMINDER]
    if not served:
        return ""
    newest = max(served, key=lambda step: step.done_on)
    number = newest.number or "文号未登记"
    day = newest.done_on
    return f"已于{day.year}年{day.month}月{day.day}日送达催告书（{number}），当事人逾期仍未履行。"


def _money(amount: Decimal | None) -> str:
    return f"{amount:.2f}" if amount is not None else ""


def _late_fee(view: CaseView) -> str:
    """What has been added to the fine until today (行政处罚法 Art. 72)."""
    fee = late_fee_of(view)
    return _money(fee.accrued) if fee is not None and fee.accrued else ""


def _owed(view: CaseView) -> str:
    """Fine and late fee until today, less what was paid: money beyond the fine pays the fee."""
    if view.fine_total is None or view.paid_total is None:
        return ""
    fee = late_fee_of(view)
    added = fee.accrued if fee is not None else Decimal(0)
    return _money(max(view.fine_total + added - view.paid_total, Decimal(0)))


def _gone_to_police(view: CaseView) -> bool:
    """Then what stands as its decision is the letter of the handover, and no penalty."""
    return view.outcome == Outcome.TO_JUDICIAL


# Of the case alone: what the fields of a transition start with.
FACTS: Mapping[str, Callable[[CaseView], str]] = {
    "amount_involved": lambda view: _money(view.amount_involved),
    "case_name": _case_name,
    "case_number": lambda view: view.number,
    "case_source": lambda view: view.source_label,
    "cause": lambda view: view.cause,
    "conduct_place": lambda view: view.conduct_place,
    "contact": lambda view: f"{view.owner} {view.owner_phone}".strip() if view.own else "",
    "decided_on": lambda view: (
        view.decided_on.isoformat() if view.decided_on and not _gone_to_police(view) else ""
    ),
    "decision_content": lambda view: view.decision_content,
    "decision_number": lambda view: "" if _gone_to_police(view) else view.decision_number,
    "evidence": lambda view: "\n".join(f"{e.kind_label}：{e.name}" for e in view.evidence),
    "facts": lambda view: view.facts,
    "file_number": lambda view: view.file_number,
    "late_fee": _late_fee,
    "owed": _owed,
    "handlers": lambda view: "\n".join(
        f"{o.name}（{o.certificate_no}）" if o.certificate_no else o.name for o in view.officers
    ),
    "parties": lambda view: "、".join(each.name for each in view.parties),
    "party_details": lambda view: "\n".join(_details(each) for each in view.parties),
    "party_name": lambda view: "、".join(each.name for each in view.parties),
    "reminder": _reminder,
    "served_on": lambda view: view.served_on.isoformat() if view.served_on else "",
    "suspects": lambda view: "\n".join(each.name for each in view.parties),
    "unpaid": lambda view: _money(view.unpaid),
}


@dataclass(frozen=True)
class _Known:
    """All that a paper may be filled from."""

    case: CaseView | None
    referral: ReferralView | None
    signer: str
    # The articles by which papers of this kind are made; those of the case are added.
    law: str = ""

    def said(self, name: str) -> str:
        """What was typed under this name in an earlier step."""
        value = self.referral.data.get(name) if self.referral else None
        return value if isinstance(value, str) else ""

    def in_words(self, name: str) -> str:
        """The same as papers say it: of a choice its words and not its key."""
        text = self.said(name)
        if self.referral is None or not text:
            return text
        done = [step.transition for step in self.referral.steps]
        field = fields_of(FLOWS[self.referral.flow], done).get(name)
        choices = dict(field.choices) if field is not None else {}
        with override("zh-hans"):
            return str(choices.get(text, text))

    def side(self, role: Role) -> str:
        """The agency on a side, by its full name as papers say it."""
        sides = self.referral.sides if self.referral else ()
        found = next((each for each in sides if each.role == role and each.current), None)
        if found is None:
            return ""
        named = Agency.objects.filter(pk=found.agency_id).values_list("name", flat=True)
        return named.first() or found.agency


def _paper_number(referral: ReferralView | None) -> str:
    """The number of the other side's newest paper, which this one answers; else of one's own."""
    if referral is None:
        return ""
    papers = [step for step in referral.steps if step.document_id is not None]
    mine = {role.value for role in referral.roles}
    others = [step for step in papers if step.role not in mine]
    newest = max(others or papers, key=lambda step: step.number, default=None)
    if newest is None:
        return ""
    numbers = Document.objects.filter(pk=newest.document_id or 0).values_list("number", flat=True)
    return numbers.first() or ""


def _letter_number(referral: ReferralView | None) -> str:
    """The number of one's own newest paper, where this one is about that."""
    steps = referral.steps if referral is not None else ()
    mine = {role.value for role in referral.roles} if referral is not None else set()
    papers = [step for step in steps if step.document_id is not None and step.role in mine]
    newest = max(papers, key=lambda step: step.number, default=None)
    document_id = newest.document_id if newest is not None else None
    numbers = Document.objects.filter(pk=document_id or 0).values_list("number", flat=True)
    return numbers.first() or ""


def _opinion_number(referral: ReferralView | None) -> str:
    """The number of the procuratorial opinion, whatever was written since."""
    steps = referral.steps if referral is not None else ()
    opinions = [step.document_id for step in steps if step.transition == "issue_opinion"]
    newest = next((each for each in reversed(opinions) if each is not None), 0)
    return Document.objects.filter(pk=newest).values_list("number", flat=True).first() or ""


def _called(known: _Known) -> str:
    """The case as it is called on paper; without one, by who it is about and of what."""
    if known.case is not None:
        return _case_name(known.case)
    about = known.referral.party if known.referral else ""
    everybody = known.said("suspect") or known.said("subjects").replace("\n", "、") or about
    who, *others = everybody.split("、")
    charge = known.said("charge")
    named = f"{who}{'等' if others else ''}{f'涉嫌{charge}' if charge else ''}"
    return f"{named}案" if who else ""


def _course(known: _Known) -> str:
    """What was done since it was sent, a line each, with the papers whose numbers are known."""
    if known.referral is None or known.referral.sent_at is None:
        return ""
    since = timezone.localdate(known.referral.sent_at)
    numbers = {paper.id: paper.number for paper in known.referral.papers}
    lines = []
    for step in known.referral.steps:
        day = timezone.localdate(step.at)
        if day < since or not step.agency:
            continue
        number = numbers.get(step.document_id or 0, "")
        paper = f"（{number}）" if number else ""
        done = _called_in_papers(known.referral.flow, step)
        lines.append(f"{day.year}年{day.month}月{day.day}日，{step.agency}：{done}{paper}；")
    return "\n".join(lines).rstrip("；") + "。" if lines else ""


def _called_in_papers(flow_name: str, step: StepView) -> str:
    """The step by its Chinese name, whatever the page speaks."""
    flow = FLOWS.get(flow_name)
    done = flow.transition_of(step.transition) if flow is not None else None
    with override("zh-hans"):
        return str(done.label) if done is not None else step.label


def _own_reason(known: _Known) -> str:
    """The reason that one's own side gave in the step just made, which this paper tells of."""
    if known.referral is None or not known.referral.steps:
        return ""
    newest = known.referral.steps[-1]
    if newest.role not in {role.value for role in known.referral.roles}:
        return ""
    return next(("\n".join(v.lines) for v in newest.values if v.name == "reason"), "")


def _about_whom(known: _Known) -> str:
    """Of the parties, each on a line; where it is about one suspect, of that one alone.

    Who is no party of the case stands there by name.
    """
    parties = known.case.parties if known.case is not None else ()
    who = known.said("suspect")
    if known.referral is not None and FLOWS[known.referral.flow].per_suspect:
        who = known.referral.party
    meant = [each for each in parties if not who or each.name in who.split("、")]
    return "\n".join(_details(each) for each in meant) or who


def _team(known: _Known) -> str:
    """Who examined the suspicion; before they are named, who worked on the case."""
    told = known.referral.values if known.referral else ()
    named = next(("\n".join(line.lines) for line in told if line.name == "team"), "")
    return named or (FACTS["handlers"](known.case) if known.case else "")


def _day_sent(known: _Known) -> str:
    sent = known.referral.sent_at if known.referral else None
    return timezone.localdate(sent).isoformat() if sent else ""


def _suspect_number(known: _Known) -> str:
    """Masked, as on every page: of who is no party, or of the party of that name."""
    if known.referral is None:
        return ""
    shown = known.referral.suspect
    if shown is not None:
        return f"{shown.identifier_label}：{shown.identifier}" if shown.identifier else ""
    parties = known.case.parties if known.case is not None else ()
    found = next((each for each in parties if each.name == known.referral.party), None)
    return f"{found.identifier_label}：{found.identifier}" if found and found.identifier else ""


def _new_evidence(known: _Known) -> str:
    """What was collected after the matter was sent, and so wasn't sent with it."""
    sent = known.referral.sent_at if known.referral else None
    if sent is None or known.case is None:
        return ""
    day = timezone.localdate(sent)
    items = (e for e in known.case.evidence if e.obtained_on and e.obtained_on > day)
    return "\n".join(f"{e.kind_label}：{e.name}" for e in items)


_OF_REFERRAL: Mapping[str, Callable[[_Known], str]] = {
    "case_name": _called,
    "charge": lambda known: known.said("charge"),
    "course": _course,
    "handed_over_on": _day_sent,
    "kind_law": lambda known: known.law,
    "letter_number": lambda known: _letter_number(known.referral),
    "materials": lambda known: known.said("materials"),
    "hearing_rights": lambda known: "收到本催告书后，你（单位）有权进行陈述和申辩。",
    "new_evidence": _new_evidence,
    "opinion_number": lambda known: _opinion_number(known.referral),
    "own_reason": _own_reason,
    "party_details": _about_whom,
    "team": _team,
    "paper_number": lambda known: _paper_number(known.referral),
    "receiver": lambda known: known.side(Role.RECEIVER),
    "sender": lambda known: known.side(Role.SENDER) or (known.case.owner if known.case else ""),
    "signer": lambda known: known.signer,
    "suspect": lambda known: (
        (known.referral.party if known.referral else "") or known.said("suspect")
    ),
    "suspect_number": _suspect_number,
    "threshold": lambda known: known.said("threshold"),
    "title": lambda known: known.referral.title if known.referral else "",
    "today": lambda known: current_day().isoformat(),
}


# Said by whoever writes, never taken over from an earlier step: that was the other side.
_OWN_WORDS = {"contact", "opinion", "reason", "remark"}
# Facts that have another form where each stands on a line of its own.
_IN_LINES = {"party_name": "suspects"}


def filled(
    kind: PaperKind,
    view: CaseView | None,
    referral: ReferralView | None = None,
    *,
    signer: str = "",
) -> dict[str, Any]:
    """The sections of a paper that are known before anybody types; `signer` is who signs it."""
    known = _Known(view, referral, signer, in_full(kind.law))
    values = {section.name: _section(section, known) for section in kind.sections}
    return {name: value for name, value in values.items() if value}


def _section(section: Section, known: _Known) -> Any:
    if section.kind == "table":
        return _table(section, known)
    source = _IN_LINES.get(section.source, section.source) if section.kind == "lines" else ""
    text = _fact(source or section.source, known)
    if not text and section.name not in _OWN_WORDS:
        choice = section.kind == "choice"
        text = known.said(section.name) if choice else known.in_words(section.name)
    if section.kind == "lines":
        return [line for line in text.split("\n") if line.strip()][: section.most]
    if section.kind == "choice":
        return text if text in dict(section.choices) else ""
    return text[: section.most] if section.kind == "text" else text


def _fact(source: str, known: _Known) -> str:
    if source in _OF_REFERRAL:
        return _OF_REFERRAL[source](known)
    if source in FACTS and known.case is not None:
        return FACTS[source](known.case)
    return ""


def _table(section: Section, known: _Known) -> Sequence[Mapping[str, str]]:
    """Rows of evidence; other tables are typed, or filled from the list they belong to."""
    names = [name for name, _label in section.columns]
    if section.source == "goods" and known.referral is not None:
        listed = paper_rows(known.referral.id)
        return [{name: row.get(name, "") for name in names} for row in listed][: section.most]
    if section.source != "evidence_items" or known.case is None:
        return []
    rows = (
        {
            "kind": item.kind_label,
            "name": item.name,
            "collected": item.obtained_on.isoformat() if item.obtained_on else "",
        }
        for item in known.case.evidence
    )
    return [{name: row.get(name, "") for name in names} for row in rows][: section.most]
