"""Markers: words that stand nowhere else, planted in every field of a case.

A marker's *level* says what it takes to see it (cases/redaction.py); `CasePlan`
says who sees which levels of which case. Whatever isn't named there must not
appear, in whatever a persona can open.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from cases.inputs import (
    BasisInput,
    CaseInput,
    DeferralInput,
    EvidenceInput,
    MeasureInput,
    OfficerInput,
    PartyInput,
    PaymentInput,
    PenaltyInput,
    RemedyInput,
    StepInput,
)

# Levels, from what a pointer sees to what nobody sees without asking for it.
IDENTITY, MATTER, DECISION, EXECUTION = "identity", "matter", "decision", "execution"
PARTIES, REMEDIES, OFFICERS = "parties", "remedies", "officers"
FACTS, HISTORY, NUMBERS = "facts", "history", "numbers"
# Beside the case: what a decided flag says, what is typed and not recorded, a file's rows.
FLAG, DRAFT, ROWS = "flag", "draft", "rows"
# Of a referral: what the sender says, and what the receiver answers.
PASSED, ANSWERED = "passed", "answered"

POINTER = frozenset({IDENTITY})
FOLLOWER = POINTER | {MATTER, DECISION, EXECUTION}
GRADE_2 = FOLLOWER | {PARTIES, REMEDIES, OFFICERS}
GRADE_3 = GRADE_2 | {FACTS, HISTORY}

_RARE = "魆魈魋魌魍魎魑魖魕魗魙鬹鬺鬻"
_words = ("鬽" + "".join(letters) for letters in product(_RARE, repeat=3))
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_card(serial: int) -> str:
    """A made-up ID number with the right check digit; the serial is its hidden middle."""
    body = f"339901{19400101 + serial * 10000:08d}{serial % 1000:03d}"
    total = sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


@dataclass
class Markers:
    """The markers of one case by level, and the input that carries them."""

    tag: str
    serial: int
    words: dict[str, list[str]] = field(default_factory=dict)

    def word(self, level: str, *shown: str) -> str:
        """A new marker of this level; `shown` replaces it by a value that must be found."""
        text = shown[0] if shown else next(_words)
        self.words.setdefault(level, []).append(text)
        return text

    def case_input(self, **said: Any) -> CaseInput:
        """A decided case, unpaid for most of a year, with a marker wherever text fits."""
        day, word = dt.date, self.word
        decision = word(IDENTITY, f"宁罚决〔2026〕第{770000 + self.serial}号")
        person, trader = word(FACTS), word(FACTS)
        # Amounts: with and without separators, so that no way of printing them hides one.
        fine = 713_001 + self.serial * 1000
        word(DECISION, f"{fine:,}")
        word(DECISION, f"{fine}.00")
        number, phone = id_card(self.serial), f"139{45600000 + self.serial * 1111:08d}"
        for secret in (number, number[3:-4], phone):
            word(NUMBERS, secret)
        values: dict[str, Any] = {
            # People are named in texts of a lower grade than their names.
            "cause": f"欧阳{person}{word(MATTER)}案",
            "file_number": word(IDENTITY, f"宁立〔2025〕{880000 + self.serial}号"),
            "filed_on": day(2025, 12, 8),
            "found_on": day(2025, 12, 1),
            "conduct_from": day(2025, 11, 3),
            "conduct_place": word(FACTS),
            # Enough for a suggested offence, whose words are taken from here.
            "facts": f"查明以次充好，{word(FACTS)}销售金额60000元。",
            "outcome": "penalty",
            "decision_number": decision,
            "decided_on": day(2026, 1, 5),
            "decision_content": f"决定{word(FACTS)}。",
            "served_on": day(2026, 1, 8),
            "service_method": "direct",
            "parties": (
                PartyInput(
                    kind="natural",
                    name=f"欧阳{person}",
                    identifier_type="id_card",
                    identifier=number,
                    phone=phone,
                    address=word(FACTS),
                ),
                PartyInput(
                    kind="organisation",
                    name=f"{word(PARTIES)}食品有限公司",
                    representative=f"林{trader}",
                ),
            ),
            "officers": (OfficerInput(name=word(OFFICERS)), OfficerInput(name=word(OFFICERS))),
            "bases": (BasisInput(law_title=word(DECISION), article=1),),
            "penalties": (PenaltyInput(kind="fine", amount=Decimal(fine), detail=word(DECISION)),),
            "evidence": (
                EvidenceInput(
                    kind="physical",
                    name=word(FACTS),
                    holder=word(FACTS),
                    place=word(FACTS),
                    collected_by=word(FACTS),
                    converted_by=word(FACTS),
                    converted_on=day(2026, 1, 4),
                ),
            ),
            "measures": (
                MeasureInput(kind="seal", object_text=word(FACTS), started_on=day(2025, 12, 9)),
            ),
            "payments": (
                PaymentInput(
                    amount=Decimal(100), paid_on=day(2026, 1, 9), receipt_no=word(EXECUTION)
                ),
            ),
            "remedies": (
                RemedyInput(
                    kind="reconsideration",
                    body=word(REMEDIES),
                    number=word(REMEDIES),
                    filed_on=day(2026, 1, 12),
                    decided_on=day(2026, 1, 20),
                    outcome="upheld",
                ),
            ),
        }
        data = CaseInput(**{**values, **said})
        # What was said otherwise took its markers with it.
        kept = repr(data)
        for level, words in self.words.items():
            self.words[level] = [w for w in words if w in kept or w[0].isdigit()]
        return data

    def with_execution(self) -> dict[str, Any]:
        """Execution steps and a deferral: a case with them isn't flagged."""
        day = dt.date
        return {
            "deferrals": (
                DeferralInput(
                    approved_on=day(2026, 1, 9),
                    plan_end=day(2026, 3, 1),
                    plan=self.word(EXECUTION),
                ),
            ),
            "steps": (
                StepInput(kind="reminder", done_on=day(2026, 3, 2), number=self.word(EXECUTION)),
            ),
        }
