"""Numbers of papers (文号): gap-free by issuer, symbol and year, given at signing."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext

from agencies.models import Agency, Person
from audit.services import record
from core.clock import current_day
from documents.errors import Incomplete, NotVisible, Refused
from documents.kinds import PaperKind
from documents.models import SerialCounter
from documents.policies import may_number
from documents.series import full_symbol, printed, series_of

# No agency gives more of one kind in a year; a date typed by mistake is no number.
LAST_ON_PAPER = 99_999

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
    symbol = full_symbol(issuer, kind)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [issuer.pk, symbol, year])
        serial: int = cursor.fetchone()[0]
    return Number(symbol, year, serial, printed(issuer, kind, year, serial))


@transaction.atomic
def continue_numbers(
    *, actor: Person | None, issuer_id: int, symbol: str, year: int, last: int
) -> str:
    """A register that was kept on paper goes on here: the next number is the one after *last*.

    `symbol` is that of the kind (文种代字) alone, `last` the last number given on paper, 0 for
    none; the year is this one or, for papers that bear a day of it, the one before. Returns the
    next number as it will be printed. Raises NotVisible for who may not say so and for a series
    that the agency doesn't issue, Incomplete for a wrong number, and Refused once a number of the
    series was given here: it would leave a gap.
    """
    issuer = Agency.objects.filter(pk=issuer_id).first()
    if issuer is None or (actor is not None and not may_number(actor, issuer)):
        raise NotVisible
    kinds = series_of(issuer).get(symbol)
    if not kinds or (actor is not None and year not in numbered_years()):
        raise NotVisible
    if not 0 <= last <= LAST_ON_PAPER:
        message = gettext("请填写0至%(most)s之间的整数。") % {"most": LAST_ON_PAPER}
        raise Incomplete({"last": message})
    full = full_symbol(issuer, kinds[0])
    counter, _made = SerialCounter.objects.select_for_update().get_or_create(
        issuer_id=issuer_id, symbol=full, year=year
    )
    if counter.last > counter.taken_over:
        said = {"series": f"{full}〔{year}〕", "last": counter.last}
        raise Refused(gettext("%(series)s已在平台上编到第%(last)s号，不能再改起始号。") % said)
    if counter.taken_over != last:
        before = counter.taken_over
        SerialCounter.objects.filter(pk=counter.pk).update(last=last, taken_over=last)
        record(
            actor=actor,
            verb="document.continue_numbers",
            obj=issuer,
            changes={"series": f"{full}〔{year}〕", "last": [before, last]},
        )
    return printed(issuer, kinds[0], year, last + 1)


def numbered_years() -> tuple[int, int]:
    """The years in which numbers are still given: this one, and the one before for a paper that
    bears a day of it."""
    year = current_day().year
    return year, year - 1
