"""Under which number another system knows a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models.case import Case


class ExternalKey(models.Model):
    """The number of a case in a system of its agency: sent again, it means this case.

    A case may have several; a number of a system belongs to one case of the agency.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(_("来源系统"), max_length=40)
    external_id = models.CharField(_("外部编号"), max_length=120)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="external_keys")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "system", "external_id"], name="external_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.external_id}"
