"""The one page for every transition: form, check, doing it, and what goes wrong."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from deadlines import reference
from documents.models import Document, DocumentState
from referrals.models import Referral
from referrals.services import start_referral
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.referrals.clues import APPROVAL, CLUE, LETTER, NAME, moved, registered, sent, submitted
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

START = "/referrals/new/clue/register/"


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    """The deadline rules and the official calendar."""
    reference.load(lambda text: None)


def posted(values: dict[str, object], paper: dict[str, object], **more: str) -> dict[str, object]:
    sent_values = {f"v-{name}": value for name, value in values.items()}
    sections = {
        f"p-{name}": "\n".join(value) if isinstance(value, list) else value
        for name, value in paper.items()
    }
    return {**sent_values, **sections, **more}


def page(client: Client, url: str, data: object = None, status: int = 200) -> str:
    response = client.get(url) if data is None else client.post(url, data)
    text = unescape(response.content.decode())
    assert response.status_code == status, text[:2000]
    assert "UNKNOWN-VARIABLE" not in text
    return text


def approval(world: World, **more: str) -> dict[str, object]:
    return posted({**APPROVAL, "receiver": world.procuratorate.pk}, LETTER, **more)


def url_of(referral: Referral, name: str) -> str:
    return f"/referrals/{referral.pk}/act/{name}/"


def test_a_clue_is_registered_after_it_was_checked(world: World, client_as: ClientAs) -> None:
    clerk = client_as(world.clerk)
    page(clerk, START)
    checked = page(clerk, START, posted(CLUE, {}, step="check", token="a"))
    assert "核对内容" in checked
    assert "违法行使职权或者不作为损害公益" in checked
    assert not Referral.objects.exists()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', checked))
    again.pop("csrfmiddlewaretoken", None)
    response = clerk.post(START, {**again, "step": "perform"})
    clue = Referral.objects.get()
    assert response.headers["Location"] == f"/referrals/{clue.pk}/"
    assert (clue.title, clue.state) == (NAME, "draft")


def test_the_same_form_sent_twice_begins_one(world: World, client_as: ClientAs) -> None:
    clerk = client_as(world.clerk)
    for _time in range(2):
        clerk.post(START, posted(CLUE, {}, step="perform", token="same"))
    assert Referral.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(
    world: World, client_as: ClientAs
) -> None:
    text = page(client_as(world.clerk), START, {"v-name": NAME, "step": "check"}, status=422)
    assert "error-summary" in text
    assert f'value="{NAME}"' in text


def test_coming_back_from_checking_nothing_is_judged(world: World, client_as: ClientAs) -> None:
    text = page(client_as(world.clerk), START, {"v-name": NAME, "step": "edit"})
    assert "error-summary" not in text
    assert f'value="{NAME}"' in text


def test_a_stranger_finds_no_form(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    for name in ("urban_clerk", "procurator", "police_intake", "system_admin"):
        stranger = client_as(world.people[name])
        page(stranger, url_of(clue, "approve"), status=404)
        page(stranger, url_of(clue, "approve"), approval(world, step="perform"), status=404)
    clue.refresh_from_db()
    assert clue.state == "unit_review"


def test_a_transition_that_is_not_there_is_not_found(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    page(client_as(world.leader), url_of(clue, "nonsense"), status=404)
    page(client_as(world.leader), url_of(clue, "close"), status=404)
    page(client_as(world.clerk), "/referrals/new/nonsense/register/", status=404)
    page(client_as(world.clerk), "/referrals/new/clue/approve/", status=404)


def test_a_handler_prepares_the_paper_that_the_leader_signs(
    world: World, client_as: ClientAs
) -> None:
    clue = submitted(world)
    clerk, leader = client_as(world.clerk), client_as(world.leader)
    text = page(clerk, url_of(clue, "approve"))
    assert "保存文书草稿" in text
    assert 'value="perform"' not in text
    assert 'value="check"' not in text
    page(clerk, url_of(clue, "approve"), approval(world, step="perform"), status=404)
    draft = {**posted({}, LETTER), "p-summary": "承办人起草的摘要", "step": "draft"}
    assert clerk.post(url_of(clue, "approve"), draft).status_code == 302
    assert Document.objects.get(purpose="approve").state == DocumentState.DRAFT
    assert "承办人起草的摘要" in page(leader, url_of(clue, "approve"))


def test_the_paper_is_shown_before_it_is_signed(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    leader = client_as(world.leader)
    text = page(leader, url_of(clue, "approve"), approval(world, step="check"))
    assert "线索移送函" in text
    assert world.procuratorate.name in text
    assert "（签发时编号）" in text
    response = leader.post(url_of(clue, "approve"), approval(world, step="perform"))
    assert response.status_code == 302
    clue.refresh_from_db()
    assert clue.state == "sent"
    assert Document.objects.get(purpose="approve").number


def test_who_was_quicker_is_told_and_what_was_typed_stays(
    world: World, client_as: ClientAs
) -> None:
    clue = submitted(world)
    version = str(clue.version)
    moved(world, clue, "leader", "return_draft", {"reason": "补充水样检测"})
    moved(world, clue, "clerk", "submit", {"receiver": world.procuratorate.pk})
    data = approval(world, step="perform", version=version)
    text = page(client_as(world.leader), url_of(clue, "approve"), data, status=409)
    assert "办理前已有新的进展" in text
    assert APPROVAL["legal_reason"] in text
    clue.refresh_from_db()
    assert clue.state == "unit_review"


def test_what_does_not_lead_on_any_more_leads_back(world: World, client_as: ClientAs) -> None:
    clue = sent(world)
    response = client_as(world.leader).post(
        url_of(clue, "approve"), approval(world, step="perform")
    )
    assert response.status_code == 302
    assert response.headers["Location"] == f"/referrals/{clue.pk}/"


@pytest.mark.parametrize("step", ["check", "perform", "draft"])
def test_what_was_typed_stays_where_a_colleague_did_the_same(
    world: World, client_as: ClientAs, step: str
) -> None:
    clue = submitted(world)
    version = str(clue.version)
    values = {**APPROVAL, "receiver": world.procuratorate.pk}
    moved(world, clue, "leader", "approve", values, LETTER)
    data = approval(world, step=step, version=version, token="of-the-second")
    text = page(client_as(world.leader), url_of(clue, "approve"), data, status=409)
    assert "办理前已有新的进展" in text
    assert f"{world.leader.name}已办理“批准移送”" in text
    assert APPROVAL["legal_reason"] in text
    assert "现在不能再办理这一步" in text
    assert 'name="step"' not in text
    assert Document.objects.filter(purpose="approve").count() == 1


def test_who_sends_their_deed_twice_is_led_to_what_became_of_it(
    world: World, client_as: ClientAs
) -> None:
    clue = submitted(world)
    leader, data = client_as(world.leader), approval(world, step="perform", token="once")
    data["version"] = str(clue.version)
    for _time in range(2):
        response = leader.post(url_of(clue, "approve"), data, follow=True)
        assert response.redirect_chain == [(f"/referrals/{clue.pk}/", 302)]
        assert "已办理：批准移送。" in response.content.decode()
    assert clue.steps.filter(transition="approve").count() == 1


def test_only_agencies_to_which_the_type_leads_are_offered(
    world: World, client_as: ClientAs
) -> None:
    clue = registered(world)
    text = page(client_as(world.clerk), url_of(clue, "submit"))
    assert "应当移送" in text
    assert f'<option value="{world.procuratorate.pk}"' in text
    assert f'<option value="{world.justice.pk}"' not in text


def test_the_start_page_offers_what_a_post_may_begin(world: World, client_as: ClientAs) -> None:
    clerk = page(client_as(world.clerk), "/referrals/start/")
    assert START in clerk
    assert "线索移送给谁" in clerk
    page(client_as(world.system_admin), "/referrals/start/", status=404)


def test_several_are_signed_for_at_once(world: World, client_as: ClientAs) -> None:
    clues = [sent(world), sent(world)]
    procurator = client_as(world.procurator)
    ids, now = [str(clue.pk) for clue in clues], f"{timezone.localtime():%Y-%m-%d %H:%M}"
    asked = page(procurator, "/referrals/receive/", {"chosen": ids})
    assert "将要签收" in asked
    data = {"chosen": ids, "confirm": "on", "v-received_at": now, "token": "t"}
    assert procurator.post("/referrals/receive/", data).status_code == 302
    assert {clue.state for clue in Referral.objects.all()} == {"received"}


def test_nobody_signs_for_what_is_not_theirs(world: World, client_as: ClientAs) -> None:
    clue = sent(world)
    data = {"chosen": [str(clue.pk)], "confirm": "on"}
    for name in ("clerk", "urban_clerk", "police_intake", "system_admin"):
        page(client_as(world.people[name]), "/referrals/receive/", data, status=404)
    clue.refresh_from_db()
    assert clue.signed_at is None


def test_who_signs_for_what_others_keep_in_confidence_is_not_led_to_a_page_that_is_not_there(
    county: County, client_as: ClientAs
) -> None:
    clue = begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    clue = go(county, clue, "leader", "send", receiver=county.discipline.pk)
    intake = client_as(county.discipline_intake)
    url = f"/referrals/{clue.pk}/act/sign/"
    asked = page(intake, url)
    typed = {
        "step": "perform",
        "version": re.search(r'name="version" value="(\d+)"', asked).group(1),  # type: ignore[union-attr]
        "token": "t",
        "v-received_at": f"{timezone.localtime():%Y-%m-%d %H:%M}",
        "p-paper_number": "宁市监纪移〔2026〕1号",
        "p-received_by": "沈秋实",
    }
    answer = intake.post(url, typed, follow=True)
    assert answer.status_code == 200
    assert "已办理：签收" in answer.content.decode()


def test_the_page_on_which_something_begins_says_of_which_case(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk)
    asked = page(client_as(world.clerk), f"/cases/{case.pk}/refer/forward/suspect/")
    bar = asked[asked.index("identity") : asked.index("<h1")]
    for words in (case.decision_number, "晨光食品", "经营超过保质期的食品案"):
        assert words in bar, words


def test_a_clue_whose_type_is_copied_to_the_procuratorate_has_it_chosen(
    world: World, client_as: ClientAs
) -> None:
    values = {**CLUE, "clue_type": "crime"}
    clue = start_referral(actor=world.clerk, flow="clue", values=values)
    asked = page(client_as(world.clerk), f"/referrals/{clue.pk}/act/submit/")
    assert f'<option value="{world.procuratorate.pk}" selected>' in asked
