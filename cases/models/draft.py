"""What a clerk has typed and not yet recorded."""

import uuid

from django.conf import settings
from django.db import models

from agencies.models import Agency
from cases.models.case import Case
from core.fields import EncryptedTextField


class CaseDraft(models.Model):
    """The entry form as last sent, encrypted. Recording it twice gives one case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    form_data = EncryptedTextField(blank=True)
    title = models.CharField(max_length=120, blank=True)
    # Rises with every save: what was sent earlier and comes later is refused by it.
    sequence = models.PositiveBigIntegerField(default=0)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="draft")
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or str(self.id)

    @property
    def audit_label(self) -> str:
        """The title may hold a name."""
        return str(self.id)
