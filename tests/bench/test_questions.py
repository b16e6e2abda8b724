"""Whatever the benchmark asks is answered as people would be, at any size of county."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.pages import law_questions, page_questions
from bench.people import EVERYBODY
from bench.timing import Figure, Question, measured
from bench.work import work_questions
from cases.models import Case
from supervision.services import run_rules


@pytest.fixture
def flags(county: None) -> None:
    run_rules()


def test_every_page_answers_and_so_does_the_sql_by_hand(flags: None) -> None:
    asked = set()
    for question in page_questions():
        figure = measured(question, 1)
        asked.add(question.who)
        assert figure.queries > 0, question.title
    assert asked == set(EVERYBODY)


def test_pages_of_laws_answer(county: None) -> None:
    call_command("load_reference", "laws", "charges", verbosity=0)
    assert all(measured(question, 1).size for question in law_questions())


def test_what_is_no_page_is_done(flags: None) -> None:
    before = Case.objects.count()
    titles = [measured(question, 1).question.title for question in work_questions()]
    assert "save a case" in titles
    assert Case.objects.count() > before


def test_transactions_are_not_counted_as_queries(county: None) -> None:
    save = next(question for question in work_questions() if question.title == "save a case")
    draft = save.prepare()
    save.ask(draft)
    draft = save.prepare()
    with CaptureQueriesContext(connection) as captured:
        save.ask(draft)
    statements = [query["sql"] for query in captured.captured_queries]
    brackets = sum("SAVEPOINT" in statement for statement in statements)
    assert brackets
    assert measured(save, 1).queries == len(statements) - brackets


def test_an_answer_in_error_ends_the_run(db: None) -> None:
    class Wrong:
        status_code = 500

    with pytest.raises(RuntimeError, match="answered 500"):
        measured(Question("nobody", "something wrong", lambda _: Wrong()), 1)


def test_what_is_over_its_limit_is_named() -> None:
    question = Question("somebody", "something", lambda _: None, limit=100, most_queries=15)
    assert Figure(question, 50, 99, 15, 120_000, None).excess == ""
    assert Figure(question, 50, 101, 16, 120_001, None).excess == "slow, queries, heavy"
