"""Identifiers with right check digits for people and organisations that don't exist.

The county's code is in no edition of GB/T 2260, so none of these was ever issued.
"""

import datetime as dt

from stdnum.cn import ric, uscc

REGION = "339901"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(serial: int, *, prefix: str) -> str:
    """A unified social credit code (GB 32100) around an organisation code (GB 11714)."""
    body = f"{serial:08d}"
    weighed = sum(int(d) * w for d, w in zip(body, _ORG_WEIGHTS, strict=True))
    rest = (11 - weighed % 11) % 11
    first = f"{prefix}{REGION}{body}{'X' if rest == 10 else rest}"
    return f"{first}{uscc.calc_check_digit(first)}"


def id_number(born: dt.date, serial: int) -> str:
    """A resident's number (GB 11643); `serial` below 1000 tells apart who was born that day."""
    first = f"{REGION}{born:%Y%m%d}{serial:03d}"
    return f"{first}{ric.calc_check_digit(f'{first}0')}"


def phone(serial: int) -> str:
    """A mobile number that no carrier gives out: the second digit is 0."""
    return f"10000{serial % 1_000_000:06d}"


def desk_phone(serial: int) -> str:
    """An office number that begins with 000."""
    return f"0000-{6_000_000 + serial % 1_000_000}"
