"""Whom a form may name."""

from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import ADMINISTRATORS, Person, Posting


def own_people(actor: Person) -> QuerySet[Person]:
    """The people of the actor's agency who work on cases, themselves included."""
    posts = Posting.objects.filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(agency_id=actor.agency_id, is_active=True, is_system=False)
        .filter(Exists(posts))
        .exclude(Exists(posts.filter(post__in=sorted(ADMINISTRATORS))))
        .order_by("pinyin", "pk")
    )
