"""Systems follow what became of what their agency passed on, or was passed on to it."""

from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Scope
from agencies.views.common import actor_of
from cases.api.changes import page_since
from cases.api.shapes import KeySerializer
from referrals.api.shapes import Plain
from referrals.models import EventKind
from referrals.selectors.events import MOST, events_since

_USUAL = 100


class EventPaperSerializer(Plain):
    """A paper; without id and number where the caller may only know its kind."""

    id = serializers.IntegerField(allow_null=True)
    kind = serializers.CharField()
    kind_name = serializers.CharField()
    number = serializers.CharField()


class EventSerializer(Plain):
    """One thing that happened. Empty is what the caller's side isn't shown."""

    id = serializers.IntegerField(help_text=gettext_lazy("重复收到时据此识别"))
    what = serializers.ChoiceField(EventKind.values)
    at = serializers.DateTimeField()
    referral = serializers.IntegerField(source="referral_id")
    flow = serializers.CharField()
    flow_label = serializers.CharField()
    role = serializers.CharField(help_text=gettext_lazy("本机关在其中的一方"))
    state = serializers.CharField()
    state_label = serializers.CharField()
    ended = serializers.BooleanField()
    step = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("步骤的编号，与移送事项 steps 中的 id 相同")
    )
    transition = serializers.CharField()
    transition_label = serializers.CharField()
    agency = serializers.CharField(help_text=gettext_lazy("办理的机关"))
    paper = EventPaperSerializer(allow_null=True)
    receiver = serializers.CharField(help_text=gettext_lazy("文书的接收机关"))
    period = serializers.CharField(help_text=gettext_lazy("逾期的期限"))
    due_on = serializers.DateField(allow_null=True)
    case = serializers.IntegerField(source="case_id", allow_null=True)
    keys = KeySerializer(many=True, help_text=gettext_lazy("案件在本机关系统中的编号"))


class EventsSerializer(Plain):
    """Events in the order in which to follow them."""

    items = EventSerializer(many=True)
    mark = serializers.CharField(help_text=gettext_lazy("下次从这里继续"))
    more = serializers.BooleanField(help_text=gettext_lazy("是否还有，可以立即再取"))


class EventsView(APIView):
    """What happened since a mark."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="events_list",
        summary=gettext_lazy("跟踪移送动态"),
        description=gettext_lazy(
            "本机关移出、移入、监督的事项各有什么进展：办理了一步、文书送达、签收、期限已过。"
            "首次不带 since；以后带上次答复中的 mark。同一事项的动态按发生的先后给出，不会遗漏；"
            "用同一标记再取，得到同样的内容。410 表示标记已失效或者太旧，请先读取列表，再从头取起。"
        ),
        tags=["events"],
        parameters=[
            OpenApiParameter("since", str, description=gettext_lazy("上次答复中的 mark")),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": _USUAL},
                description=gettext_lazy("最多几条"),
            ),
        ],
        responses={200: EventsSerializer, **problems(400, 410, 503)},
    )
    def get(self, request: Request) -> Response:
        """One page of events, and the mark from which to go on."""
        actor = actor_of(request)
        found = page_since(request, lambda since, limit: events_since(actor, since, limit=limit))
        return Response(EventsSerializer(found).data)
