"""A correction keeps history, and never runs over somebody else's unseen."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.forms.typed import Typed
from cases.inputs import PartyInput, RemedyInput, StepInput
from cases.models import Case, CaseRevision, ExecutionStatus, RemedyStatus
from cases.services import add_fact
from tests.cases.at_the_form import PARTY, a_draft, a_form, queries_of, record, send, shown
from tests.cases.factory import recorded
from tests.personas import World

ClientAs = Callable[..., Client]
PHONE = "13900001234"


@pytest.fixture
def case(world: World, client_as: ClientAs) -> Case:
    """A case recorded by the clerk."""
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(parties=[{**PARTY, "phone": PHONE}]), next="check")
    record(browser, draft)
    return Case.objects.get()


def _form(browser: Client, case: Case) -> Typed:
    """The form as the page fills it."""
    page = browser.get(reverse("cases:correct", args=[case.pk]))
    return {**page.context["form"].typed, "version": str(case.version)}


def _save(browser: Client, case: Case, typed: Typed, **changed: str) -> Any:
    url = reverse("cases:correct", args=[case.pk])
    return browser.post(url, {**typed, **changed, "next": "record"})


def test_a_correction_is_kept_with_its_reason(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk_b)
    changes = {"penalties-0-amount": "6000", "reason": "金额录错"}
    answer = _save(browser, case, _form(browser, case), **changes)
    assert answer.url == reverse("cases:detail", args=[case.pk])
    case.refresh_from_db()
    assert case.fine_total == Decimal(6000)
    revision = CaseRevision.objects.get()
    assert (revision.reason, revision.person) == ("金额录错", world.clerk_b)
    assert '"5000.00"' in revision.before


def test_saving_the_form_as_it_opens_changes_nothing(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    _save(browser, case, _form(browser, case), reason="看一看")
    case.refresh_from_db()
    assert case.version == 1
    assert not CaseRevision.objects.exists()


def test_identifiers_stay_unseen_and_unchanged_unless_typed_anew(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    page = shown(browser.get(reverse("cases:correct", args=[case.pk])))
    assert PARTY["identifier"] not in page
    assert PHONE not in page
    _save(browser, case, _form(browser, case), cause="改过的案由", reason="案由录错")
    party = case.parties.get()
    assert (party.identifier, party.phone) == (PARTY["identifier"], PHONE)


def test_a_reason_is_required_and_what_was_typed_stays(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    page = _save(browser, case, _form(browser, case), cause="改过的案由")
    assert page.status_code == 422
    assert 'href="#id_reason"' in shown(page)
    assert "改过的案由" in shown(page)


def test_the_slower_of_two_is_told_and_may_decide(
    world: World, client_as: ClientAs, case: Case
) -> None:
    slow, quick = client_as(world.clerk), client_as(world.clerk_b)
    typed = _form(slow, case)
    _save(quick, case, _form(quick, case), cause="苏的案由", reason="案由写漏")
    page = _save(slow, case, typed, cause="林的案由", reason="案由录错")
    assert page.status_code == 409
    text = shown(page)
    for expected in ("苏映岚", "案由写漏", "林的案由", 'name="version" value="2"'):
        assert expected in text
    case.refresh_from_db()
    assert case.cause == "苏的案由"

    _save(slow, case, typed, cause="林的案由", reason="案由录错", version="2")
    case.refresh_from_db()
    assert (case.cause, case.version) == ("林的案由", 3)


def test_rows_are_added_without_scripts_and_the_reason_stays(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    url = reverse("cases:correct", args=[case.pk])
    page = shown(browser.post(url, {**_form(browser, case), "reason": "补录", "add": "evidence"}))
    assert 'name="evidence-0-name"' in page
    assert "补录" in page
    assert "error-summary" not in page


def test_what_is_left_as_it_was_stays(world: World, client_as: ClientAs, case: Case) -> None:
    remedy = case.remedies.create(kind="lawsuit", body="宁川县人民法院", filed_on="2026-05-20")
    browser = client_as(world.clerk)
    _save(browser, case, _form(browser, case), cause="改过的案由", reason="案由录错")
    assert list(case.remedies.all()) == [remedy]


def test_a_pending_remedy_gets_its_result(world: World, client_as: ClientAs, case: Case) -> None:
    filed = RemedyInput(
        kind="reconsideration", body="宁川县人民政府", filed_on=dt.date(2026, 5, 20)
    )
    add_fact(actor=world.clerk, case_id=case.pk, fact=filed)
    case.refresh_from_db()
    browser = client_as(world.clerk)
    result = {"remedies-0-decided_on": "2026-7-1", "remedies-0-outcome": "revoked"}
    _save(browser, case, _form(browser, case), **result, reason="复议已审结")
    remedy = case.remedies.get()
    assert (remedy.decided_on, remedy.outcome) == (dt.date(2026, 7, 1), "revoked")
    case.refresh_from_db()
    assert case.remedy_status == RemedyStatus.REVOKED


def test_a_mistaken_step_is_removed(world: World, client_as: ClientAs, case: Case) -> None:
    reminder = StepInput(kind="reminder", done_on=dt.date(2026, 7, 1))
    add_fact(actor=world.clerk, case_id=case.pk, fact=reminder)
    case.refresh_from_db()
    assert case.execution_status == ExecutionStatus.REMINDED
    browser = client_as(world.clerk)
    _save(browser, case, {**_form(browser, case), "steps-0-DELETE": "on"}, reason="录错案件")
    case.refresh_from_db()
    assert case.execution_status == ExecutionStatus.PENDING
    assert not case.steps.exists()
    assert '"reminder"' in CaseRevision.objects.get().before


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"decided_on": "2026-07-01"}, "已填写审结日期，请选择结果"),
        ({"outcome": "upheld"}, "已选择结果，请填写审结日期"),
        ({"outcome": "upheld", "decided_on": "2026-05-01"}, "审结日期不能早于受理日期"),
        ({"filed_on": "2026-01-01"}, "日期不能早于决定日期"),
        ({"filed_on": "2099-01-01"}, "日期不能晚于今天"),
    ],
)
def test_a_correction_keeps_to_the_rules_of_the_short_forms(
    world: World, client_as: ClientAs, case: Case, changed: dict[str, str], fault: str
) -> None:
    case.remedies.create(kind="lawsuit", body="宁川县人民法院", filed_on="2026-05-20")
    browser = client_as(world.clerk)
    typed = {f"remedies-0-{name}": value for name, value in changed.items()}
    page = _save(browser, case, _form(browser, case), **typed, reason="补录")
    assert page.status_code == 422
    assert fault in shown(page)
    assert 'href="#set-remedies"' in shown(page)
    assert '<details class="query-more" open>' in shown(page)


def test_what_was_missing_when_imported_is_completed(world: World, client_as: ClientAs) -> None:
    missing = ("party_name", "decision_number")
    nameless = PartyInput(kind="organisation")
    case = recorded(world.clerk, missing=missing, decision_number="", parties=(nameless,))
    browser = client_as(world.clerk)
    typed = _form(browser, case)
    _save(browser, case, typed, decision_number="宁市监罚〔2026〕77号", reason="补全文号")
    case.refresh_from_db()
    assert case.missing == ["party_name"]
    typed = {**_form(browser, case), "parties-0-name": "宁川县禾丰食品店"}
    _save(browser, case, typed, reason="补全名称")
    case.refresh_from_db()
    assert case.missing == []


def test_a_row_of_another_case_is_not_corrected_by_its_number(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(decision_number="宁市监罚〔2026〕13号"), next="check")
    record(browser, draft)
    other = Case.objects.latest("pk")
    typed = {**_form(browser, case), "parties-0-id": str(other.parties.get().pk)}
    page = _save(browser, case, typed, reason="试一试")
    assert page.status_code == 422
    assert "要更正的内容已不存在" in shown(page)


@pytest.mark.parametrize(
    "persona", ["urban_clerk", "procurator", "legal_reviewer", "security_admin"]
)
def test_a_stranger_finds_nothing_to_correct(
    world: World, client_as: ClientAs, case: Case, persona: str
) -> None:
    browser = client_as(world.people[persona])
    url = reverse("cases:correct", args=[case.pk])
    assert browser.get(url).status_code == browser.post(url, {}).status_code == 404


def test_the_page_asks_as_much_for_thirty_parties_as_for_one(
    world: World, client_as: ClientAs, case: Case
) -> None:
    browser = client_as(world.clerk)
    url = reverse("cases:correct", args=[case.pk])
    one = queries_of(browser, url)
    draft = a_draft(browser, world.clerk)
    many = [{**PARTY, "name": f"禾丰食品{n}店"} for n in range(30)]
    officers = [{"name": "林知远"}] * 20
    typed = a_form(parties=many, officers=officers, decision_number="宁市监罚〔2026〕13号")
    send(browser, draft, typed, next="check")
    record(browser, draft)
    large = reverse("cases:correct", args=[Case.objects.latest("pk").pk])
    # Another browser: in this one a message still waits in the session.
    assert queries_of(client_as(world.clerk), large) == one <= 10
