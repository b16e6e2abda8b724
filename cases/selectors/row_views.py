"""The rows of a case as they are shown: plain values with the labels of their choices."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

T = TypeVar("T")
_LABEL = "_label"


@dataclass(frozen=True)
class OfficerView:
    """An officer who handled the case."""

    name: str
    certificate_no: str


@dataclass(frozen=True)
class BasisView:
    """A cited provision."""

    use: str
    use_label: str
    law_id: int | None
    law_title: str
    article: int | None
    sub_article: int | None
    paragraph: int | None
    item: int | None
    original: str


@dataclass(frozen=True)
class PenaltyView:
    """A penalty; amount in yuan."""

    kind: str
    kind_label: str
    amount: Decimal | None
    detail: str


@dataclass(frozen=True)
class EvidenceView:
    """An item of evidence; `conversion_path`: as was said, or else as its kind goes."""

    kind: str
    kind_label: str
    name: str
    obtained_on: dt.date | None
    holder: str
    place: str
    collected_by: str
    legality: str
    legality_label: str
    conversion: str
    conversion_path: str
    conversion_path_label: str
    converted_by: str
    converted_on: dt.date | None


@dataclass(frozen=True)
class MeasureView:
    """A coercive measure."""

    kind: str
    kind_label: str
    object_text: str
    started_on: dt.date
    released_on: dt.date | None


@dataclass(frozen=True)
class PaymentView:
    """Money paid, in yuan."""

    amount: Decimal
    paid_on: dt.date
    receipt_no: str


@dataclass(frozen=True)
class DeferralView:
    """Leave to pay later."""

    approved_on: dt.date
    plan_end: dt.date
    plan: str


@dataclass(frozen=True)
class StepView:
    """A step towards compulsory enforcement."""

    kind: str
    kind_label: str
    done_on: dt.date
    number: str


@dataclass(frozen=True)
class RemedyView:
    """A reconsideration or lawsuit."""

    kind: str
    kind_label: str
    body: str
    filed_on: dt.date
    number: str
    decided_on: dt.date | None
    outcome: str
    outcome_label: str


def row_views(kind: type[T], rows: Iterable[Model], clean: Callable[[str], str]) -> tuple[T, ...]:
    """The rows as views of this kind; `clean` takes out of every text what may not be shown."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a TypeVar can't say "dataclass"
    found = ({name: _value(row, name) for name in names} for row in rows)
    return tuple(
        kind(**{n: clean(v) if isinstance(v, str) else v for n, v in values.items()})
        for values in found
    )


def _value(row: Model, name: str) -> Any:
    if not name.endswith(_LABEL):
        return getattr(row, name)
    choice = name.removesuffix(_LABEL)
    return getattr(row, f"get_{choice}_display")() if getattr(row, choice) else ""
