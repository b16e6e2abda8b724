"""What follows a decision that fines: payment, leave to pay later, remedies, the court."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from cases.inputs import DeferralInput, PaymentInput, RemedyInput, StepInput
from cases.models import RemedyKind, RemedyOutcome, StepKind
from supervision.demo.clock import later
from supervision.demo.courses import Almanac

# What becomes of remedies, and how fines end, in shares of a hundred.
_OUTCOMES = {
    RemedyOutcome.UPHELD: 70,
    RemedyOutcome.CHANGED: 8,
    RemedyOutcome.REVOKED: 9,
    RemedyOutcome.WITHDRAWN: 13,
}
_ENDINGS = {
    "prompt": 82.0,
    "late": 8.0,
    "partial": 2.2,
    "deferred": 2.6,
    "broken": 0.5,
    "applied": 2.4,
    "reminded": 0.9,
    "neglected": 1.4,
}


@dataclass
class Aftermath:
    """The rows that follow a decision."""

    payments: list[PaymentInput] = field(default_factory=list)
    deferrals: list[DeferralInput] = field(default_factory=list)
    steps: list[StepInput] = field(default_factory=list)
    remedies: list[RemedyInput] = field(default_factory=list)
    closed: dt.date | None = None
    closing: str = ""


@dataclass
class Collector:
    """Draws what becomes of one fine after another."""

    random: Random
    almanac: Almanac
    _serial: int = 40_000

    def collect(
        self, fine: Decimal, served: dt.date, prefix: str, *, neglected: bool, small: bool
    ) -> Aftermath:
        """What became of a fine served on that day. `neglected`: nobody paid, nobody asked."""
        after = Aftermath()
        if neglected:
            return after
        if fine >= 2000 and self.random.random() < 0.035:
            self._remedy(after, served)
            if any(remedy.outcome == RemedyOutcome.REVOKED for remedy in after.remedies):
                self._close(after, after.remedies[-1].decided_on, "处罚决定被撤销，予以结案")
                return after
        ending = "prompt"
        if not small:
            ending = self.random.choices(list(_ENDINGS), list(_ENDINGS.values()))[0]
        getattr(self, f"_{ending}")(after, fine, served, prefix)
        if sum((payment.amount for payment in after.payments), Decimal(0)) >= fine:
            closing = (
                "经法院强制执行，罚款已缴清" if ending == "applied" else "罚款已缴清，案件执行完毕"
            )
            self._close(after, after.payments[-1].paid_on, closing)
        return after

    def without_fine(self, since: dt.date | None, closing: str) -> Aftermath:
        """A decision that asks for no money."""
        after = Aftermath()
        self._close(after, since, closing)
        return after

    def _close(self, after: Aftermath, since: dt.date | None, closing: str) -> None:
        if since and self.random.random() < 0.95:
            after.closed = self.almanac.past(later(self.random, since, 2, 16))
            after.closing = closing if after.closed else ""

    def _pay(self, after: Aftermath, amount: Decimal, day: dt.date) -> None:
        if day <= self.almanac.today:
            self._serial += self.random.randint(1, 9)
            receipt = f"NC{day:%y}{self._serial:08d}"
            after.payments.append(PaymentInput(amount=amount, paid_on=day, receipt_no=receipt))

    def _step(self, after: Aftermath, kind: StepKind, day: dt.date, number: str) -> bool:
        done = self.almanac.past(day)
        if done:
            after.steps.append(StepInput(kind=kind, done_on=done, number=number))
        return done is not None

    def _prompt(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        days = self.random.choice((0, 0, 1, 2, 3, 5, 7, 9, 11, 13, 14))
        self._pay(after, fine, served + dt.timedelta(days=days))

    def _late(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        paid = later(self.random, served, 17, 120)
        if (paid - served).days > 50:
            self._step(after, StepKind.REMINDER, paid - dt.timedelta(days=14), "")
        self._pay(after, fine, paid)

    def _partial(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        part = (fine * self.random.choice((30, 40, 50, 60)) / 100).quantize(Decimal("1E1"))
        self._pay(after, max(part, Decimal(10)), later(self.random, served, 3, 15))
        if self.random.random() < 0.6:
            self._applied(after, fine - part, served, prefix)

    def _deferred(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        self._leave(after, served)
        half = (fine / 2).quantize(Decimal("1E1"))
        for deferral in after.deferrals:
            self._pay(after, half, deferral.approved_on + dt.timedelta(days=20))
            self._pay(after, fine - half, deferral.plan_end - dt.timedelta(days=6))

    def _broken(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        self._leave(after, served)

    def _leave(self, after: Aftermath, served: dt.date) -> None:
        approved = self.almanac.past(later(self.random, served, 3, 13))
        if approved:
            end = later(self.random, approved, 60, 170)
            plan = self.random.choice(
                ("分两期缴纳", "因经营困难，延期一次缴清", "按季度分两期缴纳")
            )
            after.deferrals.append(DeferralInput(approved_on=approved, plan_end=end, plan=plan))

    def _neglected(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        """Nobody paid and nobody asked."""

    def _reminded(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        day = later(self.random, served, 40, 150)
        self._step(after, StepKind.REMINDER, day, self._number(prefix, "催告", day))

    def _applied(self, after: Aftermath, fine: Decimal, served: dt.date, prefix: str) -> None:
        day = later(self.random, served, 184, 212)
        if not self._step(after, StepKind.REMINDER, day, self._number(prefix, "催告", day)):
            return
        day = later(self.random, day, 13, 38)
        number = self._number(prefix, "强执申", day)
        if (
            self._step(after, StepKind.COURT_APPLICATION, day, number)
            and self.random.random() < 0.5
        ):
            self._pay(after, fine, later(self.random, day, 50, 160))

    def _number(self, prefix: str, kind: str, day: dt.date) -> str:
        return f"{prefix}{kind}〔{day.year}〕{self.random.randint(1, 38)}号"

    def _remedy(self, after: Aftermath, served: dt.date) -> None:
        filed = self.almanac.past(later(self.random, served, 8, 56))
        if filed is None:
            return
        sued = self.random.random() < 0.3
        kind = RemedyKind.LAWSUIT if sued else RemedyKind.RECONSIDERATION
        number = (
            f"（{filed.year}）宁9901行初{filed.month * 7}号"
            if sued
            else (f"宁政复〔{filed.year}〕{filed.timetuple().tm_yday // 4 + 1}号")
        )
        decided = self.almanac.past(later(self.random, filed, 40, 140 if sued else 75))
        outcome = self.random.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
        after.remedies.append(
            RemedyInput(
                kind=kind,
                body="宁川县人民法院" if sued else "宁川县人民政府",
                filed_on=filed,
                number=number,
                decided_on=decided,
                outcome=outcome if decided else "",
            )
        )
