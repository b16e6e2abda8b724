"""The suggestion at entry and on the page of a case, the no, and the table."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import AuditEvent
from cases.extensions import CaseAction
from cases.models import Case, OffenceAnswer, Threshold
from cases.selectors import case_view
from cases.selectors.inputs import input_of
from cases.selectors.offences import offences_at_entry, offences_of
from cases.services import correct_case
from cases.services.offences import answer_offence
from cases.views.offences import offence_context
from tests.cases.at_the_form import a_draft, a_form, send, shown
from tests.cases.factory import SHOP, agreement, case_input, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("table")]
FACTS = "以不合格产品冒充合格产品，销售金额共计51200元"
TITLE = "涉嫌犯罪提示"
REASON = "销售金额经复核为四万元，不足五万元"


def suspicious(world: World, **said: Any) -> Case:
    return recorded(world.clerk, **{"facts": FACTS, **said})


def page_of(browser: Any, case: Case) -> str:
    return shown(browser.get(f"/cases/{case.pk}/"))


def test_the_page_names_charge_threshold_value_and_where_it_stands(
    world: World, client_as: ClientAs
) -> None:
    page = page_of(client_as(world.clerk), suspicious(world))
    for text in (
        TITLE,
        "生产、销售伪劣产品罪",
        "51,200元",
        "50,000元以上",
        "102%",
        "刑法第一百四十条",
    ):
        assert text in page


def test_a_case_far_from_any_threshold_has_no_such_section(
    world: World, client_as: ClientAs
) -> None:
    assert TITLE not in page_of(client_as(world.clerk), recorded(world.clerk))


def test_a_supervisor_who_sees_the_facts_sees_it_and_one_who_does_not_sees_nothing(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=4)
    agreement(world, receiver=world.justice, grade_ceiling=2)
    case = suspicious(world)
    page = page_of(client_as(world.procurator), case)
    assert TITLE in page
    assert "办案机关尚未移送" in page
    assert "不构成，写明理由" not in page
    assert TITLE not in page_of(client_as(world.justice_officer), case)


def _sent(page: str) -> dict[str, str]:
    found = dict(re.findall(r'name="(fingerprint|version)" value="([^"]+)"', page))
    return {**found, "reason": REASON}


def test_a_reasoned_no_is_kept_told_to_the_procuratorate_and_logged(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=4)
    case, browser = suspicious(world), client_as(world.clerk)
    typed = _sent(page_of(browser, case))
    for _twice in range(2):
        assert browser.post(f"/cases/{case.pk}/offences/answer/", typed).status_code == 302
    assert OffenceAnswer.objects.count() == 1
    assert REASON in page_of(client_as(world.procurator), case)
    trail = shown(client_as(world.procurator).get(f"/cases/{case.pk}/trail/"))
    assert "认为不构成犯罪" in trail
    assert AuditEvent.objects.filter(verb="case.not_offence", case_id=case.pk).count() == 1


def test_it_is_asked_again_when_the_case_says_something_else(
    world: World, client_as: ClientAs
) -> None:
    case, browser = suspicious(world), client_as(world.clerk)
    browser.post(f"/cases/{case.pk}/offences/answer/", _sent(page_of(browser, case)))
    assert "不构成，写明理由" not in page_of(browser, case)
    case.refresh_from_db()
    data = replace(input_of(case), facts=FACTS.replace("51200", "88000"))
    correct_case(actor=world.clerk, case_id=case.pk, data=data, reason="复核", version=case.version)
    page = page_of(browser, case)
    assert "不构成，写明理由" in page
    assert "以前的答复" in page
    assert REASON in page


def test_a_no_without_a_reason_comes_back_with_what_is_wrong(
    world: World, client_as: ClientAs
) -> None:
    case, browser = suspicious(world), client_as(world.clerk)
    typed = _sent(page_of(browser, case))
    answer = browser.post(f"/cases/{case.pk}/offences/answer/", {**typed, "reason": "否"})
    assert answer.status_code == 422
    assert "至少 6 个字" in shown(answer)
    assert not OffenceAnswer.objects.exists()


@pytest.mark.parametrize("who", ["procurator", "urban_clerk", "system_admin"])
def test_nobody_else_says_no(world: World, client_as: ClientAs, who: str) -> None:
    agreement(world, grade_ceiling=4)
    case = suspicious(world)
    (line,) = offences_of(world.clerk, case_view(world.clerk, case.pk)).lines
    typed = {"fingerprint": line.suggestion.fingerprint, "version": 1, "reason": REASON}
    answer = client_as(world.people[who]).post(f"/cases/{case.pk}/offences/answer/", typed)
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        answer_offence(
            actor=world.people[who],
            case_id=case.pk,
            version=1,
            suggestion=line.suggestion,
            reason=REASON,
        )
    assert not OffenceAnswer.objects.exists()


def test_who_looked_at_an_earlier_version_is_told(world: World) -> None:
    case = suspicious(world)
    (line,) = offences_of(world.clerk, case_view(world.clerk, case.pk)).lines
    with pytest.raises(ValidationError):
        answer_offence(
            actor=world.clerk,
            case_id=case.pk,
            version=case.version + 1,
            suggestion=line.suggestion,
            reason=REASON,
        )


def test_the_button_carries_charge_and_threshold_by_id_and_nothing_else(world: World) -> None:
    case = suspicious(world)
    view = case_view(world.clerk, case.pk)
    actions = [CaseAction("移送", "/x/", key="goods"), CaseAction("移送", "/start/", key="forward")]
    context = offence_context(view, offences_of(world.clerk, view), actions)
    ((line, _answer, _form),) = context["offence_lines"]
    assert context["handover_url"] == "/start/"
    row = Threshold.objects.get(pk=line.threshold_id)
    assert (row.key, row.charge_id) == ("140.1.sales", line.charge_id)


def test_a_case_that_was_handed_over_is_not_said_to_wait_for_it(
    world: World, client_as: ClientAs
) -> None:
    case = suspicious(
        world,
        outcome="to_judicial",
        penalties=(),
        payments=(),
        decision_number="宁市监移〔2026〕5号",
    )
    text = shown(client_as(world.clerk).get(f"/cases/{case.pk}/"))
    assert "已移送公安机关" in text
    assert "移送涉嫌犯罪</a>" not in text


def test_it_is_suggested_while_typing_and_on_the_check_page(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    typed = {**a_form(facts=FACTS), "amount_involved": "4.5万元"}
    fragment = shown(browser.post("/cases/suggest/offences/", typed))
    assert "生产、销售伪劣产品罪" in fragment
    assert "<html" not in fragment
    draft = a_draft(browser, world.clerk)
    send(browser, draft, typed, next="check")
    assert "生产、销售伪劣产品罪" in shown(browser.get(f"/cases/drafts/{draft.pk}/check/"))


def test_half_typed_text_is_no_fault(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    typed = {"facts": FACTS, "amount_involved": "五", "bases-TOTAL_FORMS": "1",
             "bases-0-citation": "《产品质量"}  # fmt: skip
    assert "生产、销售伪劣产品罪" in shown(browser.post("/cases/suggest/offences/", typed))
    assert shown(browser.post("/cases/suggest/offences/", {"facts": "未悬挂"})).strip() == ""


@pytest.mark.parametrize("who", ["procurator", "judge", "system_admin"])
def test_who_records_no_case_is_suggested_nothing_at_entry(
    world: World, client_as: ClientAs, who: str
) -> None:
    browser = client_as(world.people[who])
    assert browser.post("/cases/suggest/offences/", {"facts": FACTS}).status_code == 404
    assert offences_at_entry(world.people[who], case_input(facts=FACTS)) == []


SMOKE = "无烟草专卖零售许可证经营烟草制品，非法经营数额31000元"


def test_earlier_penalties_of_the_same_party_in_the_same_field_are_counted(world: World) -> None:
    for month in (1, 3):
        recorded(
            world.clerk,
            decision_number=f"宁市监罚决字〔2026〕{month}号",
            filed_on=dt.date(2026, month, 1),
            conduct_from=None,
            decided_on=dt.date(2026, month, 20),
            served_on=dt.date(2026, month, 21),
        )
    case = recorded(world.clerk, facts=SMOKE)
    found = offences_of(world.clerk, case_view(world.clerk, case.pk)).lines
    (line,) = found
    parts = {part.threshold.measure: part for part in line.suggestion.parts}
    assert parts["penalties"].reading is not None
    assert parts["penalties"].reading.value == Decimal(2)
    at_entry = offences_at_entry(world.clerk, case_input(facts=SMOKE, parties=(SHOP,)))
    assert [one.charge.name for one in at_entry] == ["非法经营罪"]


def test_sealed_records_of_public_order_are_not_counted(world: World) -> None:
    for month in (1, 3):
        recorded(
            world.clerk,
            sector="police",
            decision_number=f"宁市监罚决字〔2026〕{month}号",
            filed_on=dt.date(2026, month, 1),
            conduct_from=None,
            decided_on=dt.date(2026, month, 20),
            served_on=dt.date(2026, month, 21),
        )
    case = recorded(world.clerk, facts=SMOKE, sector="police")
    assert offences_of(world.clerk, case_view(world.clerk, case.pk)).lines == ()


def test_a_suggestion_costs_few_queries_and_a_case_without_one_fewer(world: World) -> None:
    plain, case = recorded(world.clerk), suspicious(world, decision_number="宁罚〔2026〕77号")
    for each, most in ((plain, 2), (case, 3)):
        view = case_view(world.clerk, each.pk)
        with real_queries() as queries:
            offences_of(world.clerk, view)
        assert len(queries) <= most, queries


def test_the_table_is_read_by_who_reads_laws_and_set_by_the_system_administrator(
    world: World, client_as: ClientAs
) -> None:
    reader = client_as(world.procurator)
    page = shown(reader.get("/thresholds/?q=140"))
    assert "生产、销售伪劣产品罪" in page
    assert "污染环境罪" not in page
    assert "设定本地标准" not in shown(reader.get("/thresholds/140.1.sales/"))
    assert reader.get("/thresholds/nothing/").status_code == 404
    keeper = client_as(world.system_admin)
    assert "设定本地标准" in shown(keeper.get("/thresholds/140.1.sales/"))
    typed = {
        "value": "60000",
        "scope": "national",
        "effective_from": "2026-01-01",
        "ground": "法释〔2026〕1号第一条",
    }
    assert keeper.post("/thresholds/140.1.sales/set/", typed).status_code == 302
    row = Threshold.objects.get(is_own=True)
    assert "60,000元以上" in shown(reader.get("/thresholds/140.1.sales/"))
    ended = {"last": "2025-12-31", "end_ground": "误设"}
    assert keeper.post(f"/thresholds/values/{row.pk}/end/", ended).status_code == 302
    assert "已撤回" in shown(reader.get("/thresholds/140.1.sales/"))
    assert keeper.post("/thresholds/140.1.sales/set/", {}).status_code == 422
