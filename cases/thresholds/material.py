"""What of a case is looked at: no names and no numbers of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.inputs import CaseInput
from cases.parsing.kinds import PenaltyKind
from cases.selectors import CaseView


@dataclass(frozen=True)
class Material:
    """The data of a case that a threshold may be held against; money in yuan.

    `matter`: the name of the penalty matter and the charge that it names. `earlier`: days of
    earlier penalties of the same parties, as far as they may be counted.
    """

    cause: str = ""
    facts: str = ""
    matter: tuple[str, str] = ("", "")
    cited: tuple[tuple[str, int | None], ...] = ()
    amount_involved: Decimal | None = None
    gains: Decimal | None = None
    earlier: tuple[date, ...] = ()

    @property
    def text(self) -> str:
        """Cause, matter and facts, in which words are looked for."""
        return _joined(self.cause, self.matter[0], self.facts)


def _joined(*parts: str) -> str:
    """Each part a sentence of its own: a word of one isn't read with a figure of another."""
    return "。".join(told for part in parts if (told := part.strip().rstrip("。")))


def _gains(penalties: Iterable[tuple[str, Decimal | None]]) -> Decimal | None:
    taken = [amount for kind, amount in penalties if kind == PenaltyKind.CONFISCATE_GAINS]
    return sum((amount for amount in taken if amount), Decimal(0)) or None


def of_input(data: CaseInput) -> Material:
    """Of a case that is being entered."""
    matter = data.matter
    return Material(
        cause=data.cause,
        facts=_joined(data.facts, data.decision_content),
        matter=(matter.name, matter.offence) if matter else ("", ""),
        cited=tuple((basis.law_title, basis.article) for basis in data.bases),
        amount_involved=data.amount_involved,
        gains=_gains((p.kind, p.amount) for p in data.penalties),
    )


def of_view(view: CaseView, *, offence: str, earlier: tuple[date, ...]) -> Material:
    """Of a recorded case as one viewer sees it; `offence`: the charge that its matter names."""
    return Material(
        cause=view.cause,
        facts=_joined(view.facts, view.decision_content),
        matter=(view.matter, offence),
        cited=tuple((basis.law_title, basis.article) for basis in view.bases),
        amount_involved=view.amount_involved,
        gains=_gains((p.kind, p.amount) for p in view.penalties),
        earlier=earlier,
    )
