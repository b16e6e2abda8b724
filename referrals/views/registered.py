"""What was registered, each item once: beside the step with which it was last said."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.selectors import DocumentLine
from referrals.selectors.shapes import ReferralView, StepView, ValueLine

_PAID = "paid"
# Stands beside its step, as the ground of that.
_REASON = "reason"


@dataclass(frozen=True)
class Registered:
    """What still stands of what was said with one step; without a step what came along."""

    step: StepView | None
    lines: Sequence[ValueLine]


@dataclass(frozen=True)
class Entry:
    """A step with its paper, where the viewer may open that, and what was said otherwise later."""

    step: StepView
    paper: DocumentLine | None
    earlier: Sequence[ValueLine]

    @property
    def reason(self) -> str:
        """The ground of the step, whole."""
        typed = (line.text for line in self.step.values if line.name == _REASON)
        return next(typed, self.step.reason)


def registered(view: ReferralView) -> list[Registered]:
    """The items of the referral by the steps with which they were said, in their order."""
    found: dict[int, list[ValueLine]] = {}
    for line in view.values:
        step = next((each for each in reversed(view.steps) if _says(each, line)), None)
        lines = found.setdefault(step.number if step else 0, [])
        lines.append(line)
        if line.name == _PAID and view.paid is not None:
            # The line tells of the last payment alone.
            lines.append(_sum("paid_total", _("累计实缴（元）"), view.paid.total))
            lines.append(_sum("rest", _("尚欠罚款（元，不含加处罚款）"), view.paid.rest))
    steps = {step.number: step for step in view.steps}
    return [Registered(steps.get(number), lines) for number, lines in sorted(found.items())]


def entries(view: ReferralView) -> list[Entry]:
    """The run of steps. What `registered` tells isn't told again."""
    papers = {paper.id: paper for paper in view.papers}
    now = {line.name: line.lines for line in view.values}
    return [
        Entry(
            step,
            papers.get(step.document_id or 0),
            [
                line
                for line in step.values
                if line.name != _REASON and now.get(line.name) != line.lines
            ],
        )
        for step in view.steps
    ]


def _sum(name: str, label: str, amount: Decimal) -> ValueLine:
    return ValueLine(name, label, (f"{amount:,.2f}",))


def _says(step: StepView, line: ValueLine) -> bool:
    return any(each.name == line.name and each.lines == line.lines for each in step.values)
