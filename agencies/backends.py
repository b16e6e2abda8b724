"""How the signed-in person is fetched."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from agencies.models import Person, Posting

_POSTS = ArraySubquery(Posting.objects.filter(person=OuterRef("pk")).values("post"))


class PersonBackend(ModelBackend):
    """Django's password check; the person comes with agency and posts, which every page needs."""

    def user_can_authenticate(self, user: Person | AnonymousUser | None) -> bool:
        """People in use; a system of an agency is known by its tokens only."""
        return super().user_can_authenticate(user) and not getattr(user, "is_system", False)

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, or None once deactivated."""
        people = Person.objects.select_related("agency").annotate(posts_held=_POSTS)
        person = people.order_by().filter(pk=user_id).first()
        if person is None or not self.user_can_authenticate(person):
            return None
        person.posts = frozenset(person.posts_held)
        return person
