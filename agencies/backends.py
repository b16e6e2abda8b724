"""How the signed-in person is fetched."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser

from agencies.models import Person


class PersonBackend(ModelBackend):
    """Django's password check; the person comes with their agency, which every page shows."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """People in use; a system of an agency is known by its tokens only."""
        return super().user_can_authenticate(user) and not getattr(user, "is_system", False)

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, or None once deactivated."""
        person = Person.objects.select_related("agency").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
