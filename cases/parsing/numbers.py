"""Document numbers (文号) and court case numbers (案号)."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.parsing.fold import fold_brackets, squeeze
from core.numerals import NUMERAL, to_int

_TAIL = rf"第?(?P<serial>\d+)(?P<branch>(?:号?之(?:{NUMERAL}|\d+)|号?-\d+)?号?)"
_AGENCY = re.compile(
    rf"(?P<prefix>[^()\d][^《》]*?)\((?P<year>\d{{4}})\)(?P<infix>[^\d()第-]*){_TAIL}", re.ASCII
)
_COURT = re.compile(
    rf"\((?P<year>\d{{4}})\)(?P<court>最高法|[一-龥]\d{{0,4}})(?P<kind>(?:(?!第)[一-龥])+){_TAIL}",
    re.ASCII,
)
_KIND = re.compile(
    r"(?P<issuer>.*?)(?P<kind>(?:"
    r"不?予?行?政?处?罚决|当场?罚决?|不罚决?|处罚告|罚告|听告|罚听告|行?政?处罚|罚|"
    r"责改|限改|先保|登保|查扣|解扣|强制|催告|催|强申|申强|执申|"
    r"案?件?移送?|移|线移|受案?|不予?立|立|撤案?|回|"
    r"行公建|行建|公建|社建|检建|建|行意|意|不立通|通立|"
    r"执监通|执监决|监通|监决"
    r")字?)"
)


@dataclass(frozen=True)
class DocumentNumber:
    """A number as written (`original`), taken apart, with the `key` it is matched by.

    `prefix` is everything before the year (court: the court code and case type); it is also
    split into who issued it and what kind of document it is where the kind is known.
    `serial` is 0 and `year` None when the number is not recognised; the key still holds.
    """

    original: str
    key: str
    recognised: bool = False
    is_court: bool = False
    prefix: str = ""
    issuer_prefix: str = ""
    kind_prefix: str = ""
    year: int | None = None
    serial: int = 0
    sub: int | None = None


def _sub_number(match: re.Match[str]) -> int | None:
    branch = match["branch"].replace("号", "").lstrip("之-")
    return to_int(branch) if branch else None


def parse_number(text: str) -> DocumentNumber:
    """Take a document number apart; never fails, see `recognised`.

    〔2024〕12号 and 〔2024〕第000012号 are the same number; so are any brackets, full-width
    digits, spaces and a missing 号. A branch written after the year (〔2022〕龙华12号) counts.
    """
    plain = fold_brackets(squeeze(text))
    if match := _COURT.fullmatch(plain):
        return _from_court(text, match)
    if match := _AGENCY.fullmatch(plain):
        return _from_agency(text, match)
    return DocumentNumber(original=text, key=plain)


def _branch(sub: int | None) -> str:
    return "" if sub is None else f"-{sub}"


def _from_court(text: str, match: re.Match[str]) -> DocumentNumber:
    serial, sub = int(match["serial"]), _sub_number(match)
    prefix = match["court"] + match["kind"]
    return DocumentNumber(
        original=text,
        key=f"({match['year']}){prefix}{serial}号" + _branch(sub),
        recognised=True,
        is_court=True,
        prefix=prefix,
        issuer_prefix=match["court"],
        kind_prefix=match["kind"],
        year=int(match["year"]),
        serial=serial,
        sub=sub,
    )


def _from_agency(text: str, match: re.Match[str]) -> DocumentNumber:
    serial, sub = int(match["serial"]), _sub_number(match)
    prefix, infix = match["prefix"], match["infix"]
    kind = _KIND.fullmatch(prefix)
    return DocumentNumber(
        original=text,
        key=f"{prefix}〔{match['year']}〕{infix}{serial}号" + _branch(sub),
        recognised=True,
        prefix=prefix,
        issuer_prefix=kind["issuer"] if kind else prefix,
        kind_prefix=kind["kind"] if kind else "",
        year=int(match["year"]),
        serial=serial,
        sub=sub,
    )


_YEAR = re.compile(r"\((\d{4})\)", re.ASCII)
_ZEROS = re.compile(r"第0*(?=\d+号)|(?<!\d)0+(?=\d+号)|(?<=[)〕])第?0+(?=\d)")


def number_part(text: str) -> str:
    """A piece of a number, spelled as it stands in the key: (2026)第000264号 → 〔2026〕264号."""
    plain = fold_brackets(squeeze(text))
    years = re.sub(r"\((\d{4})\)", r"〔\1〕", plain)
    return _ZEROS.sub("", years)


def number_key(text: str) -> str:
    """The normalised form by which two spellings of one number are found to be the same."""
    return parse_number(text).key


def tidy_number(text: str) -> str:
    """The number in the brackets and digits of the standard: 宁市监罚决[2026] 12号 → 〔2026〕12号.

    Words and zeros stay as written; so does what isn't recognised as a number. The key is
    that of the text.
    """
    number = parse_number(text)
    if not number.recognised or number.is_court:
        return text
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    tidy = _YEAR.sub(r"〔\1〕", fold_brackets(plain), count=1)
    return tidy if number_key(tidy) == number.key else text


def year_warning(number: DocumentNumber, on: datetime.date | None) -> str | None:
    """A warning when the year in the number is not that of the document's date."""
    if number.year is None or on is None or number.year == on.year:
        return None
    return _("文号中的年份是 %(year)s 年，而文书日期是 %(date)s，请核对。") % {
        "year": number.year,
        "date": on.isoformat(),
    }
