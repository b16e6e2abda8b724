"""How the signed-in person is fetched."""

from django.contrib.auth.backends import ModelBackend

from agencies.models import Person


class PersonBackend(ModelBackend):
    """Django's password check; the person comes with their agency, which every page shows."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, or None once deactivated."""
        person = Person.objects.select_related("agency").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
