"""How long something takes, how often it asks the database, how much it sends."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 2


@dataclass(frozen=True)
class Question:
    """Something a person asks: `ask` does it; `prepare` comes before each time, untimed.

    `sql` is what one would write by hand for the heart of the same question, whose time
    is the yardstick of a machine that is busy with other things. `limit` is in
    milliseconds at the 95th percentile.
    """

    who: str
    title: str
    ask: Callable[[Any], Any]
    sql: str = ""
    parameters: tuple[Any, ...] = ()
    prepare: Callable[[], Any] = lambda: None
    rounds: int = 0
    limit: float = 100.0
    most_queries: int | None = 15
    # A refused form answers quickly, and would flatter.
    status: int = 200


@dataclass(frozen=True)
class Figure:
    """What was measured; times in milliseconds."""

    question: Question
    median: float
    p95: float
    queries: int
    size: int
    by_hand: float | None

    @property
    def excess(self) -> str:
        """What is over its limit, or nothing."""
        most = self.question.most_queries
        over = {
            "slow": self.p95 > self.question.limit,
            "queries": most is not None and self.queries > most,
            "heavy": self.size > 120_000,
        }
        return ", ".join(word for word, is_over in over.items() if is_over)


def measured(question: Question, rounds: int) -> Figure:
    """Ask `rounds` times after a warm-up; raises RuntimeError at an answer in error."""
    rounds = question.rounds or rounds
    # Once before counting: sessions, rules and calendar are then held as in a running process.
    question.ask(question.prepare())
    material = question.prepare()
    with CaptureQueriesContext(connection) as captured:
        answer = question.ask(material)
        queries = sum(not _is_bracket(query["sql"]) for query in captured.captured_queries)
    if getattr(answer, "status_code", question.status) != question.status:
        raise RuntimeError(f"{question.title} answered {answer.status_code}.")
    times = _times(question.ask, question.prepare, rounds)
    by_hand = None
    if question.sql:
        by_hand = statistics.median(_times(lambda _: _fetch(question), lambda: None, rounds))
    p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    size = len(getattr(answer, "content", b""))
    return Figure(question, statistics.median(times), p95, queries, size, by_hand)


def _is_bracket(sql: str) -> bool:
    """Beginning, ending and marking a transaction is counted by no test either."""
    return sql.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT"))


def _times(ask: Callable[[Any], Any], prepare: Callable[[], Any], rounds: int) -> list[float]:
    times = []
    for turn in range(rounds + (WARM_UP if rounds > WARM_UP else 0)):
        material = prepare()
        started = time.perf_counter()
        ask(material)
        if turn >= WARM_UP or rounds <= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    return times


def _fetch(question: Question) -> None:
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.parameters)
        cursor.fetchall()
