"""The pages of files: several at once, each refused by itself; download only."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from agencies.models import Person
from cases.models import Case
from documents.forms.attachments import AttachForm
from documents.models import Attachment, ScanState
from tests.conftest import ClientAs
from tests.documents.attachments import files
from tests.documents.attachments.test_attach import brought
from tests.personas import World

MB = 1024**2


def _send(client: Client, case: Case, *uploads: SimpleUploadedFile, **said: str) -> tuple[int, str]:
    answer = client.post(
        reverse("documents:attach", args=["case", case.pk]),
        {"upload": list(uploads), "grade": "3", **said},
    )
    return answer.status_code, answer.content.decode()


def test_good_ones_are_kept_where_others_are_refused(
    world: World, client_as: ClientAs, case: Case
) -> None:
    status, page = _send(
        client_as(world.clerk),
        case,
        files.upload(files.pdf(), "一.pdf"),
        files.upload(b"MZ\x90", "二.pdf"),
        files.upload(files.picture(), "三.jpg"),
        files.upload(b"", "四.pdf"),
    )
    assert status == 422
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["一.pdf", "三.jpg"]
    assert "有 2 个文件没有上传" in page
    assert "二.pdf</a>：这是程序" in page
    assert "四.pdf</a>：文件是空的" in page


def test_all_good_leads_back_to_the_file_of_the_case(
    world: World, client_as: ClientAs, case: Case
) -> None:
    client = client_as(world.clerk)
    answer = client.post(
        reverse("documents:attach", args=["case", case.pk]),
        {"upload": [files.upload(files.pdf(), "笔录.pdf")], "grade": "3", "kind": "site_record"},
        follow=True,
    )
    assert answer.redirect_chain == [(f"/cases/{case.pk}/file/", 302)]
    page = answer.content.decode()
    assert "已上传 1 个文件。" in page
    assert "现场笔录（笔录.pdf）" in page


@override_settings(ATTACHMENT_MAX_BYTES=MB, ATTACHMENT_MAX_TOGETHER=8 * MB)
def test_one_that_is_too_large_keeps_none_of_the_others(
    world: World, client_as: ClientAs, case: Case
) -> None:
    status, page = _send(
        client_as(world.clerk),
        case,
        files.upload(bytes(2 * MB), "大.pdf"),
        files.upload(files.pdf(), "小.pdf"),
    )
    assert status == 422
    assert "大.pdf</a>：文件超过 1 MB" in page
    assert list(Attachment.objects.values_list("name", flat=True)) == ["小.pdf"]


@override_settings(ATTACHMENT_MAX_BYTES=MB, ATTACHMENT_MAX_TOGETHER=2 * MB)
def test_too_much_at_once_is_refused_in_words(
    world: World, client_as: ClientAs, case: Case
) -> None:
    status, page = _send(
        client_as(world.clerk), case, *(files.upload(bytes(MB), f"{n}.pdf") for n in range(4))
    )
    assert status == 422
    assert "一次合计超过 2 MB" in page
    assert not Attachment.objects.exists()


def test_nothing_chosen_is_said_at_the_field(world: World, client_as: ClientAs, case: Case) -> None:
    status, page = _send(client_as(world.clerk), case)
    assert status == 422
    assert "请选择要上传的文件。" in page


def test_the_same_content_again_is_warned_of(world: World, client_as: ClientAs, case: Case) -> None:
    brought(world.clerk, case)
    answer = client_as(world.clerk).post(
        reverse("documents:attach", args=["case", case.pk]),
        {"upload": [files.upload(files.pdf(), "再传.pdf")], "grade": "3"},
        follow=True,
    )
    assert "“再传.pdf”与已有的“询问笔录.pdf”内容完全相同" in answer.content.decode()


def test_it_is_handed_out_for_download_only(world: World, client_as: ClientAs, case: Case) -> None:
    kept = brought(world.clerk, case, name='他说"<b>"\r\n.pdf')
    answer: Any = client_as(world.clerk).get(reverse("documents:attachment_file", args=[kept.pk]))
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment;")
    assert "\n" not in said
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content) == files.pdf()


@pytest.mark.parametrize(
    ("state", "word"), [(ScanState.PENDING, "等待查毒"), (ScanState.INFECTED, "有病毒")]
)
def test_what_is_held_back_says_why(
    world: World, client_as: ClientAs, case: Case, settings: Settings, state: str, word: str
) -> None:
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:9"
    kept = brought(world.clerk, case)
    Attachment.objects.filter(pk=kept.pk).update(scan=state)
    answer = client_as(world.clerk).get(reverse("documents:attachment_file", args=[kept.pk]))
    assert answer.status_code == 409
    assert word in answer.content.decode()


def test_it_is_taken_out_with_a_reason(world: World, client_as: ClientAs, case: Case) -> None:
    kept = brought(world.clerk, case)
    client, url = client_as(world.clerk), reverse("documents:attachment_remove", args=[kept.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "传错案件"}).status_code == 302
    page = client.get(reverse("cases:file", args=[case.pk])).content.decode()
    assert "已撤下：传错案件" in page
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["urban_clerk", "procurator", "audit_admin"])
def test_it_refuses_a_stranger(world: World, client_as: ClientAs, case: Case, who: str) -> None:
    kept = brought(world.clerk, case)
    client = client_as(getattr(world, who))
    for address in (
        reverse("documents:attach", args=["case", case.pk]),
        reverse("documents:attach", args=["nonsense", case.pk]),
        reverse("documents:attachment_file", args=[kept.pk]),
        reverse("documents:attachment_remove", args=[kept.pk]),
    ):
        assert client.get(address).status_code == 404


def test_a_name_is_text_and_nothing_else(world: World, client_as: ClientAs, case: Case) -> None:
    brought(world.clerk, case, name="<img src=x>.pdf")
    page = client_as(world.clerk).get(reverse("cases:file", args=[case.pk])).content.decode()
    assert "&lt;img src=x&gt;.pdf" in page
    assert "<img src=x>" not in page


def test_grades_are_called_as_they_are_everywhere() -> None:
    offered = AttachForm(kinds={}).fields["grade"].choices  # type: ignore[attr-defined]
    named = {str(label) for _value, label in Person._meta.get_field("clearance").choices or []}
    assert {str(label) for _value, label in offered} == named
