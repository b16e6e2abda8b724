"""The pages of the list, the case and the queue, as four people ask for them."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from agencies.models import Person
from bench.people import EVERYBODY, FEW, NEARLY_ALL, browser_of, person
from bench.timing import Question
from cases.models import Case
from cases.selectors import visible_cases
from cases.selectors.search import ENTERED as ORDER
from core.paging import keyset_page

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


def fetcher(someone: Person) -> Callable[[str], Callable[[Any], HttpResponseBase]]:
    """What fetches an address as this person."""
    browser = browser_of(someone)
    return lambda address: lambda _: browser.get(address)


def _list_questions(
    who: str, someone: Person, fetch: Callable[[str], Callable[[Any], HttpResponseBase]]
) -> Iterator[Question]:
    group = someone.agency.group_id
    address = reverse("cases:list")

    def asked(title: str, terms: str = "", *values: Any, **form: Any) -> Question:
        where = f"{address}?{urlencode(form)}" if form else address
        return Question(who, title, fetch(where), LIST.format(terms=terms), (group, *values))

    yield asked("list")
    if who != FEW:
        yield _deep(who, someone, asked)
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
    yield from _search_questions(someone, asked)


def _deep(who: str, someone: Person, asked: Callable[..., Question]) -> Question:
    """A page from the middle of the list."""
    middle = timezone.now() - dt.timedelta(days=900)
    beyond = visible_cases(someone).filter(grant_entered_at__lt=middle)
    cursor = keyset_page(beyond, order=ORDER, cursor=None, size=50).next_cursor
    return asked("list, deep page", "AND a.entered_at < %s", middle, cursor=cursor)


def _search_questions(someone: Person, asked: Callable[..., Question]) -> Iterator[Question]:
    case = _some_case(someone)
    by_number = "AND %s IN (c.decision_key, c.file_key)"
    yield asked("search, number", by_number, case.decision_key, number=case.decision_number)
    named = max(case.parties.all(), key=lambda party: len(party.name_key))
    words = {
        "two characters": named.name_key[-5:-3] if len(named.name_key) > 5 else named.name_key[:2],
        "five characters": named.name_key[-7:-2],
        "two common characters": "餐饮",
        "two characters of nobody": "䶮龘",
        "one character": "王",
        "four common characters": "有限公司",
    }
    parties = "AND c.id IN (SELECT p.case_id FROM cases_party p WHERE p.name_key LIKE %s)"
    for title, word in words.items():
        yield asked(f"search, {title}", parties, f"%{word}%", party=word)
    yield asked("search, cause", "AND c.cause LIKE %s", "%农药%", cause="农药")
    yield asked("search, cause of none", "AND c.cause LIKE %s", "%核材料%", cause="核材料")


def _some_case(someone: Person) -> Case:
    """A decided case, of a company where there is one."""
    seen = visible_cases(someone).exclude(decision_key="").prefetch_related("parties")
    return max(seen[:300], key=lambda case: max(len(p.name_key) for p in case.parties.all()))
