"""Who hears of a period, and who doesn't."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.utils.translation import override

from agencies.models import POSTS_OF_KIND, Post
from agencies.services import create_person
from cases.clocks import telling
from cases.inputs import DeferralInput, MeasureInput, PaymentInput
from cases.models import Case, CasePersonAccess
from cases.selectors.search import CaseFilter, search_cases
from cases.services import add_fact, record_case
from deadlines.models import Clock
from deadlines.services import check_overdue
from inbox.models import Notice, Todo
from inbox.selectors import page_of_todos
from tests.cases.factory import agreement, case_input, investigation, recorded
from tests.personas import PASSWORD, World
from tests.queries import real_queries

SHANGHAI = ZoneInfo("Asia/Shanghai")


def morning(day: dt.date, offset: int) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=offset), dt.time(), tzinfo=SHANGHAI)


def an_investigation(world: World) -> tuple[Case, dt.date]:
    """A case filed long ago that the platform has known since; the last day to decide."""
    case = record_case(actor=world.clerk, data=investigation())
    Clock.objects.update(created_at=morning(dt.date(2026, 5, 6), 0))
    return case, Clock.objects.get().due_on


def desks() -> set[tuple[str, str, str]]:
    """Open to-dos: whose, which post or person, which kind."""
    todos = Todo.objects.filter(settled_at=None).select_related("agency", "person")
    return {(t.agency.kind, t.person.name if t.person else t.post, t.kind) for t in todos}


def test_ahead_of_time_the_handlers_hear_then_the_leader_then_both(world: World) -> None:
    _case, due = an_investigation(world)
    check_overdue(morning(due, -3))
    assert desks() == {("enforcement", "handler", "clock.ahead.ap.decision")}
    check_overdue(morning(due, 0))
    assert ("enforcement", "leader", "clock.due.ap.decision") in desks()
    check_overdue(morning(due, 1))
    # In place of what each desk heard before.
    assert desks() == {
        ("enforcement", "handler", "clock.overdue.ap.decision"),
        ("enforcement", "leader", "clock.overdue.ap.decision"),
    }


def test_the_texts_name_what_is_to_be_done_in_both_languages(world: World) -> None:
    _case, due = an_investigation(world)
    check_overdue(morning(due, 1))
    assert page_of_todos(world.clerk, shown="open", cursor=None).items[0].title == (
        "期限已届满：作出行政处罚决定"
    )
    with override("en"):
        assert (
            "penalty decision"
            in page_of_todos(world.clerk, shown="open", cursor=None).items[0].title
        )


class TestTheSupervisingBody:
    def heard(self, world: World) -> set[str]:
        _case, due = an_investigation(world)
        check_overdue(morning(due, 8))
        return {kind for kind, _post, _what in desks()}

    def test_it_hears_where_it_may_see_the_case(self, world: World) -> None:
        agreement(world, receiver=world.justice)
        assert self.heard(world) == {"enforcement", "justice"}
        assert page_of_todos(world.justice_officer, shown="open", cursor=None).items

    def test_it_hears_nothing_of_a_case_it_may_not_see(self, world: World) -> None:
        assert self.heard(world) == {"enforcement"}

    def test_another_kind_of_body_that_sees_the_case_hears_nothing(self, world: World) -> None:
        agreement(world)
        assert self.heard(world) == {"enforcement"}

    @pytest.mark.parametrize(
        "terms",
        [
            {"profile": "pointer", "grade_ceiling": 1},
            {"grade_ceiling": 1},
            {"sectors": ["urban"]},
            {"valid_to": dt.date(2026, 2, 1)},
        ],
    )
    def test_it_hears_nothing_where_the_period_is_hidden_from_it(
        self, world: World, terms: dict[str, Any]
    ) -> None:
        agreement(world, receiver=world.justice, **terms)
        assert self.heard(world) == {"enforcement"}

    def test_who_is_not_cleared_for_the_period_hears_nothing(self, world: World) -> None:
        agreement(world, receiver=world.justice)
        world.justice_officer.clearance = 1
        world.justice_officer.save()
        assert self.heard(world) == {"enforcement"}

    def test_where_some_of_a_post_are_not_cleared_the_others_hear(self, world: World) -> None:
        agreement(world, receiver=world.justice)
        create_person(
            actor=None,
            username="junior",
            name="宋知夏",
            agency=world.justice,
            password=PASSWORD,
            posts=(Post.SUPERVISION_OFFICER,),
            clearance=1,
            must_change_password=False,
        )
        assert self.heard(world) == {"enforcement", "justice"}
        assert world.justice_officer.name in {desk for _kind, desk, _what in desks()}

    def test_a_follower_hears_of_the_decision_but_not_of_the_evidence(self, world: World) -> None:
        agreement(world, receiver=world.justice, profile="follower")
        seized = MeasureInput(kind="seize", object_text="冷柜", started_on=dt.date(2026, 5, 7))
        record_case(actor=world.clerk, data=investigation(measures=(seized,)))
        Clock.objects.update(created_at=morning(dt.date(2026, 5, 6), 0))
        check_overdue(morning(dt.date(2026, 11, 1), 0))
        kinds = {what for kind, _post, what in desks() if kind == "justice"}
        assert kinds == {"clock.overdue.ap.decision"}


def restrict(case: Case, *people: object) -> None:
    case.access.update(named_only=True)
    permission = Permission.objects.get(content_type__app_label="cases", codename="view_case")
    for person in people:
        CasePersonAccess.objects.create(user=person, permission=permission, content_object=case)


def test_of_a_restricted_case_only_the_named_hear(world: World) -> None:
    case, due = an_investigation(world)
    restrict(case, world.clerk_b, world.procurator)
    check_overdue(morning(due, 8))
    assert desks() == {("enforcement", world.clerk_b.name, "clock.overdue.ap.decision")}


def test_what_is_paid_calls_nobody_any_more(world: World) -> None:
    case = recorded(world.clerk)
    check_overdue()
    assert ("enforcement", "handler", "clock.overdue.ap.pay") in desks()
    add_fact(
        actor=world.clerk,
        case_id=case.pk,
        fact=PaymentInput(amount=case.fine_total, paid_on=dt.date(2026, 7, 1)),
    )
    assert not {what for _agency, _desk, what in desks() if what.endswith("ap.pay")}


def test_a_plan_to_pay_later_that_ends_unpaid_is_told(world: World) -> None:
    plan = DeferralInput(approved_on=dt.date(2026, 6, 10), plan_end=dt.date(2026, 8, 14))
    case = record_case(actor=world.clerk, data=case_input(deferrals=(plan,)))
    check_overdue()
    assert ("enforcement", "handler", "clock.overdue.ap.pay_deferred") in desks()
    found = search_cases(world.clerk, CaseFilter(overdue_unpaid=True))
    assert [each.pk for each in found] == [case.pk]
    paid = PaymentInput(amount=Decimal(5000), paid_on=dt.date(2026, 9, 1))
    add_fact(actor=world.clerk, case_id=case.pk, fact=paid)
    assert not {what for _agency, _desk, what in desks() if what.endswith("ap.pay_deferred")}


def test_a_right_of_the_party_that_is_over_is_only_a_notice(world: World) -> None:
    served = dt.date(2026, 11, 20)
    record_case(actor=world.clerk, data=case_input(decided_on=served, served_on=served))
    lapsing = Clock.objects.filter(lapses=True)
    assert lapsing.count() == 2
    check_overdue(morning(max(clock.due_on for clock in lapsing), 1))
    assert not {what for _agency, _desk, what in desks() if "remedy" in what}
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert kinds == {"clock.lapsed.ap.remedy_review", "clock.lapsed.ap.remedy_sue"}


def test_a_right_that_was_over_long_ago_is_no_news(world: World) -> None:
    old = case_input(
        filed_on=dt.date(2025, 4, 1), conduct_from=dt.date(2025, 3, 1),
        decided_on=dt.date(2025, 5, 8), served_on=dt.date(2025, 5, 8),
    )  # fmt: skip
    record_case(actor=world.clerk, data=old)
    check_overdue()
    assert not Notice.objects.exists()


def test_an_old_debt_from_a_file_is_one_call(world: World) -> None:
    old = case_input(
        filed_on=dt.date(2019, 3, 1), conduct_from=dt.date(2019, 2, 1),
        decided_on=dt.date(2019, 4, 1), served_on=dt.date(2019, 4, 1),
    )  # fmt: skip
    record_case(actor=world.clerk, data=old, channel="import")
    for _ in range(3):
        check_overdue()
    assert desks() == {("enforcement", "handler", "clock.overdue.ap.pay")}
    assert Todo.objects.get().due_on == dt.date(2019, 4, 16)


def test_telling_costs_the_same_for_one_case_and_thirty(world: World) -> None:
    agreement(world, receiver=world.justice)

    def run(numbers: range) -> int:
        for n in numbers:
            number = f"宁市监立〔2026〕{n}号"
            record_case(actor=world.clerk, data=investigation(file_number=number))
        Clock.objects.update(created_at=morning(dt.date(2026, 5, 6), 0))
        with real_queries() as queries:
            assert check_overdue(morning(dt.date(2026, 11, 20), 0)).raised == len(numbers)
        return len(queries)

    assert run(range(100, 101)) == run(range(200, 230))


def test_every_desk_of_a_supervisor_is_a_post_of_that_kind_of_agency() -> None:
    for kind, post in telling._WATCHING.items():
        assert Post(post) in POSTS_OF_KIND[kind]
