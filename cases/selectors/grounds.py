"""On which grounds the one search box finds a case, and where it looks for each.

What is read here are candidates, whoever may see them. cases.selectors.find asks the
access rows about each and shows only what stands in the text that the viewer is shown.
"""

from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, IntegerField, Q, QuerySet, Value, When
from django.db.models import Case as Choice
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Matter, Party, PartyKind
from cases.parsing.names import name_key
from cases.parsing.number_guess import guess_number, near_keys, same_but_issuer
from cases.parsing.personal import credit_code
from cases.redaction import Section
from cases.selectors.narrow import cases_by_words_in, contains, holding, one_of, parties_called
from cases.selectors.search import by_number
from cases.services.children import identifier_hash

# (rank, case, whether it is about a person's name)
Rows = QuerySet[Any, tuple[int, int, bool]]
NUMBER, CODE, PARTY, INITIALS, CAUSE, MATTER, PLACE, FACTS, NEAR = range(0, 90, 10)
LABELS: dict[int, str | Promise] = {
    NUMBER: _("文号"),
    CODE: _("统一社会信用代码"),
    PARTY: _("当事人"),
    INITIALS: _("当事人拼音首字母"),
    CAUSE: _("案由"),
    MATTER: _("处罚事项"),
    PLACE: _("发生地"),
    FACTS: _("违法事实"),
    NEAR: _("相近文号"),
}
SECTION_OF = {
    NUMBER: Section.IDENTITY,
    CODE: Section.PARTIES,
    PARTY: Section.PARTIES,
    INITIALS: Section.PARTIES,
    CAUSE: Section.MATTER,
    MATTER: Section.MATTER,
    PLACE: Section.FACTS,
    FACTS: Section.FACTS,
    NEAR: Section.IDENTITY,
}
WRITTEN = frozenset({CAUSE, MATTER, PLACE, FACTS})
Ids = Collection[int] | None


def ground_of(rank: int) -> int:
    """The ground of a rank: within it a name that begins with the words comes first."""
    return rank - rank % 10


def whole_number(text: str) -> Rows | None:
    """Cases of the whole number that was typed; None when it isn't one."""
    return _cases(by_number(text), NUMBER, None) if guess_number(text).key else None


def matters_called(text: str) -> list[int]:
    """Matters of the catalogue with these words; as ids, because with a subquery beside it
    the planner leaves the index of pairs aside."""
    if credit_code(text) or not _is_words(name_key(text)):
        return []
    return list(Matter.objects.filter(name__contains=text).order_by().values_list("pk", flat=True))


def _is_words(key: str) -> bool:
    return len(key) > 1 and not key.isascii()


def places_to_look(text: str, among: Ids, matters: list[int]) -> Iterator[tuple[int, Rows]]:
    """Grounds and where to look for them; with `among` only in these cases.

    `matters` are those of matters_called.
    """
    if code := credit_code(text):
        yield CODE, _of_code(code, among)
        return
    if guess_number(text):
        yield NUMBER, _cases(by_number(text), NUMBER, among)
    if key := name_key(text):
        yield PARTY, _named(key, among)
    initials = initials_typed(text)
    if initials:
        yield INITIALS, _with_initials(initials, among)
    if _is_words(key):
        yield from _written(text, among, matters)


def _cases(terms: Q, rank: int, among: Ids) -> Rows:
    rows = Case.objects.filter(terms)
    if among is not None:
        rows = rows.filter(one_of("pk", among))
    return rows.order_by().values_list(_whole(rank), "pk", _never())


def _of_parties(rows: QuerySet[Party], rank: Any, among: Ids) -> Rows:
    if among is not None:
        rows = rows.filter(one_of("case", among))
    personal = Choice(
        When(kind=PartyKind.NATURAL, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return rows.order_by().values_list(rank, "case_id", personal)


def _of_code(code: str, among: Ids) -> Rows:
    rows = Party.objects.filter(identifier_hash=identifier_hash(code), identifier_type="uscc")
    return _of_parties(rows, _whole(CODE), among)


def _named(key: str, among: Ids) -> Rows:
    rows = parties_called(key) if among is None else Party.objects.filter(name_key__contains=key)
    rank = Choice(
        When(name_key=key, then=Value(PARTY)),
        When(name_key__startswith=key, then=Value(PARTY + 1)),
        default=Value(PARTY + 2),
        output_field=IntegerField(),
    )
    return _of_parties(rows, rank, among)


def _with_initials(initials: str, among: Ids) -> Rows:
    starts = Q(name_initials__startswith=initials)
    # Of two letters trigrams know only how a name begins.
    within = Q(name_initials__contains=initials) if len(initials) > 2 else starts
    rank = Choice(
        When(starts, then=Value(INITIALS)),
        default=Value(INITIALS + 1),
        output_field=IntegerField(),
    )
    return _of_parties(Party.objects.filter(within), rank, among)


def initials_typed(text: str) -> str:
    """The text when it may be the initials of a name, else ""."""
    plain = text.lower()
    return plain if len(plain) > 1 and plain.isascii() and plain.isalnum() else ""


def _written(text: str, among: Ids, matters: list[int]) -> Iterator[tuple[int, Rows]]:
    """Words of the cause, the matter, the place and the facts."""
    called = {CAUSE: contains("cause", text), MATTER: Q(matter__in=matters)}
    told = {PLACE: contains("conduct_place", text), FACTS: contains("facts", text)}
    if among is not None:
        # In one pass: whoever is shown a later ground is shown the earlier ones.
        yield FACTS, _first_of(called | told, Case.objects.filter(one_of("pk", among)))
        return
    # Two by two, as the indexes are: of one alone that is rare all of the other were read.
    # Inside an OR the pairs are cut anew of every row, so the matter is asked first.
    held = called[MATTER] | (called[CAUSE] & holding(text))
    yield CAUSE, _first_of(called, cases_by_words_in("cause"), held)
    yield FACTS, _first_of(told, cases_by_words_in("conduct_place", "facts").filter(holding(text)))


def _first_of(grounds: dict[int, Q], cases: QuerySet[Case], terms: Q | None = None) -> Rows:
    """The cases with any of these grounds, each with the first; `terms` say the same by index."""
    rank = Choice(
        *(When(terms, then=Value(ground)) for ground, terms in grounds.items()),
        output_field=IntegerField(),
    )
    rows = cases.filter(reduce(or_, grounds.values()) if terms is None else terms)
    return rows.order_by().values_list(rank, "pk", _never())


def near_numbers(text: str) -> Rows | None:
    """Cases whose number is one slip away from the one typed; None if it isn't a whole one."""
    key = guess_number(text).key
    ending = same_but_issuer(key)
    if not ending:
        return None
    keys = near_keys(key)
    terms = Q(decision_key__in=keys) | Q(file_key__in=keys)
    terms |= Q(decision_key__endswith=ending) | Q(file_key__endswith=ending)
    return _cases(terms, NEAR, None)


def _whole(rank: int) -> Any:
    return Value(rank, output_field=IntegerField())


def _never() -> Any:
    return Value(False, output_field=BooleanField())
