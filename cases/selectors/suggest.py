"""Typeahead by Chinese or pinyin initials. Laws and matters are public; officers are
those of the actor's own agency."""

from django.db.models import Case as SqlCase
from django.db.models import IntegerField, Q, QuerySet, Value, When

from agencies.models import Person
from cases.models import Law, Matter
from cases.policies import sees_cases

MOST = 12


def _starting_first(field: str, text: str) -> SqlCase:
    return SqlCase(
        When(**{f"{field}__startswith": text}, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def suggest_matters(actor: Person, text: str) -> QuerySet[Matter]:
    """Current matters by name, code or initials; the actor's own sector first."""
    if not sees_cases(actor):
        return Matter.objects.none()
    words = Q(name__contains=text) | Q(code__startswith=text) | Q(pinyin__contains=text.lower())
    own_sector = SqlCase(
        When(sector=actor.agency.sector, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Matter.objects.filter(words, is_current=True)
    return found.order_by(own_sector, _starting_first("pinyin", text.lower()), "name")[:MOST]


def suggest_laws(actor: Person, text: str) -> QuerySet[Law]:
    """Laws by title, short title, alias or initials."""
    if not sees_cases(actor):
        return Law.objects.none()
    words = (
        Q(title__contains=text)
        | Q(short_title__contains=text)
        | Q(aliases__contains=[text])
        | Q(pinyin__contains=text.lower())
    )
    found = Law.objects.filter(words)
    return found.order_by(_starting_first("short_title", text), "short_title")[:MOST]


def suggest_officers(actor: Person, text: str) -> QuerySet[Person]:
    """Active people of the actor's own agency who have an enforcement certificate.

    By name, by the initials of the name or by sign-in name.
    """
    if not sees_cases(actor):
        return Person.objects.none()
    people = Person.objects.filter(agency=actor.agency, is_active=True).exclude(certificate_no="")
    lower = text.lower()
    words = Q(name__contains=text) | Q(pinyin__startswith=lower) | Q(username__startswith=lower)
    return people.filter(words).order_by("name")[:MOST]
