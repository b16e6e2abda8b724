"""Official papers: drafted, signed and numbered, sealed, never changed afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SIGNED = "signed", _("已签发")
    VOID = "void", _("已作废")


class Document(models.Model):
    """One paper of a kind of `documents.kinds`.

    `values` are its sections as typed; they are fixed when it is signed, and so is the number.
    What it is about is named as in clocks and to-dos: `subject_type` and `subject_id`;
    `case_id` is the case it belongs to, if any (no foreign key: cases are a floor above).
    """

    kind = models.CharField(_("文书种类"), max_length=40)
    # Of the template, so that a paper is rendered as it was signed.
    edition = models.PositiveSmallIntegerField(default=1)
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True, blank=True)
    # What it is drafted for: the name of the transition that it will be signed with.
    purpose = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    # To whom it is addressed, in words; agencies that get it are in its deliveries.
    addressee = models.CharField(_("主送"), max_length=200, blank=True)
    values = models.JSONField(default=dict)
    # What frames the sections: to whom it goes, and from its signing on all names that the
    # sheet bears, as they were then (documents.paper).
    frame = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    grade = models.PositiveSmallIntegerField(_("数据级别"), default=3)
    # About something that only named people may know of: shown to nobody else, nowhere.
    confidential = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    # The day printed on it (R9: a decision is made on the day its paper bears).
    dated = models.DateField(_("成文日期"), null=True, blank=True)
    # 文号: symbol of issuer and kind, year, serial; `number` is how it is printed.
    symbol = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("文号"), max_length=80, blank=True)
    # HMAC-SM3 over everything that the paper says (documents.sealing).
    seal = models.CharField(max_length=64, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("文书")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "symbol", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="document_number_once",
            ),
            models.UniqueConstraint(
                fields=["issuer", "subject_type", "subject_id", "purpose", "kind"],
                condition=Q(state="draft"),
                name="document_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", serial__isnull=True)
                | Q(~Q(state="draft"), ~Q(seal=""), serial__isnull=False, dated__isnull=False),
                name="document_numbered_when_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(void_reason=""), name="document_void_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="document_subject"),
            models.Index(fields=["case_id"], name="document_case"),
            # A number is looked up by its serial: symbol and year are often left out.
            models.Index(
                fields=["serial", "year"],
                condition=Q(serial__isnull=False),
                name="document_serial",
            ),
            models.Index(fields=["issuer", "-signed_at", "-id"], name="document_register"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} #{self.pk}"


class SerialCounter(models.Model):
    """The last serial number given, by issuer, symbol and year; locked while one is given.

    Those up to `taken_over` were given before the register was kept here; the rest is gap-free.
    """

    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    taken_over = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["issuer", "symbol", "year"], name="serial_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("taken_over")), name="serial_after_taken_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol}〔{self.year}〕{self.last}"


class Rendering(models.Model):
    """A signed paper as a file. Made from what was sealed; made again, it is the same paper."""

    class Form(models.TextChoices):
        DOCX = "docx", "docx"
        PDF = "pdf", "PDF"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renderings")
    form = models.CharField(max_length=4, choices=Form.choices)
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["document", "form"], name="rendering_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.form}"


class Delivery(models.Model):
    """A paper on its way to an agency: sent, delivered, signed for. A copy (抄送) is one too."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_copy = models.BooleanField(_("抄送"), default=False)
    sent_at = models.DateTimeField()
    # Laid on the receiver's desk by the outbox.
    delivered_at = models.DateTimeField(null=True, blank=True)
    signed_for_at = models.DateTimeField(null=True, blank=True)
    signed_for_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Taken back by the issuer before it was signed for.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdraw_reason = models.CharField(max_length=200, blank=True)
    # When its service was recorded by other means than a signature (登记送达): that day counts,
    # and nobody is asked to sign any more, though they still may.
    served_on = models.DateField(_("登记送达日期"), null=True, blank=True)
    # When an unsigned one is next asked after; empty once it was signed for.
    chase_at = models.DateTimeField(null=True, blank=True)
    chased = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["document", "receiver"],
                condition=Q(withdrawn_at__isnull=True),
                name="delivery_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | (Q(signed_for_at__isnull=True) & ~Q(withdraw_reason="")),
                name="delivery_withdrawn_before_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-sent_at", "-id"], name="delivery_received"),
            models.Index(
                fields=["receiver", "sent_at"],
                condition=Q(
                    is_copy=False,
                    served_on__isnull=True,
                    signed_for_at__isnull=True,
                    withdrawn_at__isnull=True,
                ),
                name="delivery_unsigned",
            ),
            models.Index(
                fields=["chase_at"], condition=Q(chase_at__isnull=False), name="delivery_chase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.receiver_id}"
