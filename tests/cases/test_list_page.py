"""The list of cases: what it shows, to whom, and what it can't be made to tell."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.inputs import PaymentInput, PenaltyInput
from cases.models import CaseAccess, CasePersonAccess
from cases.services import add_fact
from cases.sharing import view_permission_id
from tests.cases.factory import FACTS, MAN, SHOP, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

URL = "/cases/"
NUMBER = "宁市监罚决字〔2026〕第000012号"


def text_of(client: Client, query: str = "", status: int = 200) -> str:
    """The main part of the page as a person reads it."""
    response = client.get(f"{URL}?{query}")
    assert response.status_code == status
    page = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return page


def assert_visible(page: str, *, expected: list[str], hidden: list[str]) -> None:
    for words in expected:
        assert words in page, words
    for words in hidden:
        assert words not in page, words


def numbered(n: int) -> str:
    return f"宁市监罚决字〔2026〕第{n:06d}号"


def test_it_sends_a_stranger_to_sign_in(client: Client) -> None:
    response = client.get(URL)
    assert (response.status_code, response.headers["Location"][:9]) == (302, "/sign-in/")


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", "audit_admin"])
def test_it_does_not_exist_for_administrators(
    world: World, client_as: ClientAs, admin: str
) -> None:
    recorded(world.clerk)
    assert client_as(world.people[admin]).get(URL).status_code == 404


def test_a_clerk_sees_a_line_with_everything_of_it(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, parties=(SHOP, MAN))
    page = text_of(client_as(world.clerk))
    assert_visible(
        page,
        expected=[
            f'<a href="/cases/{case.pk}/" data-key-item>{NUMBER}</a>',
            "宁川县晨光食品有限公司等2人",
            "经营超过保质期的食品案",
            "2026-06-01",
            "5,000.00",
            "已决定",
            "待履行",
            "共 1 件",
        ],
        hidden=[FACTS, MAN.identifier, MAN.phone],
    )
    assert re.search(r"逾期\d+天|还有\d+天|今天到期", page)


def test_other_agencies_see_nothing_without_a_ground(world: World, client_as: ClientAs) -> None:
    recorded(world.clerk)
    for person in (world.urban_clerk, world.procurator, world.judge, world.coordinator):
        assert_visible(
            text_of(client_as(person)), expected=["还没有案件"], hidden=[NUMBER, SHOP.name]
        )


def test_a_follower_sees_the_progress_and_no_party(world: World, client_as: ClientAs) -> None:
    agreement(world, profile="follower")
    recorded(world.clerk, parties=(MAN,))
    assert_visible(
        text_of(client_as(world.procurator)),
        expected=[NUMBER, "经营超过保质期的食品案", "待履行", "市场监管局"],
        hidden=["欧阳", FACTS],
    )


def test_a_pointer_sees_the_number_and_the_agency_only(world: World, client_as: ClientAs) -> None:
    agreement(world, profile="pointer")
    recorded(world.clerk, parties=(MAN,))
    page = text_of(client_as(world.procurator))
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert_visible(
        table,
        expected=[NUMBER, "市场监管局", "无权查看"],
        hidden=["欧阳", "食品", "2026-06-01", "5,000", "已决定", "待履行", "逾期"],
    )


def test_a_low_grade_shows_a_person_masked_and_a_company_in_full(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, parties=(MAN,))
    recorded(world.clerk, decision_number=numbered(2))
    assert_visible(
        text_of(client_as(world.procurator)),
        expected=["欧阳**", SHOP.name],
        hidden=["欧阳远山"],
    )


@pytest.mark.parametrize(
    "query",
    [
        "party=远山",
        "cause=食品",
        "penalty_status=decided",
        "execution_status=pending",
        "remedy_status=none",
        "kind=fine",
        "decided_from=2026-06-01",
        "decided_to=2026-06-01",
        "fine_min=1",
        "fine_max=999999",
        "overdue_unpaid=on",
        "incomplete=on",
    ],
)
def test_no_condition_tells_a_pointer_what_the_list_hides(
    world: World, client_as: ClientAs, query: str
) -> None:
    agreement(world, profile="pointer")
    recorded(world.clerk, parties=(MAN,), missing=("phone",))
    assert_visible(
        text_of(client_as(world.procurator), query),
        expected=["没有符合条件的案件"],
        hidden=[NUMBER],
    )


def test_a_masked_name_is_not_found_by_trying_names(world: World, client_as: ClientAs) -> None:
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, parties=(MAN,))
    page = text_of(client_as(world.procurator), "party=欧阳远山")
    assert_visible(page, expected=["没有符合条件的案件"], hidden=[NUMBER])


def test_an_expired_row_opens_nothing(world: World, client_as: ClientAs) -> None:
    agreement(world)
    case = recorded(world.clerk)
    assert NUMBER in text_of(client_as(world.procurator))
    CaseAccess.objects.filter(content_object=case, profile="supervisor").update(
        expires_at=timezone.now()
    )
    assert NUMBER not in text_of(client_as(world.procurator))


def test_an_ended_agreement_bites_at_once(world: World, client_as: ClientAs) -> None:
    shared = agreement(world)
    recorded(world.clerk)
    procurator = client_as(world.procurator)
    assert NUMBER in text_of(procurator)
    end_agreement(actor=world.security_admin_b, agreement=shared, reason="协议调整")
    assert NUMBER not in text_of(procurator)


def test_a_restricted_case_is_listed_for_named_people_only(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk)
    case.access.update(named_only=True)
    CasePersonAccess.objects.create(
        user=world.clerk, permission_id=view_permission_id(), content_object=case
    )
    assert NUMBER in text_of(client_as(world.clerk))
    for person in (world.clerk_b, world.leader):
        assert NUMBER not in text_of(client_as(person))


def test_a_page_with_foreign_cases_leaves_one_line_with_their_ids(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    ids = {recorded(world.clerk, decision_number=numbered(n)).pk for n in (1, 2)}
    text_of(client_as(world.clerk))
    own = AuditEvent.objects.get(verb="case.list")
    assert (own.actor_id, own.outside, own.changes) == (world.clerk.pk, False, {"shown": 2})
    text_of(client_as(world.procurator))
    line = AuditEvent.objects.get(verb="case.list", outside=True)
    assert (line.actor_id, line.reading) == (world.procurator.pk, True)
    assert set(line.changes["cases"]) == ids


def test_what_was_asked_is_in_the_log(world: World, client_as: ClientAs) -> None:
    asked = {"party": "张伟", "fine_min": "5000"}
    client_as(world.clerk).get("/cases/", asked)
    line = AuditEvent.objects.get(verb="case.list")
    assert line.changes == {"asked": asked, "shown": 0}


def test_conditions_narrow_the_list(world: World, client_as: ClientAs) -> None:
    first = recorded(world.clerk, decision_number=numbered(1))
    recorded(
        world.clerk,
        decision_number=numbered(2),
        cause="无照经营案",
        parties=(MAN,),
        decided_on=dt.date(2026, 7, 1),
        served_on=None,
        service_method="",
        penalties=(PenaltyInput(kind="fine", amount=Decimal(90)), PenaltyInput(kind="warning")),
    )
    add_fact(
        actor=world.clerk,
        case_id=first.pk,
        fact=PaymentInput(amount=Decimal(5000), paid_on=dt.date(2026, 6, 9)),
    )
    clerk = client_as(world.clerk)
    finds_first = [
        "number=宁市监罚决字(2026)1号",
        "party=晨光",
        "cause=保质期",
        f"agency={world.market.pk}&fine_min=100",
        "execution_status=performed",
        "decided_to=2026-06-30",
        "fine_min=5,000",
    ]
    finds_second = ["party=欧阳", "kind=warning", "decided_from=2026-06-02", "fine_max=100"]
    for query in finds_first:
        assert_visible(text_of(clerk, query), expected=[numbered(1)], hidden=[numbered(2)])
    for query in finds_second:
        assert_visible(text_of(clerk, query), expected=[numbered(2)], hidden=[numbered(1)])


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("decided_from=明天", "decided_from", "日期“明天”不能识别"),
        ("fine_min=很多", "fine_min", "输入一个数字"),
        ("penalty_status=lost", "penalty_status", "lost"),
        ("agency=999999", "agency", "选择"),
        ("decided_from=2026-06-02&decided_to=2026-06-01", "decided_to", "不能早于起始日期"),
        ("fine_min=9&fine_max=1", "fine_max", "不能小于下限"),
    ],
)
def test_a_wrong_condition_is_named_at_its_field_and_the_others_stay(
    world: World, client_as: ClientAs, query: str, field: str, words: str
) -> None:
    recorded(world.clerk)
    page = text_of(client_as(world.clerk), f"{query}&party=晨光", status=400)
    error = re.search(rf'id="id_{field}_error">(.*?)</div></div>', page, re.DOTALL)
    assert error is not None
    assert words in error[1]
    assert_visible(page, expected=['value="晨光"', "查询条件有误"], hidden=[NUMBER])


def test_a_personal_number_is_refused_and_not_written_again(
    world: World, client_as: ClientAs
) -> None:
    recorded(world.clerk, parties=(MAN,))
    page = text_of(client_as(world.clerk), f"party={MAN.identifier}", status=400)
    assert_visible(page, expected=["不能填写身份证号码"], hidden=['value="1101051949', NUMBER])


def test_pages_follow_one_another_and_keep_the_conditions(
    world: World, client_as: ClientAs
) -> None:
    for n in range(1, 53):
        recorded(world.clerk, decision_number=numbered(n))
    clerk = client_as(world.clerk)
    first = text_of(clerk, "cause=食品")
    assert first.count("data-key-item") == 50
    assert "前 50 件，还有更多" in first
    following = re.search(r'rel="next"[^>]*href="([^"]+)"', first)
    assert following is not None
    second = clerk.get(URL + following[1].replace("&amp;", "&")).content.decode()
    assert second.count("data-key-item") == 2
    assert 'value="食品"' in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_a_spoilt_page_mark_leads_to_the_first_page(world: World, client_as: ClientAs) -> None:
    response = client_as(world.clerk).get(f"{URL}?cause=食品&cursor=abc")
    assert response.status_code == 302
    assert "cursor" not in response.headers["Location"]
    assert "cause=" in response.headers["Location"]


def test_it_counts_no_further_than_it_says(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.selectors.lists.MOST_COUNTED", 3)
    monkeypatch.setattr("cases.views.listing.MOST_COUNTED", 3)
    for n in range(1, 53):
        recorded(world.clerk, decision_number=numbered(n))
    clerk = client_as(world.clerk)
    assert "超过 3 件" in text_of(clerk)
    assert "超过 3 件" in text_of(clerk, "cause=食品&counted=on")
    assert clerk.get("/cases/count/?cause=食品").content.decode().strip().startswith("超过 3 件")


def test_a_list_with_conditions_is_counted_apart_from_its_page(
    world: World, client_as: ClientAs
) -> None:
    for n in range(1, 53):
        recorded(world.clerk, decision_number=numbered(n))
    clerk = client_as(world.clerk)
    page = text_of(clerk, "cause=食品")
    asked = re.search(r'id="count" hx-get="([^"]+)" hx-trigger="load"', page)
    assert asked is not None
    assert "counted=on" in page
    assert clerk.get(unescape(asked[1])).content.decode().strip() == "共 52 件"
    assert "共 52 件" in text_of(clerk, "cause=食品&counted=on")


def test_a_count_that_takes_too_long_is_left_out(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cases.selectors.lists._capped",
        lambda cases: cases.extra(where=["pg_sleep(1) is null"]).count(),
    )
    monkeypatch.setattr("cases.selectors.lists.COUNTING_MS", 20)
    recorded(world.clerk)
    assert "还有更多" in client_as(world.clerk).get("/cases/count/?cause=食品").content.decode()


def test_a_list_asked_for_days_stands_in_the_order_of_days(
    world: World, client_as: ClientAs
) -> None:
    for n, day in ((1, 2), (2, 3), (3, 1)):
        recorded(world.clerk, decision_number=numbered(n), decided_on=dt.date(2026, 6, day))
    clerk = client_as(world.clerk)

    def numbers(query: str) -> list[str]:
        return re.findall(r"data-key-item>([^<]+)</a>", text_of(clerk, query))

    assert numbers("") == [numbered(3), numbered(2), numbered(1)]
    assert numbers("decided_from=2026-06-01") == [numbered(2), numbered(1), numbered(3)]


def test_the_longest_overdue_stands_first(world: World, client_as: ClientAs) -> None:
    for n, day in ((1, 9), (2, 3), (3, 5)):
        recorded(world.clerk, decision_number=numbered(n), served_on=dt.date(2026, 6, day))
    page = text_of(client_as(world.clerk), "overdue_unpaid=on")
    found = re.findall(r"data-key-item>([^<]+)</a>", page)
    assert found == [numbered(2), numbered(3), numbered(1)]


def test_a_case_without_a_number_has_a_link_all_the_same(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, decision_number="", missing=("decision_number",))
    page = text_of(client_as(world.clerk), "incomplete=on")
    assert_visible(
        page,
        expected=[f'<a href="/cases/{case.pk}/" data-key-item>无文号</a>', "待补全"],
        hidden=[],
    )


def test_it_is_never_stored_by_the_browser(world: World, client_as: ClientAs) -> None:
    assert "no-store" in client_as(world.clerk).get(URL).headers["Cache-Control"]


def test_one_case_and_a_hundred_take_the_same_queries(world: World, client_as: ClientAs) -> None:
    agreement(world)
    recorded(world.clerk, decision_number=numbered(1))
    people = (world.clerk, world.procurator)
    browsers = {person.pk: client_as(person) for person in people}
    counts = {}
    for key, browser in browsers.items():
        with real_queries() as few:
            text_of(browser)
        counts[key] = len(few)
    for n in range(2, 101):
        recorded(world.clerk, decision_number=numbered(n))
    for key, browser in browsers.items():
        with real_queries() as many:
            text_of(browser)
        # With a second page there is something to count: one query more, never another.
        assert len(many) == counts[key] + 1, "\n".join(many)
        assert len(many) <= 15, "\n".join(many)
