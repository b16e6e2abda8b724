"""Numbers of papers (文号): gap-free by issuer, symbol and year, given at signing."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import Agency
from documents.errors import Incomplete
from documents.kinds import PaperKind

_NEXT = """
INSERT INTO documents_serialcounter AS counter (issuer_id, symbol, year, last)
VALUES (%s, %s, %s, 1)
ON CONFLICT (issuer_id, symbol, year) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


@dataclass(frozen=True)
class Number:
    """The parts of a number, and how it is printed."""

    symbol: str
    year: int
    serial: int
    printed: str


def next_number(issuer: Agency, kind: PaperKind, year: int) -> Number:
    """The next number; the row of its counter stays locked until the transaction ends.

    So whoever comes second waits, and a signing that fails gives its number back.
    Raises Incomplete when the agency has no symbol of its own (机关代字).
    """
    if not issuer.number_prefix:
        raise Incomplete({"": _("本机关还没有机关代字，不能编文号，请系统管理员设置。")})
    symbol = f"{issuer.number_prefix}{kind.symbol}"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [issuer.pk, symbol, year])
        serial: int = cursor.fetchone()[0]
    printed = kind.number.format(
        agency=issuer.number_prefix, symbol=kind.symbol, year=year, serial=serial
    )
    return Number(symbol, year, serial, printed)
