"""What the API shows of what is passed on, from the same cut-down dataclasses as the pages."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from deadlines.models import Clock
from referrals.selectors import ReferralView


class Plain(serializers.Serializer[object]):
    """Read-only."""


class ReferralLineSerializer(Plain):
    """A line of the list. What the caller's side may not see is empty."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    flow = serializers.CharField()
    flow_label = serializers.CharField()
    role = serializers.CharField(help_text=_("本机关在其中的一方"))
    state = serializers.CharField()
    state_label = serializers.CharField()
    ended = serializers.BooleanField()
    sender = serializers.CharField()
    receiver = serializers.CharField()
    moved_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    waits = serializers.CharField(help_text=_("等待谁办理"))
    mine = serializers.BooleanField(help_text=_("是否等待调用的系统所任的岗位"))
    version = serializers.IntegerField()


class ReferralPageSerializer(Plain):
    """One page; a cursor is null where nothing more is."""

    items = ReferralLineSerializer(many=True)
    next_cursor = serializers.CharField(allow_null=True)
    previous_cursor = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text="Counted up to 1000")
    more = serializers.BooleanField(help_text="Whether there are more than counted")


class SideSerializer(Plain):
    """An agency and where it stands."""

    role = serializers.CharField()
    agency_id = serializers.IntegerField()
    agency = serializers.CharField()
    current = serializers.BooleanField(help_text=_("false 表示已转给其他机关"))


class ValueSerializer(Plain):
    """What stands in a field, in words."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    text = serializers.CharField()


class ReferralStepSerializer(Plain):
    """One step. `who`, `reason` and `values` are empty where they aren't for the caller."""

    id = serializers.IntegerField(help_text=_("动态中的 step 即此编号"))
    number = serializers.IntegerField(help_text=_("在调用方能看到的各步中的序号"))
    transition = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    at = serializers.DateTimeField()
    role = serializers.CharField()
    agency = serializers.CharField()
    who = serializers.CharField()
    to_state = serializers.CharField()
    to_label = serializers.CharField()
    values = ValueSerializer(many=True)
    reason = serializers.CharField()
    document_id = serializers.IntegerField(allow_null=True)
    paper = serializers.CharField(help_text=_("文书种类"))


class CustodySerializer(Plain):
    """Who held the matter from when to when."""

    agency = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class TrackSerializer(Plain):
    """Another referral that hangs on this one, or on which it hangs."""

    id = serializers.IntegerField()
    flow = serializers.CharField()
    flow_label = serializers.CharField()
    state_label = serializers.CharField()
    party = serializers.CharField()
    ended = serializers.BooleanField()


class NamedSuspectSerializer(Plain):
    """A suspect who is no party of the case."""

    name = serializers.CharField()
    kind = serializers.CharField()
    relation_label = serializers.CharField(help_text=_("与案件的关系"))
    identifier_type = serializers.CharField()
    identifier_label = serializers.CharField()
    identifier = serializers.CharField(help_text=_("掩码后的证件号码，未登记的为空"))


class ReferralClockSerializer(Plain):
    """A period."""

    rule = serializers.CharField(source="rule_key")
    name = serializers.SerializerMethodField()
    started_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    paused = serializers.BooleanField(source="is_paused")

    def get_name(self, clock: Clock) -> str:
        """What has to be done in it."""
        return clock.rule.closing_text


class PaperLineSerializer(Plain):
    """A paper. Without clearance (`withheld`) only number, kind, issuer and days are there."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    kind_name = serializers.CharField()
    number = serializers.CharField()
    title = serializers.CharField()
    issuer = serializers.CharField()
    addressee = serializers.CharField()
    state = serializers.CharField()
    dated = serializers.DateField(allow_null=True)
    own = serializers.BooleanField(help_text=_("是否本机关制发"))
    withheld = serializers.BooleanField(help_text=_("数据级别不足，内容不显示"))


class ReferralSerializer(Plain):
    """A referral as the caller's side sees it; `depth` says how much that is."""

    id = serializers.IntegerField()
    flow = serializers.CharField()
    flow_label = serializers.CharField()
    law = serializers.CharField()
    title = serializers.CharField()
    depth = serializers.CharField(help_text="full, steps or outcome")
    roles = serializers.SerializerMethodField()
    sides = SideSerializer(many=True)
    state = serializers.CharField()
    state_label = serializers.CharField()
    outcome = serializers.CharField()
    ended = serializers.BooleanField()
    version = serializers.IntegerField()
    case = serializers.IntegerField(source="case_id", allow_null=True)
    party = serializers.CharField()
    suspect = NamedSuspectSerializer(
        allow_null=True, help_text=_("不是案件当事人的犯罪嫌疑人；看不到所填内容的为空")
    )
    parent = TrackSerializer(allow_null=True)
    tracks = TrackSerializer(many=True)
    started_at = serializers.DateTimeField()
    state_since = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True, help_text=_("签收时间"))
    ended_at = serializers.DateTimeField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    values = ValueSerializer(many=True)
    # A serializer has a property of that name.
    data = serializers.DictField(child=serializers.JSONField())  # type: ignore[assignment]  # DRF has a property of this name
    steps = ReferralStepSerializer(many=True)
    custody = CustodySerializer(many=True)
    clocks = ReferralClockSerializer(many=True)
    papers = PaperLineSerializer(many=True)

    def get_roles(self, view: ReferralView) -> list[str]:
        """The sides on which the caller's agency stands."""
        return sorted(view.roles)


class ActionSerializer(Plain):
    """What the caller's side can do, and what that asks for."""

    name = serializers.CharField(help_text=_("办理时写在地址中"))
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    flow = serializers.CharField()
    role = serializers.CharField()
    posts = serializers.ListField(child=serializers.CharField())
    target = serializers.CharField(help_text=_("办理后的状态"))
    law = serializers.CharField()
    help = serializers.CharField()
    allowed = serializers.BooleanField(help_text=_("调用的系统现在能否办理"))
    why_not = serializers.CharField()
    values_schema = serializers.DictField(
        child=serializers.JSONField(), help_text=_("values 的 JSON Schema")
    )
    paper = serializers.CharField(help_text=_("随之签发的文书种类，空为不签发"))
    paper_schema = serializers.DictField(
        child=serializers.JSONField(), allow_null=True, help_text=_("paper 的 JSON Schema")
    )


class PreparedSerializer(ActionSerializer):
    """One action, with what its paper says already."""

    version = serializers.IntegerField()
    paper_values = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text=_("文书中已知的内容：已起草的，或者前面各步和案件中已有的"),
    )


class ActionsSerializer(Plain):
    """Actions, and the version that they belong to."""

    version = serializers.IntegerField(allow_null=True)
    items = ActionSerializer(many=True)


class MovedSerializer(Plain):
    """Where a referral stands after what was done, as the caller's side sees it."""

    id = serializers.IntegerField()
    flow = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    ended = serializers.BooleanField()
    document_id = serializers.IntegerField(
        allow_null=True, help_text=_("这一步签发的文书，没有则为空")
    )
