"""The number of a suspect who is no party of the case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import IdentifierType
from core.fields import EncryptedTextField
from referrals.models.referral import Referral


class NamedSuspect(models.Model):
    """By which document and number the police know whom they named (`referrals.suspects`).

    Beside the referral, whose values are shown and sent as they are: the number is encrypted
    and matched by its keyed hash, as that of a party is (cases.models.Party).
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="named_suspect"
    )
    identifier_type = models.CharField(_("证件类型"), max_length=18, choices=IdentifierType.choices)
    identifier = EncryptedTextField(_("证件号码"))
    identifier_hash = models.CharField(max_length=64, editable=False, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.referral_id} {self.identifier_type}"
