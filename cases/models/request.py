"""Which forms have had their effect: a second click is not a second payment."""

from django.conf import settings
from django.db import models

from cases.models.case import Case


class RequestKey(models.Model):
    """The mark of a form about a case, written with what the form did."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="request_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class KeptAnswer(models.Model):
    """What a request with an idempotency key was answered; sent again, it gets the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    # Keyed hash of method, address and body.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    # Result lists: numbers and messages, no content of cases.
    body = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="kept_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"
