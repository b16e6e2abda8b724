"""Pages fetched by ordinary people: time, queries and weight.

Never as a superuser: what is slow is the question of who may see what.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Person, Post
from agencies.services import sessions
from cases.selectors import visible_cases

MOST_MILLISECONDS = 100.0
MOST_QUERIES = 15
MOST_BYTES = 120_000


@dataclass(frozen=True)
class Figure:
    """One page as one person: milliseconds at the median and the 95th percentile."""

    person: str
    page: str
    median: float
    p95: float
    queries: int
    size: int

    @property
    def excess(self) -> str:
        """What is over its limit, or nothing."""
        over = {
            "slow": self.p95 > MOST_MILLISECONDS,
            "many queries": self.queries > MOST_QUERIES,
            "heavy": self.size > MOST_BYTES,
        }
        return ", ".join(word for word, is_over in over.items() if is_over)


def measure(rounds: int) -> Iterator[Figure]:
    """Fetch each page `rounds` times after one round that warms it up.

    Raises RuntimeError when a page doesn't answer 200.
    """
    for post in (Post.HANDLER, Post.PROCURATOR):
        person = Person.objects.filter(postings__post=post).order_by("pk").first()
        if person is None:
            raise RuntimeError(f"The demo county has nobody with the post {post}.")
        client = signed_in(person)
        for page, address in addresses(person):
            yield fetched(client, f"{post}", page, address, rounds)


def addresses(person: Person) -> Iterator[tuple[str, str]]:
    yield "home", reverse("home")
    yield "list", reverse("cases:list")
    case = visible_cases(person).order_by("-pk").first()
    if case:
        yield "detail", reverse("cases:detail", args=[case.pk])
    if person.holds(Post.PROCURATOR):
        yield "queue", reverse("supervision:queue")


def fetched(client: Client, person: str, page: str, address: str, rounds: int) -> Figure:
    with CaptureQueriesContext(connection) as asked:
        first = client.get(address)
    if first.status_code != 200:
        raise RuntimeError(f"{address} answered {first.status_code} to the {person}.")
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figure(person, page, statistics.median(times), p95, len(asked), len(first.content))


def signed_in(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[sessions.STARTED] = session[sessions.SEEN] = int(time.time())
    session.save()
    return client
