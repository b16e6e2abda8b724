"""Lists of laws, charges and matters, for those who may read them."""

import re

from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Q, QuerySet, Value, When

from agencies.models import Person
from cases.models import Charge, Law, Matter
from cases.policies import reads_laws
from cases.selectors.suggest import MOST
from core.clock import current_day


def laws_matching(
    actor: Person, *, text: str = "", level: str = "", status: str = ""
) -> QuerySet[Law]:
    """Laws without the titles of their earlier editions, each with the number of its `wordings`
    and its `rank`: 0 for what is called exactly so.
    """
    if not reads_laws(actor):
        return Law.objects.none()
    laws = Law.objects.filter(edition_of=None).annotate(
        wordings=Count("versions"), rank=_rank(text)
    )
    if text:
        laws = laws.filter(
            Q(title__contains=text)
            | Q(short_title__contains=text)
            | Q(aliases__contains=[text])
            | Q(pinyin__contains=text.lower())
        )
    if level:
        laws = laws.filter(level=level)
    return laws.filter(status=status) if status else laws


def _rank(text: str) -> SqlCase:
    """Laws that are called so before those that only speak of it."""
    return SqlCase(
        When(short_title=text, then=Value(0)),
        When(aliases__contains=[text], then=Value(0)),
        When(short_title__startswith=text, then=Value(1)),
        When(pinyin__startswith=text.lower(), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def law_for(actor: Person, pk: int) -> Law | None:
    """A law that this person may read."""
    if not reads_laws(actor):
        return None
    return Law.objects.select_related("successor", "edition_of").filter(pk=pk).first()


def charges_matching(actor: Person, *, text: str = "", state: str = "") -> QuerySet[Charge]:
    """Charges by name, initials or the number of their article."""
    if not reads_laws(actor):
        return Charge.objects.none()
    charges = Charge.objects.select_related("successor")
    if text:
        words = Q(name__contains=text) | Q(pinyin__contains=text.lower())
        if number := re.fullmatch(r"第?(\d{1,4})条?", text):
            words |= Q(number=int(number[1]))
        charges = charges.filter(words)
    over = Q(valid_to__lt=current_day())
    if state == "current":
        return charges.exclude(over)
    return charges.filter(over) if state == "ended" else charges


def suggest_charges(actor: Person, text: str) -> QuerySet[Charge]:
    """Current charges for the typeahead, those that begin so first."""
    return charges_matching(actor, text=text, state="current")[:MOST]


def matters_matching(
    actor: Person, *, text: str = "", sector: str = "", state: str = ""
) -> QuerySet[Matter]:
    """The powers-and-duties catalogue by name, code, initials and sector."""
    if not reads_laws(actor):
        return Matter.objects.none()
    matters = Matter.objects.select_related("charge")
    if text:
        matters = matters.filter(
            Q(name__contains=text) | Q(code__startswith=text) | Q(pinyin__contains=text.lower())
        )
    if sector:
        matters = matters.filter(sector=sector)
    if state:
        matters = matters.filter(is_current=state == "current")
    return matters
