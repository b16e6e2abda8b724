"""To whom a to-do can be handed over."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import ADMINISTRATORS, HEADS, Person, Posting
from inbox.models import Todo
from inbox.selectors.lines import seen_of


def colleagues_for(actor: Person, todos: Sequence[Todo]) -> QuerySet[Person]:
    """Colleagues of the actor's agency who hold the posts of all these to-dos.

    A head may give a to-do to whoever of the agency works on cases. Whether somebody may
    see its subject is asked once somebody is chosen, by `fit_for`.
    """
    people = Person.objects.filter(
        agency_id=actor.agency_id, is_active=True, is_system=False
    ).exclude(pk=actor.pk)
    posts = Posting.objects.filter(person=OuterRef("pk"))
    people = people.filter(Exists(posts)).exclude(
        Exists(posts.filter(post__in=sorted(ADMINISTRATORS)))
    )
    if not actor.holds(*HEADS):
        for post in {todo.post for todo in todos if todo.post}:
            people = people.filter(Exists(posts.filter(post=post)))
    return people.prefetch_related("postings").select_related("agency__group").order_by("pinyin")


def fit_for(colleague: Person, todos: Sequence[Todo]) -> list[Todo]:
    """Those of the to-dos whose subject this colleague may see."""
    return seen_of(colleague, list(todos))
