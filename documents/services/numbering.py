"""Numbers of papers (文号): gap-free by issuer, symbol and year, given at signing."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext

from agencies.models import Agency
from documents.errors import Incomplete, Refused
from documents.kinds import PaperKind
from documents.models import SerialCounter

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
        raise Incomplete({"": gettext("本机关还没有机关代字，不能编文号，请系统管理员设置。")})
    symbol = f"{issuer.number_prefix}{kind.symbol}"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [issuer.pk, symbol, year])
        serial: int = cursor.fetchone()[0]
    printed = kind.number.format(
        agency=issuer.number_prefix, symbol=kind.symbol, year=year, serial=serial
    )
    return Number(symbol, year, serial, printed)


@transaction.atomic
def continue_numbers(*, issuer_id: int, symbol: str, year: int, last: int) -> None:
    """The first number given here is the one after *last*, the last one given on paper.

    Raises Refused once a number of that series was given here: it would leave a gap.
    """
    series = SerialCounter.objects.select_for_update()
    counter, _made = series.get_or_create(issuer_id=issuer_id, symbol=symbol, year=year)
    if counter.last > counter.taken_over:
        raise Refused(
            gettext("%(series)s已在平台上编到第%(last)s号，不能再改起始号。")
            % {"series": f"{symbol}〔{year}〕", "last": counter.last}
        )
    series.filter(pk=counter.pk).update(last=last, taken_over=last)
