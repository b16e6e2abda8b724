"""What is wrong is said at its field, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cases.models import Case
from tests.cases.at_the_form import PARTY, a_draft, a_form, fields_on, record, send, shown
from tests.personas import World

ClientAs = Callable[..., Client]
WRONG_ID = "330106199001011234"


def test_everything_typed_stays_when_something_is_wrong(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(decided_on="2026-13-40", filed_on="昨天")
    page = send(browser, draft, typed, next="check")
    assert page.status_code == 422
    fields = fields_on(page)
    texts = {name: value for name, value in typed.items() if name in fields}
    assert {name: fields[name] for name in texts} == texts
    assert 'href="#id_decided_on"' in shown(page)
    assert 'href="#id_filed_on"' in shown(page)


@pytest.mark.parametrize(
    ("changed", "target", "message"),
    [
        ({"parties": []}, "set-parties", "至少填写一名当事人"),
        ({"penalties": []}, "set-penalties", "至少填写一种处罚"),
        ({"penalties": [{"kind": "fine"}]}, "id_penalties-0-amount", "罚款须填写金额"),
        ({"parties": [{"kind": "organisation", "phone": "1"}]}, "id_parties-0-name", "必填"),
        ({"decided_on": "2026-01-01"}, "id_decided_on", "不能早于立案日期"),
        ({"cause": ""}, "id_cause", "请填写案由"),
        (
            {"bases": [{"use": "penalised", "citation": "食品安全法"}]},
            "id_bases-0-citation",
            "法律",
        ),
        ({"matter_text": "没有的事项"}, "id_matter_text", "没有这个处罚事项"),
        (
            {"payments": [{"amount": "0", "paid_on": "20260509"}]},
            "id_payments-0-amount",
            "大于零",
        ),
    ],
)
def test_a_fault_leads_to_its_field(
    world: World, client_as: ClientAs, changed: dict[str, object], target: str, message: str
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    page = shown(send(browser, draft, a_form(**changed), next="check"))
    assert f'href="#{target}"' in page
    assert f'id="{target}"' in page
    assert message in page


def test_faults_of_fields_and_of_the_whole_are_shown_together(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(parties=[], decided_on="2026-01-01", conduct_from="?")
    page = shown(send(browser, draft, typed, next="check"))
    for target in ("set-parties", "id_decided_on", "id_conduct_from"):
        assert f'href="#{target}"' in page


def test_a_wrong_id_number_is_explained_and_not_repeated_in_the_message(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    party = {"kind": "natural", "name": "白露", "identifier": WRONG_ID}
    page = send(browser, draft, a_form(parties=[party]), next="check")
    assert "身份证号码校验位不符" in shown(page)
    assert shown(page).count(WRONG_ID) == 1
    assert fields_on(page)["parties-0-identifier"] == WRONG_ID


def test_a_number_that_the_agency_has_used_comes_back_to_the_form(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    first = a_draft(browser, world.clerk)
    send(browser, first, a_form(), next="check")
    record(browser, first)
    second = a_draft(browser, world.clerk)
    send(browser, second, a_form(), next="check")

    check = shown(browser.get(reverse("cases:draft_check", args=[second.pk])))
    assert "本机关已有这个文号的案件" in check

    page = record(browser, second)
    assert page.status_code == 422
    assert 'href="#id_decision_number"' in shown(page)
    assert fields_on(page)["parties-0-name"] == PARTY["name"]
    assert Case.objects.count() == 1


def test_a_case_of_another_agency_is_no_duplicate_for_a_stranger(
    world: World, client_as: ClientAs
) -> None:
    other = client_as(world.urban_clerk)
    draft = a_draft(other, world.urban_clerk)
    send(other, draft, a_form(), next="check")
    record(other, draft)

    browser = client_as(world.clerk)
    mine = a_draft(browser, world.clerk)
    check = browser.get(send(browser, mine, a_form(), next="check").url)
    assert "可能已经录入过" not in shown(check)


def test_what_is_unusual_is_said_but_may_be_recorded(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(officers=[], decision_number="宁市监罚〔2024〕12号")
    check = shown(browser.get(send(browser, draft, typed, next="check").url))
    assert "不少于两人" in check
    assert "文号中的年份是 2024 年" in check
    assert record(browser, draft).status_code == 302


def test_an_unfinished_draft_is_not_recorded(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    back = record(browser, draft)
    assert back.url.startswith(reverse("cases:draft", args=[draft.pk]))
    assert "error-summary" in shown(browser.get(back.url))
    assert not Case.objects.exists()


@pytest.fixture
def catalogue(db: None) -> None:
    call_command("load_reference", "laws", "matters", verbosity=0)


def test_a_matter_brings_cause_sector_and_provisions(
    catalogue: None, world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(matter_text="SJ-004", cause="", bases=[])

    check = browser.get(send(browser, draft, typed, next="check").url)
    assert "该处罚事项通常引用的条款" in shown(check)
    browser.post(reverse("cases:draft_check", args=[draft.pk]))
    record(browser, draft)

    case = Case.objects.get()
    assert case.matter
    assert (case.matter.code, case.cause, case.sector) == (
        "SJ-004",
        "经营超过保质期的食品案",
        "market",
    )
    assert [(basis.use, basis.article) for basis in case.bases.all()] == [
        ("violated", 34),
        ("penalised", 124),
    ]
    assert all(basis.law for basis in case.bases.all())


def test_the_button_beside_the_matter_fills_in_without_scripts(
    catalogue: None, world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    typed = a_form(matter_text="经营超过保质期的食品", cause="自己写的案由", bases=[])
    fields = fields_on(send(browser, draft, typed, fill="bases"))
    assert fields["cause"] == "自己写的案由"
    assert fields["bases-1-citation"].startswith("《中华人民共和国食品安全法》第一百二十四条")
