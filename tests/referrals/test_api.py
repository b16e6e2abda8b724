"""Systems read what is passed on, and act on it, as far as their post and side let them."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from agencies.models import Person
from audit.models import AuditEvent
from core.clock import current_moment
from documents.attachments.services import attach_file
from documents.models import Attachment, Delivery
from documents.services import Subject
from referrals.models import Referral, ReferralStep
from tests.cases.api.systems import Speaker, speaker
from tests.personas import World
from tests.referrals.clues import APPROVAL, CLUE, LETTER, NAME, moved, registered, sent

API = "/api/v1/referrals/"


def receipt() -> dict[str, str]:
    """Signed for now: nothing is received before it was sent."""
    return {"received_at": current_moment().isoformat()}


@pytest.fixture
def market(world: World) -> Speaker:
    """The system of who passes on."""
    return speaker(world.market)


@pytest.fixture
def prosecutors(world: World) -> Speaker:
    """The system of who receives."""
    return speaker(world.procuratorate, clearance=4, name="检察业务系统")


def picture() -> bytes:
    """A small file of a kind that may be brought."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG")
    return made.getvalue()


def act(system: Speaker, referral: Referral | int, name: str, body: Any, **said: Any) -> Any:
    pk = referral if isinstance(referral, int) else referral.pk
    return system.post(f"{API}{pk}/actions/{name}/", body, **said)


def begun(system: Speaker, **said: Any) -> Any:
    return system.post(API, {"flow": "clue", "values": CLUE, **said}, status=201)


def test_a_clue_is_registered_and_read(world: World, market: Speaker) -> None:
    made = begun(market)
    assert (made["flow"], made["state"], made["version"]) == ("clue", "draft", 1)
    whole = market.get(f"{API}{made['id']}/")
    assert (whole["title"], whole["roles"]) == (NAME, ["sender"])
    assert whole["data"]["clue_type"] == "public_interest"
    assert [step["transition"] for step in whole["steps"]] == ["register"]
    (line,) = market.get(API)["items"]
    assert (line["id"], line["role"]) == (made["id"], "sender")


def test_the_version_comes_as_entity_tag_and_is_held_to(world: World, market: Speaker) -> None:
    made = begun(market)
    answer = market.ask("GET", f"{API}{made['id']}/")
    assert answer.headers["ETag"] == '"1"'
    values = {"receiver": world.procuratorate.pk}
    body = {"values": values}
    act(market, made["id"], "submit", body, status=412, If_Match='"7"')
    told = act(market, made["id"], "submit", body, If_Match='"1"')
    assert (told["state"], told["version"]) == ("unit_review", 2)
    again = act(market, made["id"], "submit", body, status=409)
    assert again["status"] == 409


def test_the_same_key_is_answered_as_before_and_done_once(world: World, market: Speaker) -> None:
    first = begun(market)
    key = {"Idempotency_Key": "k1"}
    body = {"values": {"receiver": world.procuratorate.pk}}
    told = act(market, first["id"], "submit", body, **key)
    again = act(market, first["id"], "submit", body, **key)
    assert again == told
    assert ReferralStep.objects.filter(referral=first["id"]).count() == 2
    act(market, first["id"], "submit", {"values": {}}, status=422, **key)


def test_beginning_twice_with_one_key_begins_once(world: World, market: Speaker) -> None:
    body = {"flow": "clue", "values": CLUE}
    made = [market.post(API, body, status=201, Idempotency_Key="k")["id"] for _ in range(2)]
    assert made[0] == made[1]
    assert Referral.objects.count() == 1


def test_what_is_wrong_is_named_by_its_place(world: World, market: Speaker) -> None:
    wrong = {**CLUE, "clue_type": "nonsense", "amount": "viel", "found_on": ["x"]}
    told = market.post(API, {"flow": "clue", "values": wrong}, status=422)
    assert {each["pointer"] for each in told["errors"]} == {"/values/found_on"}
    wrong["found_on"] = "2026-03-02"
    told = market.post(API, {"flow": "clue", "values": wrong}, status=422)
    assert {each["pointer"] for each in told["errors"]} == {"/values/clue_type", "/values/amount"}
    told = market.post(API, {"flow": "clue", "vaules": {}}, status=422)
    assert [each["pointer"] for each in told["errors"]] == ["/vaules"]
    market.post(API, {"flow": "nonsense"}, status=422)


def test_a_system_never_signs_for_its_agency(world: World, market: Speaker) -> None:
    made = begun(market)
    act(market, made["id"], "submit", {"values": {"receiver": world.procuratorate.pk}})
    offered = {each["name"]: each for each in market.get(f"{API}{made['id']}/actions/")["items"]}
    assert offered["approve"]["allowed"] is False
    assert offered["approve"]["paper"] == "clue_transfer"
    assert "legal_reason" in offered["approve"]["values_schema"]["required"]
    assert "subjects" in offered["approve"]["paper_schema"]["properties"]
    values = {"receiver": world.procuratorate.pk, **APPROVAL}
    act(market, made["id"], "approve", {"values": values, "paper": LETTER}, status=403)


def test_the_receiver_reads_signs_and_the_sender_sees_it(
    world: World, market: Speaker, prosecutors: Speaker
) -> None:
    clue = sent(world)
    whole = prosecutors.get(f"{API}{clue.pk}/")
    assert whole["roles"] == ["receiver"]
    (paper,) = [each for each in whole["papers"] if each["kind"] == "clue_transfer"]
    ready = prosecutors.get(f"{API}{clue.pk}/actions/sign/")
    assert ready["allowed"] is True
    assert ready["paper_values"]["name"] == NAME
    written = {**ready["paper_values"], "paper_number": paper["number"], "received_by": "刘明远"}
    told = act(prosecutors, clue, "sign", {"values": receipt(), "paper": written})
    assert told["state"] == "received"
    seen = market.get(f"{API}{clue.pk}/")
    assert [step["transition"] for step in seen["steps"]][-1] == "sign"
    # Each step with its day and its paper's name, not the words of the other side.
    assert seen["steps"][-1]["values"] == []
    assert seen["steps"][-1]["who"] == ""
    assert seen["depth"] == "steps"
    assert paper["number"]


def test_papers_are_read_fetched_and_signed_for(
    world: World, market: Speaker, prosecutors: Speaker
) -> None:
    sent(world)
    delivery = Delivery.objects.get(receiver=world.procuratorate)
    (line,) = prosecutors.get("/api/v1/deliveries/?state=unsigned")["items"]
    assert line["id"] == delivery.pk
    pk = line["document"]["id"]
    whole = prosecutors.get(f"/api/v1/papers/{pk}/")
    assert whole["intact"] is True
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = prosecutors.ask("GET", f"/api/v1/papers/{pk}/{form}/")
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    prosecutors.get(f"/api/v1/papers/{pk}/exe/", status=404)
    market.post(f"/api/v1/deliveries/{delivery.pk}/receipt/", None, status=404)
    signed = prosecutors.post(f"/api/v1/deliveries/{delivery.pk}/receipt/", None)
    assert signed["signed_for_at"]
    assert prosecutors.get("/api/v1/deliveries/?state=unsigned")["items"] == []
    speaker(world.police).get(f"/api/v1/papers/{pk}/", status=404)


def test_files_are_brought_listed_and_taken(world: World, market: Speaker) -> None:
    clue = registered(world)
    path = f"{API}{clue.pk}/files/"
    png = picture()
    client = Client()
    sent_as = {"Authorization": f"Bearer {market.text}"}

    def bring(name: str, content: bytes) -> Any:
        return client.generic(
            "POST", f"{path}?name={name}", content,
            content_type="application/octet-stream", headers=sent_as,
        )  # fmt: skip

    assert bring("x.pdf", png).status_code == 422
    assert bring("x.exe", png).status_code == 422
    assert client.generic("POST", path, png, content_type="application/octet-stream",
                          headers=sent_as).status_code == 400  # fmt: skip
    answer = bring("x.png", png)
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    (listed,) = market.get(path)["items"]
    assert listed == made
    taken = client.get(f"/api/v1/files/{made['id']}/content/", headers=sent_as)
    assert taken.getvalue() == png
    speaker(world.urban).get(f"/api/v1/files/{made['id']}/content/", status=404)


def test_strangers_find_nothing(world: World) -> None:
    clue = sent(world)
    stranger = speaker(world.court)
    for path in ("", "actions/", "files/"):
        stranger.get(f"{API}{clue.pk}/{path}", status=404)
    act(stranger, clue, "sign", {"values": receipt()}, status=404)
    assert stranger.get(API)["items"] == []


def test_a_system_begins_no_confidential_flow(world: World, market: Speaker) -> None:
    body = {"flow": "discipline", "values": {}}
    assert market.post(API, body, status=403)["status"] == 403


def test_reading_and_acting_take_their_scopes(world: World) -> None:
    clue = registered(world)
    reads = speaker(world.market, scopes=["referrals:read"])
    reads.get(f"{API}{clue.pk}/")
    assert "referrals:act" in act(reads, clue, "submit", {}, status=403)["detail"]
    other = speaker(world.market, scopes=["cases:read"])
    assert "referrals:read" in other.get(API, status=403)["detail"]


def test_the_flows_are_told(market: Speaker) -> None:
    flows = {each["name"]: each for each in market.get("/api/v1/flows/")["items"]}
    assert {"clue", "forward", "discipline"} <= flows.keys()
    assert {each["name"] for each in flows["clue"]["transitions"]} >= {"register", "sign"}


def test_what_can_be_begun_is_told(world: World, market: Speaker) -> None:
    found = market.get(f"{API}start-actions/")["items"]
    assert ("clue", "register") in {(each["flow"], each["name"]) for each in found}
    market.get(f"{API}start-actions/?case=x", status=400)


def test_a_look_at_what_another_passed_on_is_logged(world: World, prosecutors: Speaker) -> None:
    clue = sent(world)
    prosecutors.get(f"{API}{clue.pk}/")
    looks = AuditEvent.objects.filter(verb="referral.view", actor_id=prosecutors.system.person.pk)
    assert looks.exists()


def test_conditions_of_the_list_are_checked(market: Speaker) -> None:
    for asked in ("tab=x", "flow=x", "agency=x", "open=vielleicht", "x=1", "cursor=x"):
        market.get(f"{API}?{asked}", status=400)


def test_a_draft_is_taken_back_by_whom_it_is(world: World, market: Speaker) -> None:
    made = begun(market)
    act(market, made["id"], "submit", {"values": {"receiver": world.procuratorate.pk}})
    moved(world, Referral.objects.get(pk=made["id"]), "leader", "return_draft", {"reason": "重写"})
    assert market.get(f"{API}{made['id']}/")["state"] == "draft"


def test_files_of_the_other_side_are_for_who_sees_its_words(
    world: World, market: Speaker, prosecutors: Speaker
) -> None:
    clue = sent(world)
    ours = _brought(world.clerk, clue, "现场照片")
    theirs = _brought(world.procurator, clue, "承办意见")
    assert ours.agency_id != theirs.agency_id
    path = f"{API}{clue.pk}/files/"
    assert [each["name"] for each in market.get(path)["items"]] == ["现场照片"]
    assert {each["name"] for each in prosecutors.get(path)["items"]} == {"现场照片", "承办意见"}
    market.get(f"/api/v1/files/{theirs.pk}/content/", status=404)
    stranger = speaker(world.court)
    stranger.get(f"/api/v1/files/{ours.pk}/content/", status=404)


def _brought(actor: Person, clue: Referral, name: str) -> Attachment:
    file = ContentFile(picture(), name="x.png")
    return attach_file(
        actor=actor, subject=Subject("referral", clue.pk, None), upload=file, name=name
    )
