"""The pages of what is passed on: lists, one referral, the feed."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from agencies.models import AgencySystem, Person
from agencies.services import issue_token
from bench.fill.county import PROCURATOR
from bench.pages import fetcher
from bench.people import named
from bench.referrals.fill import SYSTEM
from bench.referrals.people import CLERK, INTAKE
from bench.timing import Question
from core.clock import current_day
from referrals.models import Referral
from referrals.selectors import visible_referrals
from referrals.selectors.queues import Tab

WHO = {"clerk": CLERK, "procurator": PROCURATOR, "police intake": INTAKE}
# The heart of a list, by hand: the rows of one agency with their referral.
_LIST = """
SELECT a.*, r.* FROM referrals_referralaccess a JOIN referrals_referral r ON r.id = a.referral_id
WHERE a.agency_id = %s AND NOT r.confidential {terms} LIMIT 51
"""
_LATEST = "ORDER BY a.moved_at DESC, a.referral_id DESC"
_TERMS = {
    Tab.MINE: "AND a.must_act AND a.posts && %s::varchar[] ORDER BY a.due_on, a.referral_id",
    Tab.SENT: f"AND a.role = 'sender' {_LATEST}",
    Tab.RECEIVED: f"AND a.role <> 'sender' {_LATEST}",
    Tab.ALL: _LATEST,
}
_ONE = """
SELECT r.*, s.* FROM referrals_referral r JOIN referrals_referralstep s ON s.referral_id = r.id
WHERE r.id = %s ORDER BY s.number
"""
_EVENTS = """
SELECT * FROM referrals_referralevent WHERE agency_id = %s ORDER BY xid, id LIMIT 101
"""


def page_questions() -> Iterator[Question]:
    """As each side sees them."""
    for who, username in WHO.items():
        someone = named(username)
        yield from _lists(who, someone)
        newest = visible_referrals(someone).order_by("-pk")[0].pk
        page = reverse("referrals:detail", args=[newest])
        yield Question(who, "referral", fetcher(someone)(page), _ONE, (newest,))
    yield from _papers()
    yield _feed()


def _lists(who: str, someone: Person) -> Iterator[Question]:
    fetch, address = fetcher(someone), reverse("referrals:list")

    def asked(title: str, terms: str, *values: object, **form: str) -> Question:
        sql = _LIST.format(terms=terms)
        where = f"{address}?{urlencode(form)}"
        return Question(who, f"referrals, {title}", fetch(where), sql, (agency, *values))

    agency = someone.agency_id
    for tab, terms in _TERMS.items():
        posts = [sorted(someone.posts)] if tab == Tab.MINE else []
        yield asked(tab.value, terms, *posts, tab=tab.value)
    late = "AND a.due_on < %s AND a.is_open"
    form = {"tab": Tab.ALL.value, "overdue": "on"}
    yield asked("overdue", f"{late} {_LATEST}", current_day(), **form)
    # States of the same name in several flows are offered once, by the first of these.
    flow = {"tab": Tab.ALL.value, "flow": "forward", "state": "clue.sent"}
    sent = "AND a.flow = 'forward' AND r.state = 'sent'"
    yield asked("of one state", f"{sent} {_LATEST}", **flow)


def _papers() -> Iterator[Question]:
    """Registers, and one that the platform itself passed on, with its papers."""
    clerk, intake = named(CLERK), named(INTAKE)
    sent = Referral.objects.filter(flow="forward", steps__document_id__isnull=False)
    page = reverse("referrals:detail", args=[sent.latest("pk").pk])
    yield Question("clerk", "referral with papers", fetcher(clerk)(page))
    yield Question("clerk", "papers issued", fetcher(clerk)(reverse("documents:register")))
    yield Question(
        "police intake", "papers received", fetcher(intake)(reverse("documents:received"))
    )


def _feed() -> Question:
    system = AgencySystem.objects.get(person__name=SYSTEM)
    token = issue_token(actor=None, system=system, name="run", scopes=system.scopes, days=1)[1]
    headers = {"Authorization": f"Bearer {token}"}
    client = Client(SERVER_NAME="localhost")
    page: Callable[[object], object] = lambda _: client.get(  # noqa: E731  (a question asks so)
        reverse("api:events"), headers=headers
    )
    return Question("agency system", "event feed", page, _EVENTS, (system.person.agency_id,))
