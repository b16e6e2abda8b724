"""What the API shows of a case. Built from the same cut-down dataclasses as the pages."""

import datetime as dt

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agencies.api.schema import FaultSerializer
from cases.selectors import CaseLine, CaseView

_HANDOVER_NUMBER = _("移送书文号；没有移送司法机关的案件为空")
_HANDED_OVER_ON = _("移送司法机关的日期；没有移送的案件为空")


class Plain(serializers.Serializer[object]):
    """Read-only."""


class CaseLineSerializer(Plain):
    """A line of the list. What the caller may not see is empty or masked."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    parties = serializers.CharField(help_text="Name of the first party")
    party_count = serializers.IntegerField()
    cause = serializers.CharField()
    owner = serializers.CharField()
    own = serializers.BooleanField(help_text="Whether it is a case of the caller's agency")
    profile = serializers.CharField()
    penalty_status = serializers.CharField()
    execution_status = serializers.CharField()
    remedy_status = serializers.CharField()
    decided_on = serializers.DateField(source="penalty_decided_on", allow_null=True)
    handed_over_on = serializers.DateField(allow_null=True, help_text=_HANDED_OVER_ON)
    entered_at = serializers.DateTimeField()
    fine_total = serializers.DecimalField(16, 2, allow_null=True, help_text="Yuan")
    paid_total = serializers.DecimalField(16, 2, allow_null=True, help_text="Yuan")
    next_due_on = serializers.SerializerMethodField(
        help_text="The last day of what ends first; null while that stands still"
    )
    next_due_provisional = serializers.BooleanField(
        source="next_due.provisional",
        default=False,
        help_text="Whether that day may still move",
    )
    incomplete = serializers.BooleanField()

    def get_next_due_on(self, line: CaseLine) -> dt.date | None:
        """A day that is nobody's last day isn't told."""
        clock = line.next_due
        return clock.due_on if clock and not clock.is_paused else None


class CasePageSerializer(Plain):
    """One page; a cursor is null where nothing more is."""

    items = CaseLineSerializer(many=True)
    next_cursor = serializers.CharField(allow_null=True)
    previous_cursor = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text="Counted up to 1000")
    more = serializers.BooleanField(help_text="Whether there are more than counted")


class WhySerializer(Plain):
    """Why the caller sees the case."""

    profile_label = serializers.CharField()
    source_label = serializers.CharField()
    basis = serializers.CharField()
    purpose = serializers.CharField()
    granted_by = serializers.CharField()
    granted_at = serializers.DateTimeField()
    until = serializers.CharField(allow_null=True)
    grade_ceiling = serializers.IntegerField()


class PartySerializer(Plain):
    """A party; numbers are always masked."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    name = serializers.CharField()
    name_masked = serializers.BooleanField()
    identifier_label = serializers.CharField()
    identifier = serializers.CharField()
    representative = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()


class OfficerSerializer(Plain):
    name = serializers.CharField()
    certificate_no = serializers.CharField()


class BasisSerializer(Plain):
    use = serializers.CharField()
    law_title = serializers.CharField()
    article = serializers.IntegerField(allow_null=True)
    sub_article = serializers.IntegerField(allow_null=True)
    paragraph = serializers.IntegerField(allow_null=True)
    item = serializers.IntegerField(allow_null=True)


class PenaltySerializer(Plain):
    kind = serializers.CharField()
    amount = serializers.DecimalField(16, 2, allow_null=True)
    detail = serializers.CharField()


class EvidenceSerializer(Plain):
    kind = serializers.CharField()
    name = serializers.CharField()
    obtained_on = serializers.DateField(allow_null=True)
    holder = serializers.CharField()
    place = serializers.CharField()
    collected_by = serializers.CharField()
    legality = serializers.CharField()
    conversion = serializers.CharField(
        source="conversion_path",
        help_text=_("没有另行填写的，按证据种类"),
    )
    converted_by = serializers.CharField()
    converted_on = serializers.DateField(allow_null=True)


class MeasureSerializer(Plain):
    kind = serializers.CharField()
    object_text = serializers.CharField()
    started_on = serializers.DateField()
    released_on = serializers.DateField(allow_null=True)


class PaymentSerializer(Plain):
    amount = serializers.DecimalField(16, 2)
    paid_on = serializers.DateField()
    receipt_no = serializers.CharField()


class DeferralSerializer(Plain):
    approved_on = serializers.DateField()
    plan_end = serializers.DateField()
    plan = serializers.CharField()


class StepSerializer(Plain):
    kind = serializers.CharField()
    done_on = serializers.DateField()
    number = serializers.CharField()


class RemedySerializer(Plain):
    kind = serializers.CharField()
    body = serializers.CharField()
    filed_on = serializers.DateField()
    number = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()


class ClockSerializer(Plain):
    """A period as it was counted, with what was left out of it and added."""

    rule_key = serializers.CharField(source="clock.rule_key")
    started_on = serializers.DateField(source="clock.started_on")
    due_on = serializers.DateField(
        source="ends_on", allow_null=True, help_text="The last day; null while it stands still"
    )
    due_at = serializers.DateTimeField(
        source="clock.due_at", allow_null=True, help_text="The end of a period in hours"
    )
    provisional = serializers.BooleanField(
        source="clock.provisional", help_text="Whether the last day may still move"
    )
    paused_on = serializers.DateField(
        source="clock.paused_on", allow_null=True, help_text="Since when it stands still"
    )
    lapses = serializers.BooleanField(
        source="clock.lapses", help_text="A right of the party or a time to wait: nobody is late"
    )
    closed_on = serializers.DateField(source="clock.closed_on", allow_null=True)
    void = serializers.BooleanField(
        source="clock.void", help_text="Whether what began it turned out not to have happened"
    )
    explanation = serializers.CharField()


class TimelineSerializer(Plain):
    on = serializers.DateField()
    title = serializers.CharField()
    detail = serializers.CharField()


class CaseSerializer(Plain):
    """A case. Only the sections named in `sections` are shared; the others are empty."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    sections = serializers.SerializerMethodField()
    profile = serializers.CharField()
    own = serializers.BooleanField()
    why = WhySerializer()
    number = serializers.CharField()
    file_number = serializers.CharField()
    owner = serializers.CharField()
    owner_phone = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())
    entered_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    cause = serializers.CharField()
    matter = serializers.CharField()
    sector = serializers.CharField()
    penalty_status = serializers.CharField()
    found_on = serializers.DateField(allow_null=True)
    filed_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    closing_reason = serializers.CharField()
    facts = serializers.CharField()
    conduct_from = serializers.DateField(allow_null=True)
    conduct_to = serializers.DateField(allow_null=True)
    conduct_place = serializers.CharField()
    amount_involved = serializers.DecimalField(16, 2, allow_null=True)
    outcome = serializers.CharField()
    decision_number = serializers.SerializerMethodField(
        help_text=_("处罚（不予处罚）决定书文号；已移送司法机关的案件为空")
    )
    decided_on = serializers.SerializerMethodField()
    handover_number = serializers.SerializerMethodField(help_text=_HANDOVER_NUMBER)
    handed_over_on = serializers.SerializerMethodField(help_text=_HANDED_OVER_ON)
    decision_content = serializers.CharField()
    penalty_kinds = serializers.ListField(
        child=serializers.CharField(), source="penalty_kind_labels"
    )
    fine_total = serializers.DecimalField(16, 2, allow_null=True)
    confiscated_total = serializers.DecimalField(16, 2, allow_null=True)
    collectively_discussed = serializers.BooleanField(allow_null=True)
    legally_reviewed = serializers.BooleanField(allow_null=True)
    served_on = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    publish_until = serializers.DateField(allow_null=True)
    publication_withdrawn_on = serializers.DateField(allow_null=True)
    execution_status = serializers.CharField()
    paid_total = serializers.DecimalField(16, 2, allow_null=True)
    unpaid = serializers.DecimalField(16, 2, allow_null=True)
    remedy_status = serializers.CharField()
    parties = PartySerializer(many=True)
    officers = OfficerSerializer(many=True)
    bases = BasisSerializer(many=True)
    penalties = PenaltySerializer(many=True)
    evidence = EvidenceSerializer(many=True)
    measures = MeasureSerializer(many=True)
    payments = PaymentSerializer(many=True)
    deferrals = DeferralSerializer(many=True)
    steps = StepSerializer(many=True)
    remedies = RemedySerializer(many=True)
    clocks = ClockSerializer(many=True, source="periods")
    timeline = TimelineSerializer(many=True)

    def get_decision_number(self, case: CaseView) -> str:
        """A handover is no decision on a penalty."""
        return "" if case.handed_over else case.decision_number

    def get_decided_on(self, case: CaseView) -> dt.date | None:
        """The same of the day."""
        return None if case.handed_over else case.decided_on

    def get_handover_number(self, case: CaseView) -> str:
        """The number of the letter with which it went to the judiciary."""
        return case.decision_number if case.handed_over else ""

    def get_handed_over_on(self, case: CaseView) -> dt.date | None:
        """The day of that."""
        return case.decided_on if case.handed_over else None

    def get_sections(self, case: CaseView) -> list[str]:
        """The sections shared with the caller."""
        return sorted(case.sections)


class ResultSerializer(Plain):
    """What became of one case."""

    status = serializers.ChoiceField(["recorded", "updated", "unchanged"])
    id = serializers.IntegerField(help_text=_("案件在平台上的编号"))
    version = serializers.IntegerField()


class ItemResultSerializer(Plain):
    """What became of one item of a batch."""

    index = serializers.IntegerField()
    status = serializers.ChoiceField(["recorded", "updated", "unchanged", "stale", "refused"])
    id = serializers.IntegerField(required=False)
    version = serializers.IntegerField(required=False)
    # A serializer has a property of that name.
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment]  # DRF has a property of this name


class CountsSerializer(Plain):
    """How many items of each result."""

    recorded = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    stale = serializers.IntegerField()
    refused = serializers.IntegerField()


class BatchResultSerializer(Plain):
    """Results in the order of the items."""

    items = ItemResultSerializer(many=True)
    counts = CountsSerializer()


class KeySerializer(Plain):
    """Under which number a system of the own agency knows the case."""

    system = serializers.CharField()
    external_id = serializers.CharField()


class ChangeSerializer(Plain):
    """One case that appeared, changed or is gone; of one that is gone only its id is told."""

    what = serializers.ChoiceField(["appeared", "changed", "gone"])
    id = serializers.IntegerField()
    number = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(allow_null=True)
    changed_at = serializers.DateTimeField(allow_null=True)
    own = serializers.BooleanField(help_text=_("是否本机关的案件"))
    keys = KeySerializer(many=True)


class ChangesSerializer(Plain):
    """Changes in the order in which to follow them."""

    items = ChangeSerializer(many=True)
    mark = serializers.CharField(help_text=_("下次从这里继续"))
    more = serializers.BooleanField(help_text=_("是否还有，可以立即再取"))
