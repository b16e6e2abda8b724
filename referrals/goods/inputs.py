"""What a list consists of when it comes in."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class GoodsInput:
    """One kind of goods; `stays`: kept by the agency for special storage."""

    name: str
    quantity: Decimal
    unit: str
    features: str = ""
    kept_at: str = ""
    origin: str = ""
    stays: bool = False
