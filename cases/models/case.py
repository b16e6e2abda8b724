"""The case: filing, facts, decision, service, publication and closing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Person, Sector
from cases.models.choices import (
    ExecutionStatus,
    Outcome,
    PenaltyStatus,
    Procedure,
    RemedyStatus,
    ServiceMethod,
    Source,
)
from cases.models.grams import TextGrams
from cases.models.reference import Matter
from cases.parsing.kinds import PenaltyKind


class Channel(models.TextChoices):
    BROWSER = "browser", _("网页录入")
    IMPORT = "import", _("文件导入")
    API = "api", _("系统对接")


class FilingFields(models.Model):
    """From the source of the case to the facts found."""

    file_number = models.CharField(_("立案号"), max_length=60, blank=True)
    file_key = models.CharField(max_length=80, blank=True, editable=False)
    source = models.CharField(
        _("案件来源"), max_length=20, choices=Source.choices, default=Source.INSPECTION
    )
    found_on = models.DateField(_("发现日期"), null=True, blank=True)
    filed_on = models.DateField(_("立案日期"), null=True, blank=True)
    procedure = models.CharField(
        _("适用程序"), max_length=12, choices=Procedure.choices, default=Procedure.ORDINARY
    )
    matter = models.ForeignKey(
        Matter, verbose_name=_("处罚事项"), on_delete=models.PROTECT, null=True, blank=True
    )
    cause = models.CharField(_("案由"), max_length=300)
    sector = models.CharField(_("执法领域"), max_length=30, blank=True, choices=Sector.choices)
    facts = models.TextField(_("违法事实"), max_length=5000, blank=True)
    conduct_from = models.DateField(_("违法行为发生日期"), null=True, blank=True)
    conduct_to = models.DateField(_("违法行为终了日期"), null=True, blank=True)
    conduct_place = models.CharField(_("违法行为发生地"), max_length=200, blank=True)
    amount_involved = models.DecimalField(
        _("涉案金额（元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    class Meta:
        abstract = True


class DecisionFields(models.Model):
    """The decision as printed, its service, publication and the closing of the case."""

    outcome = models.CharField(_("处理结果"), max_length=12, choices=Outcome.choices, blank=True)
    decision_number = models.CharField(_("决定书文号"), max_length=128, blank=True)
    decision_key = models.CharField(max_length=160, blank=True, editable=False)
    decided_on = models.DateField(
        _("决定日期"), null=True, blank=True, help_text=_("以决定书载明的日期为准")
    )
    decision_content = models.TextField(_("处罚内容"), max_length=4000, blank=True)
    collectively_discussed = models.BooleanField(_("经集体讨论"), default=False)
    legally_reviewed = models.BooleanField(_("经法制审核"), default=False)
    penalty_kinds = ArrayField(
        models.CharField(max_length=30, choices=PenaltyKind.choices),
        default=list,
        editable=False,
    )
    fine_total = models.DecimalField(
        _("罚款合计（元）"), max_digits=16, decimal_places=2, default=0, editable=False
    )
    confiscated_total = models.DecimalField(
        _("没收合计（元）"), max_digits=16, decimal_places=2, default=0, editable=False
    )
    paid_total = models.DecimalField(
        _("已缴合计（元）"), max_digits=16, decimal_places=2, default=0, editable=False
    )
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    service_method = models.CharField(
        _("送达方式"), max_length=12, choices=ServiceMethod.choices, blank=True
    )
    published_on = models.DateField(_("公示日期"), null=True, blank=True)
    publish_until = models.DateField(_("公示截止期"), null=True, blank=True)
    publication_withdrawn_on = models.DateField(_("撤回公示日期"), null=True, blank=True)
    closed_on = models.DateField(_("结案日期"), null=True, blank=True)
    closing_reason = models.CharField(_("结案说明"), max_length=200, blank=True)

    class Meta:
        abstract = True


class Case(FilingFields, DecisionFields):
    """One penalty case of one agency. Reached only through cases.selectors."""

    owner = models.ForeignKey(
        Agency, verbose_name=_("办案机关"), on_delete=models.PROTECT, related_name="+"
    )
    penalty_status = models.CharField(
        _("处罚状态"), max_length=14, choices=PenaltyStatus.choices, editable=False
    )
    execution_status = models.CharField(
        _("执行状态"), max_length=12, choices=ExecutionStatus.choices, editable=False
    )
    remedy_status = models.CharField(
        _("救济状态"), max_length=12, choices=RemedyStatus.choices, editable=False
    )
    missing = ArrayField(
        models.CharField(max_length=30),
        default=list,
        editable=False,
        help_text=_("登记时缺少、须补全的内容"),
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, editable=False)
    # One request makes one case, however often it is sent.
    request_key = models.CharField(max_length=80, null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("案件")
        # view_case is the one permission of the access table.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "decision_key"],
                condition=~Q(decision_key=""),
                name="case_decision_number_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "request_key"],
                condition=Q(request_key__isnull=False),
                name="case_request_once",
            ),
            models.CheckConstraint(
                condition=Q(fine_total__gte=0) & Q(paid_total__gte=0),
                name="case_money_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(conduct_to__isnull=True)
                | Q(conduct_from__isnull=True)
                | Q(conduct_to__gte=F("conduct_from")),
                name="case_conduct_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["decision_key"], name="case_by_decision_key"),
            models.Index(fields=["file_key"], name="case_by_file_key"),
            # A part of a number, such as 〔2026〕264号.
            GinIndex(
                fields=["decision_key"], name="case_decision_trigrams", opclasses=["gin_trgm_ops"]
            ),
            GinIndex(fields=["file_key"], name="case_file_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["owner", "decided_on"], name="case_by_decided_on"),
            # What the query form asks for, when it is rare: cases.selectors.narrow.
            GinIndex(TextGrams("cause"), name="case_cause_grams"),
            GinIndex(TextGrams("conduct_place", "facts"), name="case_text_grams"),
            # The order of a list that is asked for days.
            models.Index(fields=["-decided_on", "-id"], name="case_decided_order"),
            models.Index(fields=["fine_total"], name="case_fine_total"),
            models.Index(
                fields=["remedy_status"], condition=~Q(remedy_status="none"), name="case_in_remedy"
            ),
            # SM-01 looks here and nowhere else.
            models.Index(
                fields=["served_on", "id"],
                condition=Q(outcome="penalty", fine_total__gt=F("paid_total")),
                name="case_unpaid",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.cause

    @property
    def audit_label(self) -> str:
        """The audit names a case by its number, never by what it is about."""
        return self.number or f"#{self.pk}"

    @property
    def number(self) -> str:
        """The number by which people name the case: that of its decision, once there is one.

        Of a case that went to the judiciary what stands as such is its handover's letter.
        """
        if self.outcome == Outcome.TO_JUDICIAL:
            return self.file_number or self.decision_number
        return self.decision_number or self.file_number


class Officer(models.Model):
    """An officer who handled the case; two at least (行政处罚法 Art. 42)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="officers")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("执法人员"), max_length=40)
    certificate_no = models.CharField(_("执法证号"), max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
