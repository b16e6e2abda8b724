"""Parties of a case."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.grams import NameGrams
from cases.models.identity import Identity
from core.fields import EncryptedTextField


class PartyKind(models.TextChoices):
    NATURAL = "natural", _("自然人")
    SOLE_TRADER = "sole_trader", _("个体工商户")
    ORGANISATION = "organisation", _("法人及非法人组织")


class IdentifierType(models.TextChoices):
    USCC = "uscc", _("统一社会信用代码")
    ID_CARD = "id_card", _("身份证")
    PASSPORT = "passport", _("护照")
    HK_MACAO = "hk_macao", _("港澳居民来往内地通行证")
    TAIWAN = "taiwan", _("台湾居民来往大陆通行证")
    FOREIGN_RESIDENT = "foreign_resident", _("外国人永久居留身份证")
    REGISTRATION = "registration", _("工商注册号")
    OTHER = "other", _("其他")


class Party(models.Model):
    """Whom the case is about. The identifier is encrypted and matched by its keyed hash."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(_("当事人类别"), max_length=14, choices=PartyKind.choices)
    name = models.CharField(_("当事人名称"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False, blank=True)
    # hdsm for 宏达商贸: what people type who don't switch the input method on.
    name_initials = models.CharField(max_length=200, editable=False, blank=True)
    identifier_type = models.CharField(
        _("证件类型"), max_length=18, choices=IdentifierType.choices, blank=True
    )
    identifier = EncryptedTextField(_("证件号码"), blank=True)
    identifier_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # Whom the row stands for; cases.services.identities says so.
    identity = models.ForeignKey(
        Identity, on_delete=models.PROTECT, null=True, related_name="parties", editable=False
    )
    representative = models.CharField(_("法定代表人（经营者）"), max_length=50, blank=True)
    address = models.CharField(_("住所（住址）"), max_length=200, blank=True)
    phone = EncryptedTextField(_("联系电话"), blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="party_name_trigrams"),
            GinIndex(NameGrams("name_key"), name="party_name_grams"),
            # Whom a new number may belong to: few rows, and asked for each new one.
            GinIndex(
                NameGrams("name_key"), name="party_bare_grams", condition=Q(identifier_hash="")
            ),
            GinIndex(
                fields=["name_initials"], opclasses=["gin_trgm_ops"], name="party_initials_trigrams"
            ),
        ]

    def __str__(self) -> str:
        return self.name
