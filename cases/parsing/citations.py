"""Legal bases as cited: law, article, paragraph (款), item (项)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.parsing.fold import fold, fold_brackets
from core.numerals import NUMERAL, to_chinese, to_int

_N = rf"(?:{NUMERAL}|\d+)"
_JOIN = r"\s*(?:[、,和及与/至]|以及|或者?)\s*"
_GAP = r"[/\s]*"
_NUMBERS = rf"第?\(?{_N}\)?(?:{_JOIN}第?\(?{_N}\)?)*"
_ARTICLES = rf"第{_N}(?:{_JOIN}第?{_N})*\s*条(?:之{_N})?"
_PARAGRAPHS = rf"第{_N}(?:{_JOIN}第?{_N})*\s*款"
_ITEMS = rf"(?:第\(?{_N}\)?|\({_N}\))(?:{_JOIN}第?\(?{_N}\)?)*\s*项"
_REFERENCE = re.compile(
    rf"(?:(?P<articles>{_ARTICLES})(?:{_GAP}(?P<paragraphs>{_PARAGRAPHS}))?|(?P<more>{_PARAGRAPHS}))"
    rf"(?:{_GAP}(?P<items>{_ITEMS}))?|(?P<more_items>{_ITEMS})"
)
_TITLED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_EDITION = re.compile(r"\((\d{4}年?[^()]*|修[正订改]版?|[^()]{0,4}修[正订]版?)\)")
# What people leave out or write with a dash: 《法》124条1款2项, 第5-7条, 第五条—第七条.
_RANGE = re.compile(
    rf"(?<=[条款项)\d一二三四五六七八九十百千])\s*(?:—{{1,2}}|–|-|~|到)\s*"
    rf"(?=第?\(?{_N}\)?[条款项])"
)
# Also after a title without 《》, by the words with which titles end.
_BARE_ARTICLE = re.compile(rf"(?<=[》)法典例定则释知见准程范])\s*(?={_N}条)")
_BARE_PART = re.compile(rf"(?<=[条款])\s*(?={_N}[款项])")
_NUMBER_OR_RANGE = re.compile(rf"({_N})(?:\)?\s*至\s*第?\(?({_N}))?")
_LONGEST_RANGE = 50
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_LEAD = re.compile(
    r".*(?:违反了?|依照|依据|根据|按照|参照|适用)|"
    r"(?:[、:;,.。\s/]|的规定|之规定|规定|以及|及其|及|和|与|并|或者?|予以处罚|处罚依据|的)+"
)
_TITLE = re.compile(r".*(?:法|法典|条例|规定|办法|细则|规则|决定|解释|通知|意见|标准|规程|规范|\))")
_SAME = re.compile(r"(?:[本该同](?:法|法典|条例|规定|办法|细则|解释|决定))?|至")
_CHAPTER = re.compile(rf"第{_N}[编分章节].*$")


@dataclass(frozen=True)
class Citation:
    """One provision. `sub` is the 1 of 第二百七十六条之一; `edition` the 2018修正 of a title."""

    law_title: str
    article: int
    sub: int | None = None
    paragraph: int | None = None
    item: int | None = None
    edition: str = ""
    original: str = field(default="", compare=False)


def parse_citations(text: str) -> list[Citation]:
    """Every provision that `text` cites, in order, each once.

    Understands 《法》第五条第一款第（一）、（二）项, 法/第五章…/第五条/第1款, several laws joined
    by any punctuation, and further articles of the same law (第五条、第六条). ValidationError
    when a law is named without an article or an article without a law.
    """
    plain = _written_out(_QUOTED.sub("", fold_brackets(fold(text))))
    found: list[Citation] = []
    law, edition, position = "", "", 0
    previous: Citation | None = None
    for match in _REFERENCE.finditer(plain):
        gap = plain[position : match.start()]
        title = _title(gap, text)
        if not _SAME.fullmatch(title):
            (law, edition), previous = _split_edition(title), None
        if not law or (previous is None and not match["articles"]):
            raise ValidationError(
                _("“%(text)s”没有写明是哪部法律的哪一条。"), params={"text": match.group()}
            )
        cited = list(_expand(match, Citation(law, 0, edition=edition), previous))
        if gap.strip(" /、") == "至" and previous:
            cited = [*_between(previous, cited[0], match), *cited]
        found += cited
        previous, position = cited[-1], match.end()
    if rest := _TITLED.search(plain, position):
        raise ValidationError(_("《%(law)s》没有写明第几条。"), params={"law": rest[1]})
    if not found:
        raise ValidationError(
            _("“%(text)s”中没有找到法律条文，请写成“《法律名称》第几条第几款”。"),
            params={"text": text},
        )
    return list(dict.fromkeys(found))


def _title(gap: str, text: str) -> str:
    """The title of a law in the words before a reference; empty when they name none."""
    titled = list(_TITLED.finditer(gap))
    if len(titled) > 1:
        raise ValidationError(_("《%(law)s》没有写明第几条。"), params={"law": titled[0][1]})
    if titled:
        edition = _EDITION.match(gap, titled[0].end())
        return titled[0][1] + (edition.group() if edition else "")
    segments = [part for part in gap.split("/") if not _CHAPTER.match(part.strip())]
    tail = re.split(r"[。;,]", _CHAPTER.sub("", "/".join(segments).rstrip("/ ")))[-1]
    while lead := _LEAD.match(tail):
        tail = tail[lead.end() :]
    title = tail.strip()
    if not _SAME.fullmatch(title) and (len(title) > 60 or not _TITLE.fullmatch(title)):
        raise ValidationError(
            _("“%(text)s”中的法律名称不能识别，请加书名号。"), params={"text": text}
        )
    return title


def _split_edition(title: str) -> tuple[str, str]:
    edition = _EDITION.search(title)
    bare = _EDITION.sub("", title).strip()
    return bare.translate(str.maketrans("()", "（）")), edition[1] if edition else ""


def _written_out(plain: str) -> str:
    """The text with 至 for every range, and 第 where it was left out."""
    plain = _RANGE.sub("至", plain)
    return _BARE_PART.sub("第", _BARE_ARTICLE.sub("第", plain))


def _numbers(text: str | None) -> list[int]:
    """The numbers of 第（一）、（三）至（五）, ranges filled."""
    numbers: list[int] = []
    for found in _NUMBER_OR_RANGE.finditer(text or ""):
        first, last = to_int(found[1]), to_int(found[2] or found[1])
        if not first <= last <= first + _LONGEST_RANGE:
            raise ValidationError(_("条款范围“%(text)s”不对，请核对。"), params={"text": text})
        numbers += range(first, last + 1)
    if not all(1 <= number <= 9999 for number in numbers):
        raise ValidationError(_("条款号“%(text)s”不存在。"), params={"text": text})
    return numbers


def _expand(match: re.Match[str], base: Citation, previous: Citation | None) -> Iterator[Citation]:
    if match["articles"]:
        articles, _mark, sub = match["articles"].partition("条之")
        heads = [replace(base, article=n) for n in _numbers(articles)]
        heads[-1] = replace(heads[-1], sub=_numbers(sub)[0] if sub else None)
    else:
        assert previous is not None  # parse_citations refuses a paragraph without an article
        heads = [previous]
    paragraphs = _numbers(match["paragraphs"] or match["more"])
    items = _numbers(match["items"] or match["more_items"])
    *alone, last = heads
    yield from (replace(head, original=match.group()) for head in alone)
    if not match["more_items"]:
        last = replace(last, paragraph=None, item=None)
    tops = [replace(last, paragraph=n) for n in paragraphs] or [last]
    *alone, last = [replace(top, original=match.group()) for top in tops]
    yield from alone
    yield from ([replace(last, item=n) for n in items] or [last])


_LEVELS = ("article", "sub", "paragraph", "item")


def _between(first: Citation, last: Citation, match: re.Match[str]) -> list[Citation]:
    """第五条至第八条, 第一款至第三款, 第（一）项至第（五）项: what lies between the two."""
    differs = [n for n in _LEVELS if getattr(first, n) != getattr(last, n)]
    level = differs[0] if differs else "article"
    start, end = getattr(first, level) or 0, getattr(last, level) or 0
    if last.law_title != first.law_title or not 0 < start < end <= start + _LONGEST_RANGE:
        raise ValidationError(_("条款范围“%(text)s”不对，请核对。"), params={"text": match.group()})
    parts = {name: getattr(last, name) for name in _LEVELS[: _LEVELS.index(level)]}
    return [
        Citation(
            law_title=last.law_title,
            edition=last.edition,
            original=match.group(),
            **{"article": last.article, **parts, level: number},
        )
        for number in range(start + 1, end)
    ]


def format_citation(citation: Citation) -> str:
    """The provision as a decision cites it: 《食品安全法》第一百二十四条第一款第（一）项."""
    written = f"《{citation.law_title}》"
    if citation.edition:
        written += f"（{citation.edition}）"
    written += f"第{to_chinese(citation.article)}条"
    if citation.sub:
        written += f"之{to_chinese(citation.sub)}"
    if citation.paragraph:
        written += f"第{to_chinese(citation.paragraph)}款"
    if citation.item:
        written += f"第（{to_chinese(citation.item)}）项"
    return written


def title_key(title: str) -> str:
    """The form by which two spellings of a law's title are found to be the same law."""
    plain = _EDITION.sub("", fold_brackets(fold(title))).strip("《》 ")
    return plain.removeprefix("中华人民共和国").replace(" ", "")
