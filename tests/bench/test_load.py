"""The mixed load asks what people ask, when they would, and counts waiting."""

import os
import random
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from bench.clean import clean
from bench.load.firing import Outcome
from bench.load.generator import Magazine, Plan, Shot
from bench.load.plan import LOOKING, MIX, as_json, make_plan
from bench.load.processes import machine_seconds, peak_megabytes, processor_seconds, tree
from bench.load.samples import Sample, arrivals, percentile, summary
from cases.models import Case, CaseAccess, CaseDraft
from deadlines.models import Clock
from tests.bench.conftest import CASES


def a_shot(kind: str, *, once: bool = False) -> Shot:
    return Shot(kind, "GET", "/", {}, once=once)


def fired(shot: Shot) -> int:
    """The status that this request is answered with."""
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.cookies = SimpleCookie(shot.headers["Cookie"])
    path = urlsplit(shot.path)
    headers = {"X-CSRFToken": shot.headers["X-CSRFToken"]}
    if shot.method == "GET":
        return client.get(
            path.path, query_params=dict(parse_qsl(path.query)), headers=headers
        ).status_code
    kind = shot.headers["Content-Type"]
    return client.post(path.path, shot.body, content_type=kind, headers=headers).status_code


@pytest.fixture
def plan(county: None) -> Plan:
    return make_plan(8000, rate=1, seconds=10, mix=MIX)


def test_every_kind_of_request_is_answered_as_the_plan_says(plan: Plan) -> None:
    assert {shot.kind for shot in plan.shots} == set(MIX)
    for kind in MIX:
        shots = [shot for shot in plan.shots if shot.kind == kind]
        for shot in shots[:3] + shots[-2:]:
            assert (kind, fired(shot)) == (kind, shot.expect)


def test_a_save_records_a_case_which_is_taken_away_afterwards(plan: Plan) -> None:
    clocks, access = Clock.objects.count(), CaseAccess.objects.count()
    for shot in [shot for shot in plan.shots if shot.kind == "save"][:2]:
        fired(shot)
    assert Case.objects.count() == CASES + 2
    clean(CASES)
    assert Case.objects.count() == CASES
    assert (Clock.objects.count(), CaseAccess.objects.count()) == (clocks, access)
    assert not CaseDraft.objects.exists()


def test_a_plan_of_some_kinds_holds_no_others(county: None) -> None:
    plan = make_plan(8000, rate=5, seconds=10, mix=LOOKING)
    assert {shot.kind for shot in plan.shots} == set(LOOKING)


def test_a_plan_survives_being_sent(plan: Plan) -> None:
    assert Plan.read(as_json(plan)) == plan


def test_nobody_signs_in_with_a_session_of_somebody_else(plan: Plan) -> None:
    cookies = {shot.headers["Cookie"] for shot in plan.shots}
    assert len(cookies) > 10
    assert all(settings.SESSION_COOKIE_NAME in cookie for cookie in cookies)


def test_kinds_are_drawn_by_their_weight() -> None:
    plan = Plan(1, 1, 1, 1, {"often": 9, "rarely": 1}, [a_shot("often"), a_shot("rarely")])
    magazine = Magazine(plan)
    drawn = [shot.kind for _ in range(1000) if (shot := magazine.draw())]
    assert 850 < drawn.count("often") < 950


def test_what_may_be_asked_once_is_drawn_once() -> None:
    plan = Plan(1, 1, 1, 1, {"save": 1}, [a_shot("save", once=True), a_shot("save", once=True)])
    magazine = Magazine(plan)
    assert magazine.draw()
    assert magazine.draw()
    assert magazine.draw() is None


def test_arrivals_keep_the_rate_and_come_in_order() -> None:
    moments = arrivals(40, 100, random.Random(1))
    assert 3700 < len(moments) < 4300
    assert moments == sorted(moments)
    assert max(moments) < 100
    assert moments == arrivals(40, 100, random.Random(1))


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(n) for n in range(1, 101)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.95) == 95
    assert percentile([7.0], 0.99) == 7
    assert percentile([], 0.5) == 0


def test_errors_count_against_the_rate_and_their_waiting_counts() -> None:
    samples = [Sample("list", 0.0, 0.1, True), Sample("list", 1.0, 30.0, False)]
    told = summary(samples, 10)
    assert (told.count, told.errors, told.rate) == (2, 1, 0.1)
    assert told.p95 == 30_000


def outcome(latency: float, *, ok: bool = True) -> Outcome:
    return Outcome(40, 10, [Sample("list", 0.0, latency, ok)], 0.5, 0.3, 0.01, 31.0)


def test_the_knee_is_where_answers_come_late_or_not_at_all() -> None:
    assert outcome(0.9).is_borne
    assert not outcome(1.1).is_borne
    assert not outcome(0.1, ok=False).is_borne


def test_the_table_tells_everything_together_and_each_kind() -> None:
    whole, kind = outcome(0.25).rows(kinds=True)
    assert whole[:6] == ("40/s", "all", "1", "0", "0.1", "250")
    assert kind[1] == "list"
    assert len(list(outcome(0.25).rows(kinds=False))) == 1


def test_processor_time_and_memory_are_read() -> None:
    assert os.getpid() in set(tree(os.getpid()))
    assert processor_seconds(os.getpid()) > 0
    assert peak_megabytes(os.getpid()) > 10
    assert peak_megabytes(2**22 + 1) == 0
    spent, passed = machine_seconds()
    assert 0 < spent < passed
