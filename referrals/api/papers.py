"""Papers and their deliveries: what they are, the files, and signing for them."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Person, Scope
from agencies.views.common import actor_of
from cases.api.parameters import known_parameters
from cases.api.repeating import IDEMPOTENCY_KEY, answered_once
from cases.api.writing import TOKEN_ONLY
from cases.services.repeats import Answer
from core.paging import BadCursor
from core.problems import BadQuery
from documents.models import Rendering
from documents.selectors.received import ReceivedFilter, deliveries_seen, page_of_received
from documents.selectors.view import document_view
from documents.services import sign_for
from documents.services.files import take_file
from referrals.api.binary import OCTETS, AnyRenderer, as_binary, download_headers
from referrals.api.parameters import ID, PAPER_TAG
from referrals.api.refusing import told
from referrals.api.shapes import PaperLineSerializer, Plain

_STATES = ("unsigned", "signed", "copy", "void")


class PaperDeliverySerializer(Plain):
    """What became of a paper on its way to one agency; a receiver sees its own delivery."""

    id = serializers.IntegerField()
    receiver = serializers.CharField()
    is_copy = serializers.BooleanField(help_text=gettext_lazy("抄送"))
    sent_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    signed_for_at = serializers.DateTimeField(allow_null=True)
    signed_for_by = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class PaperFileSerializer(Plain):
    """A file of the paper. Without size and hash until it was made, which a download does."""

    form = serializers.CharField(help_text="docx or pdf")
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    pages = serializers.IntegerField(allow_null=True)


class PaperSerializer(Plain):
    """A paper: what it is, not what it says; that stands in its files."""

    line = PaperLineSerializer()
    grade = serializers.IntegerField()
    seal = serializers.CharField(help_text=gettext_lazy("封印，签发后不变"))
    intact = serializers.BooleanField(help_text=gettext_lazy("封印是否完好"))
    deliveries = PaperDeliverySerializer(many=True)
    files = PaperFileSerializer(many=True)


class ReceivedSerializer(Plain):
    """A paper that reached the caller's agency."""

    id = serializers.IntegerField(help_text=gettext_lazy("签收时写在地址中"))
    document = PaperLineSerializer()
    is_copy = serializers.BooleanField(help_text=gettext_lazy("抄送"))
    sent_at = serializers.DateTimeField()
    signed_for_at = serializers.DateTimeField(allow_null=True)
    signed_for_by = serializers.CharField()
    may_sign_for = serializers.BooleanField()


class ReceivedPageSerializer(Plain):
    """One page, latest first."""

    items = ReceivedSerializer(many=True)
    next_cursor = serializers.CharField(allow_null=True)
    previous_cursor = serializers.CharField(allow_null=True)


_RECEIVED = forced_singular_serializer(ReceivedPageSerializer)  # type: ignore[no-untyped-call]  # not typed


class PaperDetail(APIView):
    """One paper."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="papers_read",
        summary=gettext_lazy("读取一份文书的信息"),
        description=gettext_lazy("本机关制发的、送达本机关的文书。对方的送达情况只给制发机关。"),
        tags=[PAPER_TAG],
        parameters=[ID],
        responses={200: PaperSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The paper; 404 for one that the caller may not know of."""
        with told():
            return Response(PaperSerializer(document_view(actor_of(request), pk)).data)


class PaperFile(APIView):
    """A paper as docx or PDF."""

    scope = Scope.REFERRALS_READ
    renderer_classes = (AnyRenderer,)

    @extend_schema(
        operation_id="papers_file",
        summary=gettext_lazy("下载文书"),
        tags=[PAPER_TAG],
        parameters=[
            ID,
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=Rendering.Form.values),
        ],
        responses={**as_binary(), **problems(404)},
    )
    def get(self, request: Request, pk: int, form: str) -> HttpResponse:
        """The file."""
        with told():
            taken = take_file(actor=actor_of(request), document_id=pk, form=form)
        name = f"{taken.document.number}_{taken.document.title}.{form}"
        return HttpResponse(taken.content, content_type=OCTETS, headers=download_headers(name))


class ReceivedList(APIView):
    """What reached the caller's agency."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="deliveries_list",
        summary=gettext_lazy("查询收文"),
        tags=[PAPER_TAG],
        parameters=[
            OpenApiParameter("cursor", str, description=gettext_lazy("上一页给出的 next_cursor")),
            OpenApiParameter(
                "state", str, enum=_STATES,
                description=gettext_lazy("待签收、已签收、抄送、已作废；不填为全部"),
            ),
        ],
        responses={200: _RECEIVED, **problems(400)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """A page of deliveries."""
        known_parameters(request, ("cursor", "state"))
        state = request.query_params.get("state", "")
        if state and state not in _STATES:
            raise BadQuery({"state": [_("可用的值：%s。") % "、".join(_STATES)]})
        cursor = request.query_params.get("cursor") or None
        try:
            page = page_of_received(actor_of(request), ReceivedFilter(state=state), cursor=cursor)
        except BadCursor as error:
            raise BadQuery({"cursor": [str(error)]}) from error
        return Response(ReceivedPageSerializer(page).data)


class ReceiptView(APIView):
    """What became of one delivery, and signing for it (签收)."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Signing is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="deliveries_read",
        summary=gettext_lazy("读取一件收文的签收情况"),
        tags=[PAPER_TAG],
        parameters=[ID],
        responses={200: ReceivedSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The delivery."""
        return Response(_line(actor_of(request), pk))

    @extend_schema(
        operation_id="deliveries_sign_for",
        summary=gettext_lazy("签收文书"),
        description=gettext_lazy(
            "签收是独立的行为，读取文书不等于签收。已由同事签收的，得到原来的签收情况。"
        ),
        tags=[PAPER_TAG],
        parameters=[ID, IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=None,
        responses={200: ReceivedSerializer, **problems(404, 409, 422, 503)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Sign for it."""
        actor = actor_of(request)
        return answered_once(request, actor, lambda: _signed(actor, pk))


def _signed(actor: Person, pk: int) -> Answer:
    with told():
        sign_for(actor=actor, delivery_id=pk)
    return Answer(200, _line(actor, pk))


def _line(actor: Person, pk: int) -> Any:
    line = deliveries_seen(actor, [pk]).get(pk)
    if line is None:
        raise NotFound
    return ReceivedSerializer(line).data
