"""The pages of the list, the case and the queue, as four people ask for them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from agencies.models import Person
from bench.people import EVERYBODY, MANY, NEARLY_ALL, browser_of, person
from bench.timing import Question
from bench.words import BY_NAME, search_words
from cases.models import Law
from cases.selectors import visible_cases
from cases.selectors.search import ENTERED as ORDER
from core.paging import keyset_page

Fetch = Callable[[str], Callable[[Any], HttpResponseBase]]
# The heart of every list question, by hand: rows of one agency, newest first.
LIST = """
SELECT c.* FROM cases_caseaccess a JOIN cases_case c ON c.id = a.content_object_id
WHERE a.group_id = %s {terms}
ORDER BY a.entered_at DESC, a.content_object_id DESC LIMIT 51
"""
CASE = "SELECT * FROM cases_case c JOIN cases_caseaccess a ON a.content_object_id = c.id"


def page_questions() -> Iterator[Question]:
    """Everything on four persons' screens."""
    for who in EVERYBODY:
        someone = person(who)
        fetch = fetcher(someone)
        group = someone.agency.group_id
        yield Question(who, "home page", fetch(reverse("home")))
        yield from _list_questions(who, someone, fetch)
        newest = visible_cases(someone)[0]
        detail = reverse("cases:detail", args=[newest.pk])
        sql = f"{CASE} WHERE c.id = %s AND a.group_id = %s"
        yield Question(who, "detail", fetch(detail), sql, (newest.pk, group))
        yield Question(who, "print sheet", fetch(reverse("cases:print", args=[newest.pk])))
    queue = reverse("supervision:queue")
    sql = (
        "SELECT f.* FROM supervision_flag f WHERE f.state = 'open' AND EXISTS (SELECT FROM"
        " cases_caseaccess a WHERE a.content_object_id = f.case_id AND a.group_id = %s)"
        " ORDER BY f.severity DESC, f.act_by, f.id LIMIT 31"
    )
    yield Question(NEARLY_ALL, "review queue", fetch(queue), sql, (group,))
    yield Question(NEARLY_ALL, "review queue, dismissed", fetch(f"{queue}?state=dismissed"))


def fetcher(someone: Person) -> Fetch:
    """What fetches an address as this person."""
    browser = browser_of(someone)
    return lambda address: lambda _: browser.get(address)


def _list_questions(who: str, someone: Person, fetch: Fetch) -> Iterator[Question]:
    group = someone.agency.group_id
    address = reverse("cases:list")

    def asked(title: str, terms: str = "", *values: Any, **form: Any) -> Question:
        where = f"{address}?{urlencode(form)}" if form else address
        return Question(who, title, fetch(where), LIST.format(terms=terms), (group, *values))

    yield asked("list")
    yield from _deep(someone, asked)
    yield asked("list, open", "AND a.is_open", open_only="on")
    investigating = "AND c.penalty_status = 'investigating'"
    yield asked("list, investigating", investigating, penalty_status="investigating")
    in_review = "AND c.remedy_status = 'in_review'"
    yield asked("list, in reconsideration", in_review, remedy_status="in_review")
    month = timezone.localdate() - dt.timedelta(days=1100)
    span = (month, month + dt.timedelta(days=30))
    between = "AND c.decided_on BETWEEN %s AND %s"
    dates = {"decided_from": span[0], "decided_to": span[1]}
    yield asked("list, a month three years ago", between, *span, **dates)
    yield asked("list, fines from 59,000", "AND c.fine_total >= %s", 59_000, fine_min=59_000)
    overdue = "AND c.served_on < current_date - 15 AND c.execution_status IN ('pending', 'partial')"
    yield asked("list, overdue", overdue, overdue_unpaid="on")
    yield from _search_questions(who, someone, fetch, asked)
    yield from _party_questions(who, someone, fetch)


def _deep(someone: Person, asked: Callable[..., Question]) -> Iterator[Question]:
    """A page from the middle of the list, where there is one."""
    middle = timezone.now() - dt.timedelta(days=900)
    beyond = visible_cases(someone).filter(grant_entered_at__lt=middle)
    cursor = keyset_page(beyond, order=ORDER, cursor=None, size=50).next_cursor
    if cursor is not None:
        yield asked("list, deep page", "AND a.entered_at < %s", middle, cursor=cursor)


def _search_questions(
    who: str, someone: Person, fetch: Fetch, asked: Callable[..., Question]
) -> Iterator[Question]:
    """The one box, then the fields of the list's form."""
    group = someone.agency.group_id
    for title, sought in search_words(someone).items():
        address = f"{reverse('cases:find')}?{urlencode({'q': sought.typed})}"
        sql = LIST.format(terms=sought.terms)
        values = (group, sought.value)
        yield Question(who, f"search, {title}", fetch(address), sql, values, status=sought.status)
    words = {"two common characters": "餐饮", "one character": "王", "four common": "有限公司"}
    for title, word in words.items():
        yield asked(f"list, party, {title}", BY_NAME, f"%{word}%", party=word)
    yield asked("list, cause", "AND c.cause LIKE %s", "%农药%", cause="农药")
    yield asked("list, cause of none", "AND c.cause LIKE %s", "%核材料%", cause="核材料")
    yield asked("list, word of facts", "AND c.facts LIKE %s", "%月饼%", facts="月饼")
    yield asked("list, place", "AND c.conduct_place LIKE %s", "%建设路%", place="建设路")


def _party_questions(who: str, someone: Person, fetch: Fetch) -> Iterator[Question]:
    """The party of most of the newest visible cases, and parties by name."""
    rows = [
        party
        for case in visible_cases(someone).prefetch_related("parties")[:300]
        for party in case.parties.all()
    ]
    held = Counter(party.identity_id for party in rows)
    party = max(rows, key=lambda row: held[row.identity_id])
    sql = (
        "SELECT c.* FROM cases_party p JOIN cases_case c ON c.id = p.case_id"
        " WHERE p.identity_id = %s"
    )
    page = reverse("cases:party", args=[party.pk])
    yield Question(who, "party", fetch(page), sql, (party.identity_id,))
    address = f"{reverse('cases:parties')}?{urlencode({'name': '建材有限'})}"
    yield Question(who, "parties by name", fetch(address))


def law_questions() -> Iterator[Question]:
    """Laws, their wording and the catalogues, which are the same for everybody."""
    fetch = fetcher(person(MANY))
    law = Law.objects.get(title="中华人民共和国食品安全法")
    addresses = {
        "laws": reverse("cases:law_list"),
        "laws, two characters": f"{reverse('cases:law_list')}?{urlencode({'q': '食品'})}",
        "law": reverse("cases:law", args=[law.pk]),
        "charges": reverse("cases:charge_list"),
        "matters": reverse("cases:matter_list"),
    }
    for title, address in addresses.items():
        yield Question(MANY, title, fetch(address))
