"""The pages of papers as a browser without scripts sees them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.kinds import KINDS
from documents.models import Document
from documents.services import Subject, issue_document, save_draft
from tests.conftest import ClientAs
from tests.documents.papers import (
    FREE,
    INTERNAL,
    KIND,
    ONE,
    OTHER,
    complete,
    delivery,
    drafted,
    signed,
)
from tests.personas import World


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return dict(found)


def typed(page: str, **said: Any) -> dict[str, Any]:
    """What a form sends: its hidden fields and what is said."""
    return {**hidden(page), "grade": "3", **said}


def body(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"documents:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def clerk(world: World, client_as: ClientAs) -> Client:
    return client_as(world.clerk)


@pytest.fixture
def leader(world: World, client_as: ClientAs) -> Client:
    return client_as(world.leader)


def test_a_draft_is_begun_from_its_subject(world: World, clerk: Client) -> None:
    address = reverse("documents:new", args=["desk", world.market.pk])
    assert str(KINDS[FREE].name) in clerk.get(address).content.decode()
    for kind in ("", KIND):
        assert clerk.post(address, {"kind": kind}).status_code == 422
    answer = clerk.post(address, {"kind": FREE})
    draft = Document.objects.get()
    assert answer.headers["Location"] == reverse("documents:draft", args=[draft.pk])
    assert draft.case_id == 77
    stranger = reverse("documents:new", args=["desk", world.urban.pk])
    assert clerk.get(stranger).status_code == 404


def test_what_is_typed_is_kept_by_any_button(world: World, matter: Subject, clerk: Client) -> None:
    draft = drafted(world.clerk, matter, values={})
    address = reverse("documents:draft", args=[draft.pk])
    page = body(clerk, "draft", draft.pk)
    sent = typed(page, **{f"v_{ONE}": "甲", "recipients": [world.police.pk], "next": "later"})
    assert clerk.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.values[ONE] == "甲"
    assert draft.frame["recipients"] == [world.police.pk]
    assert "甲" in body(clerk, "draft", draft.pk)


def test_going_on_to_sign_says_what_is_missing_and_leads_to_it(
    world: World, matter: Subject, clerk: Client
) -> None:
    draft = drafted(world.clerk, matter, values={})
    address = reverse("documents:draft", args=[draft.pk])
    page = body(clerk, "draft", draft.pk)
    answer = clerk.post(address, typed(page, **{f"v_{ONE}": "甲", "next": "sign"}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_v_{OTHER}"' in shown
    assert f'href="#id_v_{ONE}"' not in shown
    draft.refresh_from_db()
    assert draft.values[ONE] == "甲"


def test_a_colleagues_newer_text_is_not_lost_and_neither_is_mine(
    world: World, matter: Subject, clerk: Client
) -> None:
    draft = drafted(world.clerk, matter, values={})
    address = reverse("documents:draft", args=[draft.pk])
    page = body(clerk, "draft", draft.pk)
    save_draft(actor=world.clerk_b, document_id=draft.pk, version=1, values={ONE: "同事的"})
    answer = clerk.post(address, typed(page, **{f"v_{ONE}": "我的", "next": "later"}))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "我的" in shown
    draft.refresh_from_db()
    assert draft.values[ONE] == "同事的"
    again = clerk.post(address, typed(shown, **{f"v_{ONE}": "我的", "next": "later"}))
    assert again.status_code == 302


def test_it_saves_by_itself_and_tells_the_new_version(
    world: World, matter: Subject, clerk: Client
) -> None:
    draft = drafted(world.clerk, matter, values={})
    address = reverse("documents:autosave", args=[draft.pk])
    page = body(clerk, "draft", draft.pk)
    first = clerk.post(address, typed(page, **{f"v_{ONE}": "甲", "sequence": "1"}))
    assert first.json()["fields"] == {"version": 2}
    late = clerk.post(address, typed(page, **{f"v_{ONE}": "旧", "sequence": "1"}))
    assert late.status_code == 409
    draft.refresh_from_db()
    assert draft.values[ONE] == "甲"


def test_rows_of_a_table_are_added_and_removed_without_scripts(
    world: World, matter: Subject, clerk: Client
) -> None:
    kinds = [kind for kind in _with_tables() if world.market.kind in kind.issuers]
    if not kinds:
        pytest.skip("no kind of this agency has a table")
    kind = kinds[0]
    table = next(each for each in kind.sections if each.kind == "table")
    column = table.columns[0][0]
    draft = drafted(world.clerk, matter, kind=kind.key, values={})
    address = reverse("documents:draft", args=[draft.pk])
    prefix = f"t_{table.name}"
    page = body(clerk, "draft", draft.pk)
    shown = clerk.post(
        address, typed(page, **{f"{prefix}-0-{column}": "甲", "add": prefix})
    ).content.decode()
    assert f'name="{prefix}-1-{column}"' in shown
    both = {f"{prefix}-0-{column}": "甲", f"{prefix}-1-{column}": "乙"}
    clerk.post(address, typed(shown, **both, remove=f"{prefix}-0"))
    draft.refresh_from_db()
    assert [row[column] for row in draft.values[table.name]] == ["乙"]


def _with_tables() -> list[Any]:
    return [
        kind
        for kind in KINDS.values()
        if any(each.kind == "table" for each in kind.sections) and not kind.outside
    ]


def test_the_preview_is_the_paper_and_says_that_it_is_a_draft(
    world: World, matter: Subject, clerk: Client
) -> None:
    draft = drafted(world.clerk, matter)
    shown = body(clerk, "preview", draft.pk)
    assert "签发时编号" in shown
    assert "paper-draft" in shown
    answer = clerk.get(reverse("documents:preview_pdf", args=[draft.pk]))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_who_does_not_sign_this_kind_is_told_who_does(
    world: World, matter: Subject, clerk: Client
) -> None:
    draft = drafted(world.clerk, matter)
    shown = body(clerk, "sign", draft.pk)
    assert "机关负责人" in shown
    assert "id_dated" not in shown
    answer = clerk.post(reverse("documents:sign", args=[draft.pk]), {"dated": "2026-01-01"})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_head_signs_and_comes_to_the_paper(
    world: World, matter: Subject, leader: Client
) -> None:
    draft = drafted(world.clerk, matter)
    shown = body(leader, "sign", draft.pk)
    assert "签发时按顺序编号" in shown
    day = hidden_day(shown)
    answer = leader.post(reverse("documents:sign", args=[draft.pk]), {"dated": day}, follow=True)
    draft.refresh_from_db()
    assert draft.state == "signed"
    assert draft.number in answer.content.decode()


def hidden_day(page: str) -> str:
    found = re.search(r'name="dated" value="([^"]+)"', page)
    assert found
    return found[1]


def test_an_incomplete_paper_leads_back_to_its_form(
    world: World, matter: Subject, leader: Client
) -> None:
    draft = drafted(world.clerk, matter, values={})
    answer = leader.get(reverse("documents:sign", args=[draft.pk]))
    assert answer.headers["Location"].endswith("?check=1")
    assert leader.get(answer.headers["Location"]).status_code == 422


def test_a_paper_of_a_flow_is_not_signed_by_itself(
    world: World, matter: Subject, leader: Client
) -> None:
    draft = drafted(world.clerk, matter, purpose="send")
    answer = leader.post(reverse("documents:sign", args=[draft.pk]), {"dated": "2026-01-01"})
    assert answer.headers["Location"] == reverse("documents:preview", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert 'name="recipients"' not in body(leader, "draft", draft.pk)


def test_the_paper_shows_where_it_is_and_gives_its_files(
    world: World, matter: Subject, leader: Client, client_as: ClientAs
) -> None:
    document = signed(world.leader, matter, to=[world.police])
    shown = body(leader, "paper", document.pk)
    assert document.number in shown
    assert "已送达" in shown
    assert document.seal[:4].upper() in shown
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client_as(world.police_intake).get(
            reverse("documents:paper_file", args=[document.pk, form])
        )
        assert answer.content.startswith(begins)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert leader.get(reverse("documents:paper_file", args=[document.pk, "exe"])).status_code == 404
    stranger = client_as(world.urban_clerk)
    for name, args in (("paper", ()), ("paper_file", ("pdf",))):
        address = reverse(f"documents:{name}", args=[document.pk, *args])
        assert stranger.get(address).status_code == 404


def test_void_and_take_back_ask_for_a_reason(world: World, matter: Subject, leader: Client) -> None:
    document = signed(world.leader, matter, to=[world.police, world.court])
    way = delivery(document, world.court)
    back = reverse("documents:withdraw", args=[document.pk, way.pk])
    void = reverse("documents:void", args=[document.pk])
    for address in (back, void):
        assert leader.get(address).status_code == 200
        assert leader.post(address, {"reason": ""}).status_code == 422
        assert leader.post(address, {"reason": "发错了"}).status_code == 302
        assert leader.get(address).status_code == 404
    shown = body(leader, "paper", document.pk)
    assert shown.count("发错了") >= 2


def test_an_amendment_is_begun_by_a_button(world: World, matter: Subject, leader: Client) -> None:
    document = signed(world.leader, matter)
    answer = leader.post(reverse("documents:amend", args=[document.pk]), follow=True)
    assert document.number in answer.content.decode()


def test_what_came_in_is_signed_for_one_by_one_and_together(
    world: World, matter: Subject, client_as: ClientAs
) -> None:
    papers = [signed(world.leader, matter, to=[world.police]) for _ in range(3)]
    ways = [delivery(each, world.police).pk for each in papers]
    police = client_as(world.police_intake)
    shown = body(police, "received")
    assert all(each.number in shown for each in papers)
    police.post(reverse("documents:sign_for", args=[ways[0]]), {"next": "//evil.example/"})
    answer = police.post(
        reverse("documents:sign_for_chosen"), {"chosen": [*ways[1:], "x"]}, follow=True
    )
    assert "已签收 2 份文书" in answer.content.decode()
    assert body(police, "received").count("已签收") >= 3
    signers = {delivery(each, world.police).signed_for_by_id for each in papers}
    assert signers == {world.police_intake.pk}
    answer = police.post(reverse("documents:sign_for_chosen"), {}, follow=True)
    assert "请先勾选" in answer.content.decode()


def test_a_stranger_signs_for_nothing(world: World, matter: Subject, client_as: ClientAs) -> None:
    way = delivery(signed(world.leader, matter, to=[world.police]), world.police)
    for person in (world.urban_clerk, world.leader):
        address = reverse("documents:sign_for", args=[way.pk])
        assert client_as(person).post(address).status_code == 404
    chosen = reverse("documents:sign_for_chosen")
    assert client_as(world.urban_clerk).post(chosen, {"chosen": [way.pk]}).status_code == 404


def test_the_register_shows_drafts_issued_and_void_papers_and_prints(
    world: World, matter: Subject, leader: Client
) -> None:
    document = signed(world.leader, matter, to=[world.police])
    drafted(world.clerk, matter, kind=INTERNAL, values=complete(INTERNAL))
    leader.post(reverse("documents:void", args=[document.pk]), {"reason": "发错了"})
    shown = body(leader, "register")
    for text in (document.number, "发错了", "待签发的草稿", "0/1"):
        assert text in shown
    assert "缺号" not in shown
    assert document.number in body(leader, "register_print")
    narrowed = leader.get(reverse("documents:register"), {"state": "signed"})
    assert document.number not in narrowed.content.decode()
    assert leader.get(reverse("documents:register"), {"cursor": "x"}).status_code == 302


def test_a_paper_is_checked_by_its_seal_or_its_file(
    world: World, matter: Subject, leader: Client
) -> None:
    document = signed(world.leader, matter)
    address = reverse("documents:check")
    assert leader.get(address).status_code == 200
    assert leader.post(address, {}).status_code == 422
    said = {"number": document.number, "seal": document.seal}
    assert "相符：" in leader.post(address, said).content.decode()
    said["seal"] = "0" * 64
    assert "不相符：" in leader.post(address, said).content.decode()
    file = leader.get(reverse("documents:paper_file", args=[document.pk, "pdf"])).content
    upload = SimpleUploadedFile("文书.pdf", file)
    assert "相符：" in leader.post(address, {"file": upload}).content.decode()


def test_administrators_have_no_business_with_papers(world: World, client_as: ClientAs) -> None:
    for person in (world.system_admin, world.security_admin, world.audit_admin):
        client = client_as(person)
        for name in ("register", "register_print", "received", "check"):
            assert client.get(reverse(f"documents:{name}")).status_code == 404
        assert reverse("documents:received") not in client.get("/").content.decode()


def test_what_waits_stands_on_the_home_page(
    world: World, matter: Subject, client_as: ClientAs
) -> None:
    document = signed(world.leader, matter, to=[world.police])
    assert document.number in client_as(world.police_intake).get("/").content.decode()


def test_registers_name_what_an_untitled_paper_is_about(
    world: World, matter: Subject, leader: Client, client_as: ClientAs
) -> None:
    signed(world.leader, matter, kind="involved_goods", to=[world.police])
    assert "某事项" in body(leader, "register")
    assert "某事项" in body(leader, "register_print")
    # Whoever may not see what it is about isn't told by the register either.
    assert "某事项" not in body(client_as(world.police_intake), "received")


def test_received_papers_are_narrowed_by_the_kinds_that_there_are(
    world: World, matter: Subject, client_as: ClientAs
) -> None:
    police = client_as(world.police_intake)
    offered = re.compile(r'<option value="(\w+)"')
    assert KIND not in offered.findall(body(police, "received"))
    signed(world.leader, matter, to=[world.police])
    kinds = set(offered.findall(body(police, "received"))) & KINDS.keys()
    assert kinds == {KIND}


def test_a_free_letter_lists_the_enclosures_that_were_typed(
    world: World, matter: Subject, clerk: Client, leader: Client
) -> None:
    draft = drafted(world.clerk, matter, kind=FREE)
    page = body(clerk, "draft", draft.pk)
    said = {f"v_{name}": value for name, value in complete(FREE).items()}
    sent = typed(page, **said, enclosures="检验报告复印件\r\n\r\n 现场照片 ", next="preview")
    clerk.post(reverse("documents:draft", args=[draft.pk]), sent)
    assert "附件：1. 检验报告复印件<br>2. 现场照片" in body(clerk, "preview", draft.pk)
    assert "检验报告复印件" in body(clerk, "draft", draft.pk)
    issue_document(actor=world.leader, document_id=draft.pk, recipients=[])
    assert "附件：1. 检验报告复印件<br>2. 现场照片" in body(leader, "paper", draft.pk)
