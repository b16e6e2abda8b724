"""Ways out of the platform that an agency has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import current_moment
from core.fields import EncryptedTextField


class Webhook(models.Model):
    """Where an agency's own system is told how much waits; set by the system administrator.

    ``secret`` signs what is sent, so that the receiver knows where it comes from.
    """

    agency = models.OneToOneField(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("机关")
    )
    url = models.URLField(_("地址"), max_length=300)
    secret = EncryptedTextField()
    is_active = models.BooleanField(_("启用"), default=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=current_moment)

    class Meta:
        verbose_name = _("消息推送地址")

    def __str__(self) -> str:
        return f"#{self.agency_id}"
