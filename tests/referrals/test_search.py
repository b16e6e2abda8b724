"""The one box over the lists of referrals: what it finds, for whom, and at what cost."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.test import Client

from audit.models import AuditEvent
from cases.models import Case, CaseAccess
from cases.services import record_case
from documents.models import Document
from referrals.models import Referral
from referrals.selectors.exported import exported
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from tests.cases.factory import MAN, investigation
from tests.conftest import ClientAs
from tests.queries import real_queries
from tests.referrals.county import County
from tests.referrals.driving import begun, go
from tests.referrals.laid import laid

pytestmark = pytest.mark.django_db

NUMBER = "宁市监立〔2026〕81号"
PERSON = "欧阳修远"
URL = "/referrals/"


def of_a_person(county: County) -> County:
    data = investigation(file_number=NUMBER, parties=(replace(MAN, name=PERSON),))
    return replace(county, case=record_case(actor=county.clerk, data=data), sides={})


def handed_over(county: County) -> Referral:
    referral = begun(county, "forward", "clerk", "suspect")
    go(county, referral, "clerk", "report")
    go(county, referral, "leader", "approve")
    return go(county, referral, "clerk", "hand_over")


def found(person: object, text: str, tab: Tab = Tab.ALL) -> set[int]:
    page = page_of_referrals(person, QueueFilter(tab=tab, text=text))  # type: ignore[arg-type]
    return {line.id for line in page.items}


@pytest.mark.parametrize("text", [PERSON, "修远", NUMBER, "宁市监立2026-81", "2026-81"])
def test_it_finds_by_party_and_by_any_spelling_of_the_number(county: County, text: str) -> None:
    county = of_a_person(county)
    referral = begun(county, "forward", "clerk", "suspect")
    laid(county.market, title="别的线索")
    assert found(county.clerk, text) == {referral.pk}
    assert found(county.clerk, "查无此人") == set()


def test_it_finds_by_the_number_of_a_paper(county: County) -> None:
    referral = handed_over(county)
    laid(county.market, title="别的线索")
    paper = Document.objects.filter(subject_id=referral.pk, state="signed").latest("pk")
    for text in (paper.number, f"{paper.year}-{paper.serial}"):
        assert referral.pk in found(county.clerk, text)
        assert found(county.judge, text) == set()
    # The police find it by what was sent to them, and by nothing else.
    sent = Document.objects.filter(deliveries__receiver=county.police).latest("pk")
    assert found(county.police_intake, sent.number) == {referral.pk}


def test_it_finds_by_the_name_where_that_is_shown_whole(county: County) -> None:
    (clue,) = laid(county.market, county.police, title="欧阳修远涉嫌诈骗线索")
    assert found(county.clerk, "修远涉嫌") == {clue.pk}
    assert found(county.police_intake, "修远涉嫌") == {clue.pk}
    low = county.police_intake
    low.clearance = 2
    low.save(update_fields=["clearance"])
    assert found(low, "修远涉嫌") == set()


def test_a_masked_name_finds_nothing(county: County) -> None:
    county = of_a_person(county)
    referral = handed_over(county)
    low = county.procurator
    assert referral.pk in found(low, PERSON)
    low.clearance = 2
    low.save(update_fields=["clearance"])
    assert found(low, PERSON) == set()
    assert referral.pk in found(low, Case.objects.get(pk=county.case.pk).number)


def test_of_a_restricted_case_only_those_named_find_anything(county: County) -> None:
    county = of_a_person(county)
    referral = handed_over(county)
    CaseAccess.objects.filter(content_object=county.case).update(named_only=True)
    # A head is shown that somebody must be named, and finds it by nothing that was written.
    assert referral.pk in found(county.police_leader, "")
    for text in (PERSON, NUMBER, referral.title):
        assert found(county.police_leader, text) == set()


def test_what_is_common_is_walked_and_found_as_well(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = of_a_person(county)
    referral = begun(county, "forward", "clerk", "suspect")
    laid(county.market, title="欧阳修远的线索", count=3)
    rare = found(county.clerk, PERSON), found(county.clerk, NUMBER), found(county.judge, PERSON)
    monkeypatch.setattr("referrals.selectors.searching.MOST", 0)
    common = found(county.clerk, PERSON), found(county.clerk, NUMBER), found(county.judge, PERSON)
    assert common == rare
    assert len(common[0]) == 4
    assert referral.pk in common[1]


def test_pages_and_the_workbook_hold_what_was_found(county: County, client_as: ClientAs) -> None:
    laid(county.market, title="食品店的线索", count=60)
    laid(county.market, title="餐馆的线索", count=3)
    client = client_as(county.clerk)
    asked = QueueFilter(tab=Tab.SENT, text="食品店")
    first = page_of_referrals(county.clerk, asked)
    assert first.next_cursor
    second = page_of_referrals(county.clerk, asked, cursor=first.next_cursor)
    lines = [*first.items, *second.items]
    assert len({line.id for line in lines}) == 60 == second.count
    assert all("食品店" in line.title for line in lines)
    page = text_of(client, tab="sent", q="食品店")
    assert "共 60 件" in page
    assert "cursor=" in page
    assert exported(county.clerk, asked, purpose="核对食品店线索")
    event = AuditEvent.objects.filter(verb="referral.export").latest("pk")
    assert event.changes["rows"] == 60
    assert event.changes["asked"] == {"tab": "sent", "text": "食品店"}


def text_of(client: Client, **query: str) -> str:
    response = client.get(f"{URL}?{urlencode(query)}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_number_of_a_person_leaves_the_address_at_once(
    county: County, client_as: ClientAs
) -> None:
    client = client_as(county.clerk)
    response = client.get(f"{URL}?q=11010519491231002X")
    assert response.status_code == 302
    assert response.headers["Location"] == "/cases/find/by-number/?refused=on"
    query = urlencode({"q": "11010519491231002X"})
    posted = client.post(f"{URL}export/", {"query": query, "purpose": "核对三季度移送情况"})
    assert posted.headers["Location"] == "/cases/find/by-number/?refused=on"


def test_what_was_asked_is_in_the_log(county: County, client_as: ClientAs) -> None:
    text_of(client_as(county.clerk), tab="all", q="查无此人")
    event = AuditEvent.objects.filter(verb="referral.list").latest("pk")
    assert event.changes == {"shown": 0, "asked": "查无此人"}


def test_a_search_costs_the_same_for_many(county: County, client_as: ClientAs) -> None:
    client = client_as(county.clerk)
    laid(county.market, title="食品店的线索")
    counts = []
    for text in ("食品店", "宁市监立〔2026〕81号"):
        with real_queries() as asked:
            text_of(client, tab="all", q=text)
        counts.append(len(asked))
    laid(county.market, title="食品店的线索", count=40)
    with real_queries() as many:
        text_of(client, tab="all", q="食品店")
    assert len(many) == counts[0]
    assert max(counts) <= 15
