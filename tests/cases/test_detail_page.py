"""The page of a case: what each reader sees, and what it keeps from them."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.inputs import PenaltyInput
from cases.models import Case, CaseAccess, CasePersonAccess
from cases.services import record_case
from cases.sharing import view_permission_id
from tests.cases.factory import FACTS, MAN, SHOP, agreement, investigation, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

NUMBER = "宁市监罚决字〔2026〕第000012号"
NOT_SHARED = "根据共享权限，本部分不显示"
REASON = {"reason": "核对当事人身份"}


def page_of(client: Client, case: Case, status: int = 200) -> str:
    response = client.get(f"/cases/{case.pk}/")
    assert response.status_code == status
    page = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return page


def section(page: str, key: str) -> str:
    found = re.search(rf'<section class="panel" id="{key}".*?</section>', page, re.DOTALL)
    assert found is not None, key
    return found[0]


def assert_visible(page: str, *, expected: list[str], hidden: list[str]) -> None:
    for words in expected:
        assert words in page, words
    for words in hidden:
        assert words not in page, words


def test_the_owner_sees_every_section_and_numbers_masked(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, parties=(SHOP, MAN))
    page = page_of(client_as(world.clerk), case)
    assert_visible(
        page,
        expected=[
            FACTS,
            "欧阳远山",
            "110***********002X",
            "138****1234",
            "《中华人民共和国食品安全法》第一百二十四条第一款",
            "周子谦",
            "直接送达",
            "宁川县晨光食品有限公司等2人",
            "自2026-06-03",
            "为什么我能看到这个案件",
            "本机关办理的案件",
            "登记缴款",
        ],
        hidden=[MAN.identifier, MAN.phone, NOT_SHARED],
    )


def test_the_bar_names_number_party_statuses_and_the_next_deadline(
    world: World, client_as: ClientAs
) -> None:
    page = page_of(client_as(world.clerk), recorded(world.clerk))
    bar = page[page.index('class="identity"') : page.index('class="crumbs"')]
    assert_visible(
        bar, expected=[NUMBER, SHOP.name, "已决定", "待履行", "缴款期限", "天"], hidden=[FACTS]
    )


def test_strangers_and_administrators_get_404(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    strangers = ("urban_clerk", "procurator", "judge", "system_admin", "audit_admin")
    for name in (*strangers, "security_admin"):
        browser = client_as(world.people[name])
        for path in ("", "print/", "payments/new/", "serve/", "close/"):
            assert browser.get(f"/cases/{case.pk}/{path}").status_code == 404, (name, path)
        assert browser.post(f"/cases/{case.pk}/reveal/", REASON).status_code == 404, name
        page_of(browser, Case(pk=case.pk + 10**6), status=404)
    assert not AuditEvent.objects.filter(verb__in=["case.read", "case.reveal"]).exists()


def test_a_number_too_long_for_a_case_is_not_found(world: World, client_as: ClientAs) -> None:
    assert client_as(world.clerk).get(f"/cases/{10**30}/").status_code == 404


def test_a_supervisor_of_low_grade_sees_a_masked_person_and_no_facts(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, parties=(MAN,), decision_content="对欧阳远山罚款五千元")
    page = page_of(client_as(world.procurator), case)
    assert_visible(
        page,
        expected=["欧阳**", "（已脱敏）", "5,000.00元", "数据级别不超过L2", NOT_SHARED],
        hidden=["欧阳远山", FACTS, "北门巷", "138****1234", MAN.identifier, "登记缴款", "更正</a>"],
    )
    for key in ("facts", "evidence"):
        assert NOT_SHARED in section(page, key)
    assert "无权查看" in section(page, "decision")


def test_clearance_bounds_what_an_agreement_would_allow(world: World, client_as: ClientAs) -> None:
    agreement(world, receiver=world.coordination, grade_ceiling=3)
    case = recorded(world.clerk, parties=(MAN,))
    assert_visible(
        page_of(client_as(world.coordinator), case),
        expected=["欧阳**"],
        hidden=["欧阳远山", FACTS, "北门巷"],
    )


def test_a_follower_sees_progress_but_neither_party_nor_facts(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, profile="follower")
    case = recorded(world.clerk, parties=(MAN,), decision_content="对欧阳远山罚款五千元")
    page = page_of(client_as(world.procurator), case)
    assert_visible(
        page,
        expected=["5,000.00元", "待履行", "缴款期限"],
        hidden=["欧阳", FACTS, "周子谦", "录入平台"],
    )
    for key in ("parties", "facts", "evidence", "remedies", "officers"):
        assert NOT_SHARED in section(page, key)


def test_a_pointer_sees_number_agency_and_contact_only(world: World, client_as: ClientAs) -> None:
    agreement(world, profile="pointer")
    case = recorded(world.clerk, parties=(MAN,))
    page = page_of(client_as(world.procurator), case)
    assert_visible(
        page,
        expected=[NUMBER, "宁川县市场监督管理局"],
        hidden=["欧阳", FACTS, "5,000", "待履行", "已决定", "食品", "周子谦", "2026-06-01"],
    )
    assert page.count(NOT_SHARED) == 10


def test_why_names_purpose_basis_giver_and_end(world: World, client_as: ClientAs) -> None:
    agreement(world, valid_to=timezone.localdate().replace(year=2030))
    why = section(page_of(client_as(world.procurator), recorded(world.clerk)), "why")
    assert_visible(
        why,
        expected=[
            "共享协议",
            "行政处罚法第二十七条",
            "行政检察监督",
            "监督机关",
            "曾慎行",
            "2030-",
        ],
        hidden=[],
    )


def test_an_ended_agreement_and_an_expired_row_bite_at_once(
    world: World, client_as: ClientAs
) -> None:
    shared = agreement(world)
    case = recorded(world.clerk)
    procurator = client_as(world.procurator)
    page_of(procurator, case)
    CaseAccess.objects.filter(agreement=shared).update(expires_at=timezone.now())
    page_of(procurator, case, status=404)
    CaseAccess.objects.filter(agreement=shared).update(expires_at=None)
    page_of(procurator, case)
    end_agreement(actor=world.security_admin_b, agreement=shared, reason="协议调整")
    page_of(procurator, case, status=404)


def test_a_restricted_case_opens_for_named_people_only(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    case.access.update(named_only=True)
    CasePersonAccess.objects.create(
        user=world.clerk, permission_id=view_permission_id(), content_object=case
    )
    page_of(client_as(world.clerk), case)
    page_of(client_as(world.leader), case, status=404)


def test_whoever_opens_a_case_is_logged(world: World, client_as: ClientAs) -> None:
    agreement(world)
    case = recorded(world.clerk)
    page_of(client_as(world.clerk), case)
    page_of(client_as(world.procurator), case)
    lines = AuditEvent.objects.filter(verb="case.read", case_id=case.pk).order_by("pk")
    assert [(line.actor_id, line.outside) for line in lines] == [
        (world.clerk.pk, False),
        (world.procurator.pk, True),
    ]


def test_missing_content_is_asked_for_from_the_owner_only(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    case = recorded(world.clerk, decision_number="", missing=("decision_number",))
    assert_visible(
        page_of(client_as(world.clerk), case),
        expected=[
            "登记时缺少的内容须补全：决定书文号",
            f'href="/cases/{case.pk}/correct/"',
            "无文号",
        ],
        hidden=[],
    )
    assert "须补全" not in page_of(client_as(world.procurator), case)


def test_an_undecided_case_says_so_and_offers_no_payment(world: World, client_as: ClientAs) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    page = page_of(client_as(world.clerk), case)
    assert_visible(page, expected=["尚未作出决定", "办案期限", "结案"], hidden=["登记缴款"])


def test_revealing_needs_a_reason_and_shows_the_number_once(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk, parties=(MAN,))
    clerk = client_as(world.clerk)
    url = f"/cases/{case.pk}/reveal/"
    refused = clerk.post(url, {"reason": "看"})
    assert refused.status_code == 422
    assert_visible(
        refused.content.decode(),
        expected=["请写明查看完整号码的事由", 'value="看"'],
        hidden=[MAN.identifier, MAN.phone],
    )
    shown = clerk.post(url, REASON)
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert_visible(shown.content.decode(), expected=[MAN.identifier, MAN.phone], hidden=[])
    line = AuditEvent.objects.get(verb="case.reveal")
    assert (line.actor_id, line.ground) == (world.clerk.pk, REASON["reason"])
    assert clerk.get(url).status_code == 405
    assert_visible(page_of(clerk, case), expected=[], hidden=[MAN.identifier])


@pytest.mark.parametrize(("ceiling", "status"), [(3, 404), (4, 200)])
def test_a_supervisor_reveals_only_at_the_highest_grade(
    world: World, client_as: ClientAs, ceiling: int, status: int
) -> None:
    agreement(world, grade_ceiling=ceiling)
    case = recorded(world.clerk, parties=(MAN,))
    browser = client_as(world.procurator)
    assert ("查看完整证件号码" in page_of(browser, case)) is (status == 200)
    response = browser.post(f"/cases/{case.pk}/reveal/", REASON)
    assert response.status_code == status
    assert (MAN.identifier in response.content.decode()) is (status == 200)
    assert AuditEvent.objects.filter(verb="case.reveal", outside=True).exists() is (status == 200)


def test_it_is_never_stored_by_the_browser(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    for path in ("", "print/", "payments/new/"):
        response = client_as(world.clerk).get(f"/cases/{case.pk}/{path}")
        assert "no-store" in response.headers["Cache-Control"]


def test_what_is_typed_is_escaped(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, cause="<script>alert(1)</script>案")
    assert "<script>alert(1)" not in page_of(client_as(world.clerk), case)


@pytest.mark.parametrize("persona", ["clerk", "procurator"])
def test_it_takes_at_most_fifteen_queries_however_much_happened(
    world: World, client_as: ClientAs, persona: str
) -> None:
    agreement(world)
    small = recorded(world.clerk)
    penalties = tuple(PenaltyInput(kind="fine", amount=Decimal(n)) for n in range(1, 30))
    big = recorded(
        world.clerk,
        decision_number="宁市监罚决字〔2026〕第000013号",
        parties=(SHOP, MAN) * 10,
        penalties=penalties,
    )
    browser = client_as(world.people[persona])
    counts = []
    for case in (small, big):
        with real_queries() as queries:
            page_of(browser, case)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 15, "\n".join(queries)
