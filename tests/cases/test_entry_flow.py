"""From the button to the recorded case, without scripts."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cases.forms.typed import pack
from cases.models import Case, CaseDraft, RemedyStatus
from cases.services import save_draft
from tests.cases.at_the_form import BASIS, PARTY, a_draft, a_form, fields_on, record, send, shown
from tests.personas import World

ClientAs = Callable[..., Client]


def test_a_clerk_records_a_decision_without_scripts(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)

    sent = send(browser, draft, a_form(), next="check")
    assert sent.status_code == 302
    check = browser.get(sent.url)
    assert "宁川县禾丰食品店" in shown(check)
    assert "5,000.00元" in shown(check)

    assert record(browser, draft, then="show").status_code == 302
    case = Case.objects.get()
    assert case.owner == world.market
    assert (case.decision_number, case.fine_total) == ("宁市监罚〔2026〕12号", Decimal(5000))
    assert f"{case.filed_on} {case.conduct_from} {case.decided_on} {case.served_on}" == (
        "2026-03-02 2026-03-01 2026-05-06 2026-05-08"
    )
    party, basis = case.parties.get(), case.bases.get()
    assert (party.identifier_type, party.identifier) == ("uscc", PARTY["identifier"])
    assert (basis.article, basis.paragraph, basis.item) == (124, 1, 5)
    assert [officer.person for officer in case.officers.all()] == [world.clerk, world.clerk_b]


def test_one_line_may_cite_several_provisions(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    line = {**BASIS, "citation": "《食品安全法》第三十四条、第五十四条第一款"}
    send(browser, draft, a_form(bases=[line]), next="check")
    record(browser, draft)
    assert list(Case.objects.get().bases.values_list("article", "paragraph")) == [
        (34, None),
        (54, 1),
    ]


def test_a_row_is_added_and_removed_by_the_server(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)

    more = send(browser, draft, a_form(), add="parties")
    fields = fields_on(more)
    assert fields["parties-TOTAL_FORMS"] == "2"
    assert fields["parties-0-name"] == "宁川县禾丰食品店"
    assert "autofocus" in shown(more)

    two = [PARTY, {"kind": "natural", "name": "白露"}]
    less = send(browser, draft, a_form(parties=two), remove="parties-0")
    assert fields_on(less)["parties-TOTAL_FORMS"] == "1"
    assert fields_on(less)["parties-0-name"] == "白露"


def test_opening_twice_gives_one_draft_and_looking_gives_none(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    browser.get(reverse("cases:new"))
    assert not CaseDraft.objects.exists()
    browser.post(reverse("cases:new"))
    browser.post(reverse("cases:new"))
    assert CaseDraft.objects.count() == 1


def test_what_was_typed_survives_signing_out(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    url = reverse("cases:draft_autosave", args=[draft.pk])
    half = a_form(decided_on="不知道")
    assert browser.post(url, half).json()["saved_at"]
    browser.logout()

    again = client_as(world.clerk)
    assert "宁川县禾丰食品店" in shown(again.get(reverse("cases:new")))
    page = again.get(reverse("cases:draft", args=[draft.pk]))
    assert fields_on(page)["decided_on"] == "不知道"
    assert fields_on(page)["parties-0-identifier"] == PARTY["identifier"]
    assert "error-summary" not in shown(page)


def test_what_was_saved_automatically_never_replaces_what_was_sent_later(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    url = reverse("cases:draft_autosave", args=[draft.pk])
    assert browser.post(url, a_form(cause="第一稿", sequence="1")).status_code == 200
    page = send(browser, draft, a_form(cause="第三稿", sequence="3"), add="evidence")
    late = browser.post(url, a_form(cause="第二稿", sequence="2"))
    assert late.status_code == 409
    assert fields_on(browser.get(reverse("cases:draft", args=[draft.pk])))["cause"] == "第三稿"

    following = str(int(fields_on(page)["sequence"]) + 1)
    assert browser.post(url, a_form(cause="第四稿", sequence=following)).status_code == 200


def test_what_a_button_sends_is_kept_from_an_older_window_too(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    url = reverse("cases:draft_autosave", args=[draft.pk])
    browser.post(url, a_form(cause="新窗口", sequence="9"))
    page = send(browser, draft, a_form(cause="旧窗口", sequence="2"), add="evidence")
    assert fields_on(page)["sequence"] == "10"
    assert fields_on(browser.get(reverse("cases:draft", args=[draft.pk])))["cause"] == "旧窗口"


def test_the_draft_is_encrypted_and_empty_once_recorded(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(), next="check")
    record(browser, draft)
    draft.refresh_from_db()
    assert draft.form_data == ""
    assert browser.get(reverse("cases:new")).context["drafts"].count() == 0


def test_a_draft_can_be_thrown_away(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    url = reverse("cases:draft_discard", args=[draft.pk])
    assert browser.get(url).status_code == 200
    assert CaseDraft.objects.exists()
    browser.post(url)
    assert not CaseDraft.objects.exists()


def test_the_next_case_keeps_officers_source_and_procedure_only(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(source="complaint"), next="check")
    page = browser.get(record(browser, draft, then="next").url)
    fields = fields_on(page)
    assert fields["officers-0-name"] == "林知远"
    assert fields["officers-1-name"] == "苏映岚"
    assert fields["parties-0-name"] == fields["cause"] == ""
    assert 'value="complaint" selected' in shown(page)


@pytest.mark.parametrize("times", [2, 5])
def test_pressing_record_again_gives_the_same_case(
    world: World, client_as: ClientAs, times: int
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(), next="check")
    answers = {record(browser, draft, then="show").url for _time in range(times)}
    assert answers == {reverse("cases:detail", args=[Case.objects.get().pk])}
    for name in ("cases:draft", "cases:draft_check", "cases:draft_discard"):
        answer = browser.get(reverse(name, args=[draft.pk]))
        assert answer["Location"] in answers


def test_an_old_case_is_entered_with_all_that_followed(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    later = a_form(
        deferrals=[{"approved_on": "20260520", "plan_end": "20261231", "plan": "分三期"}],
        steps=[{"kind": "reminder", "done_on": "2026-6-20", "number": "宁市监催〔2026〕1号"}],
        remedies=[{"kind": "lawsuit", "body": "宁川县人民法院", "filed_on": "2026-6-1"}],
    )
    check = browser.get(send(browser, draft, later, next="check").url)
    assert "宁市监催〔2026〕1号" in shown(check)
    record(browser, draft)
    case = Case.objects.get()
    assert (case.deferrals.get().plan, case.steps.get().kind) == ("分三期", "reminder")
    assert case.remedy_status == RemedyStatus.IN_LAWSUIT


def test_a_draft_from_before_a_part_was_added_still_opens(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    old = {name: value for name, value in a_form().items() if not name.startswith("remedies-")}
    save_draft(actor=world.clerk, draft_id=draft.pk, form_data=pack(old))
    page = browser.get(reverse("cases:draft", args=[draft.pk]), {"check": "1"})
    assert "error-summary" not in shown(page)
