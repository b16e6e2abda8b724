"""Files about a referral: listed, brought, taken away."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import File
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
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
from core.problems import BadQuery, Conflict, Unprocessable
from documents.attachments.selectors import (
    NotServed,
    attachment_line,
    attachments_of,
    take_attachment,
)
from documents.attachments.services import attach_file
from documents.services import Subject
from referrals.api.binary import OCTETS, AnyRenderer, OctetParser, as_binary, download_headers
from referrals.api.parameters import ID, PAPER_TAG, SUBJECT
from referrals.api.refusing import told
from referrals.api.shapes import Plain
from referrals.selectors.moved import case_of

_MOST_NAME = 150
_MOST_KIND = 40
_GRADES = ("1", "2", "3", "4")


class FileSerializer(Plain):
    """A file. `served` says whether it can be taken now: it is looked through for viruses first."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    pages = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    grade = serializers.IntegerField()
    agency = serializers.CharField()
    brought_at = serializers.DateTimeField()
    scan = serializers.CharField()
    served = serializers.BooleanField()


class FilesSerializer(Plain):
    """The files about a referral, in the order they came in."""

    items = FileSerializer(many=True)


_FILES = forced_singular_serializer(FilesSerializer)  # type: ignore[no-untyped-call]  # not typed
_BROUGHT = [
    ID,
    OpenApiParameter(
        "name", {"type": "string", "minLength": 1, "maxLength": _MOST_NAME}, required=True,
        description=gettext_lazy("文件名，扩展名决定应是什么文件"),
    ),
    OpenApiParameter(
        "kind", {"type": "string", "maxLength": _MOST_KIND},
        description=gettext_lazy("材料种类，空为一般材料"),
    ),
    OpenApiParameter("grade", str, enum=_GRADES, default="3", description=gettext_lazy("数据级别")),
    IDEMPOTENCY_KEY,
]  # fmt: skip


class ReferralFiles(APIView):
    """The files about one referral."""

    # A file is the body itself.
    parser_classes = (OctetParser,)

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Bringing one is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="referrals_files",
        summary=gettext_lazy("列出移送事项的附件"),
        tags=[PAPER_TAG],
        parameters=[ID],
        responses={200: _FILES, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The files that the caller may see."""
        actor = actor_of(request)
        with told():
            case_of(actor, pk)
        return Response(FilesSerializer({"items": attachments_of(actor, SUBJECT, [pk])}).data)

    @extend_schema(
        operation_id="referrals_attach",
        summary=gettext_lazy("为移送事项提交附件"),
        description=gettext_lazy("请求的正文就是文件。按扩展名、内容和结构检查，不合的为422。"),
        tags=[PAPER_TAG],
        parameters=_BROUGHT,
        auth=TOKEN_ONLY,
        request={OCTETS: OpenApiTypes.BINARY},
        responses={201: FileSerializer, **problems(404, 409, 422, 503)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Keep a file."""
        known_parameters(request, ("name", "kind", "grade"))
        actor, asked = actor_of(request), request.query_params
        name, kind, grade = asked.get("name", ""), asked.get("kind", ""), asked.get("grade", "3")
        if not 1 <= len(name) <= _MOST_NAME or "\x00" in name:
            raise BadQuery({"name": [_("请给出文件名，最长%(most)d字。") % {"most": _MOST_NAME}]})
        if len(kind) > _MOST_KIND or "\x00" in kind:
            raise BadQuery({"kind": [_("没有这种材料。")]})
        if grade not in _GRADES:
            raise BadQuery({"grade": [_("数据级别应为1至4。")]})
        upload = request.data
        if not isinstance(upload, File):
            raise Unprocessable({NON_FIELD_ERRORS: [_("请求的正文应是文件。")]})
        upload.name = name
        with upload:
            return answered_once(request, actor, lambda: _kept(actor, pk, upload, kind, int(grade)))


def _kept(actor: Person, pk: int, upload: File[bytes], kind: str, grade: int) -> Answer:
    with told():
        subject = Subject(SUBJECT, pk, case_of(actor, pk))
        try:
            kept = attach_file(actor=actor, subject=subject, upload=upload, kind=kind, grade=grade)
        except ValidationError as error:
            raise Unprocessable({NON_FIELD_ERRORS: list(error.messages)}) from error
        line, _subject = attachment_line(actor, kept.pk)
    return Answer(201, FileSerializer(line).data)


class FileContent(APIView):
    """A file itself."""

    scope = Scope.REFERRALS_READ
    renderer_classes = (AnyRenderer,)

    @extend_schema(
        operation_id="files_content",
        summary=gettext_lazy("下载附件"),
        description=gettext_lazy("409 表示还在查毒、有病毒或者已撤下。"),
        tags=[PAPER_TAG],
        parameters=[ID],
        responses={**as_binary(), **problems(404, 409)},
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The file, part by part."""
        try:
            with told():
                taken = take_attachment(actor_of(request), pk)
        except NotServed as error:
            raise Conflict(_("附件还在查毒、有病毒或者已撤下，不能下载。")) from error
        return StreamingHttpResponse(
            taken.parts,
            content_type=OCTETS,
            headers={**download_headers(taken.name), "Content-Length": str(taken.size)},
        )
