"""The section of periods on the page of a case, its forms, and the list by what is due."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.inputs import MeasureInput
from cases.models import Case, CasePersonAccess
from cases.selectors import CaseFilter, case_view, lines_of, search_cases
from cases.selectors.inputs import input_of
from cases.services import record_case
from cases.services.correct import correct_case
from deadlines.models import Clock, ClockExtension, ClockPause
from inbox.models import Notice
from tests.cases.factory import agreement, investigation, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

PAPER = {
    "ground": "抽样检验",
    "document": "检验委托书 宁市监检委〔2026〕8号",
    "approver": "贺青川",
}


def today() -> dt.date:
    return timezone.localdate()


def a_case(world: World, days: int = 40) -> Case:
    """Filed so many days ago, in the ordinary procedure."""
    filed = today() - dt.timedelta(days=days)
    return record_case(actor=world.clerk, data=investigation(filed_on=filed, conduct_from=None))


def decision(case: Case) -> Clock:
    return Clock.objects.get(subject_id=case.pk, rule_key="ap.decision")


def page(client: Client, case: Case) -> str:
    return client.get(reverse("cases:detail", args=[case.pk])).content.decode()


def pause(client: Client, case: Case, **said: Any) -> Any:
    first = today() - dt.timedelta(days=5)
    sent = {"kind": "testing", "first": first, "last": "", "approved_on": first, **PAPER, **said}
    return client.post(reverse("cases:period_pause", args=[case.pk, decision(case).pk]), sent)


class TestThePage:
    def test_it_shows_rule_article_count_and_day(self, world: World, client_as: ClientAs) -> None:
        case = a_case(world)
        shown = page(client_as(world.clerk), case)
        clock = decision(case)
        assert "办案期限" in shown
        assert f"次日起90日，至{clock.due_on.isoformat()}" in shown or "顺延至" in shown
        assert "《行政处罚法》第六十条" in shown
        assert f"还有{clock.days_left}天" in shown

    def test_a_handler_pauses_and_resumes(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        before = decision(case).due_on
        assert pause(browser, case).status_code == 302
        shown = page(browser, case)
        assert "已中止" in shown
        # No day until which, while nobody knows it.
        assert f"至{before.isoformat()}" not in shown
        assert "恢复后重新计算到期日" in shown
        assert "检验委托书 宁市监检委〔2026〕8号" in shown
        assert "贺青川批准" in shown
        entry = ClockPause.objects.get()
        answer = browser.post(
            reverse("cases:period_resume", args=[case.pk, entry.pk]),
            {"last": today(), "document": "检验报告 №118"},
        )
        assert answer.status_code == 302
        assert decision(case).due_on >= before + dt.timedelta(days=6)
        assert "不计入" in page(browser, case)

    def test_a_pause_with_a_planned_end_is_resumed_earlier(
        self, world: World, client_as: ClientAs
    ) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        pause(browser, case, last=today() + dt.timedelta(days=30))
        entry = ClockPause.objects.get()
        address = reverse("cases:period_resume", args=[case.pk, entry.pk])
        assert address in page(browser, case)
        answer = browser.post(address, {"last": today(), "document": "检验报告 №118"})
        assert answer.status_code == 302
        entry.refresh_from_db()
        assert entry.last == today()
        assert address not in page(browser, case)

    def test_the_leader_hears_of_it_until_it_is_struck(
        self, world: World, client_as: ClientAs
    ) -> None:
        case = a_case(world)
        pause(client_as(world.clerk), case, last=today())
        told = Notice.objects.get(kind="clock.entered.pause")
        assert (told.post, told.agency_id, told.note) == (
            "leader",
            world.market.pk,
            PAPER["document"],
        )
        entry = ClockPause.objects.get()
        address = reverse("cases:period_strike_pause", args=[case.pk, entry.pk])
        client_as(world.leader).post(address, {"reason": "登错案件"})
        told.refresh_from_db()
        assert told.withdrawn_at is not None

    def test_a_leader_isnt_told_of_their_own_entry(self, world: World, client_as: ClientAs) -> None:
        pause(client_as(world.leader), a_case(world), last=today())
        assert not Notice.objects.filter(kind__startswith="clock.entered").exists()

    def test_in_a_case_for_named_people_only_a_named_leader_hears(
        self, world: World, client_as: ClientAs
    ) -> None:
        case = a_case(world)
        case.access.update(named_only=True)
        CasePersonAccess.objects.create(
            user=world.clerk,
            permission=Permission.objects.get(codename="view_case"),
            content_object=case,
        )
        pause(client_as(world.clerk), case, last=today())
        assert not Notice.objects.filter(kind__startswith="clock.entered").exists()

    def test_without_paper_it_is_refused_at_the_field(
        self, world: World, client_as: ClientAs
    ) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        answer = pause(browser, case, document="")
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
        assert not ClockPause.objects.exists()

    def test_sent_twice_it_counts_once(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        closed = {"last": today(), "token": "a-token"}
        pause(browser, case, **closed)
        pause(browser, case, **closed)
        assert ClockPause.objects.count() == 1

    def test_it_extends_with_approver_and_paper(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.leader), a_case(world)
        before = decision(case).raw_due_on
        address = reverse("cases:period_extend", args=[case.pk, decision(case).pk])
        form = browser.get(address).content.decode()
        assert "延长30日（《市场监督管理行政处罚程序规定》第六十四条" in form
        assert 'value="贺青川"' in form
        sent = {"rule_key": "ap.decision.samr_ext1", "approved_on": today(), **PAPER}
        assert browser.post(address, sent).status_code == 302
        assert decision(case).raw_due_on == before + dt.timedelta(days=30)
        assert "延长30日" in page(browser, case)
        # The rule extends once: it isn't offered again.
        assert browser.get(address).status_code == 404

    def test_it_warns_when_a_correction_leaves_an_extension_approved_too_late(
        self, world: World, client_as: ClientAs
    ) -> None:
        browser, case = client_as(world.leader), a_case(world)
        address = reverse("cases:period_extend", args=[case.pk, decision(case).pk])
        sent = {"rule_key": "ap.decision.samr_ext1", "approved_on": today(), **PAPER}
        browser.post(address, sent)
        assert "请核对" not in page(browser, case)
        case.refresh_from_db()
        filed = today() - dt.timedelta(days=200)
        data = replace(input_of(case), filed_on=filed, found_on=None)
        correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="误登")
        assert "届满，延长批准于届满之后，请核对" in page(browser, case)

    def test_it_warns_when_a_correction_moves_the_start_behind_an_exclusion(
        self, world: World, client_as: ClientAs
    ) -> None:
        browser, case = client_as(world.leader), a_case(world)
        pause(browser, case, last=today())
        case.refresh_from_db()
        data = replace(input_of(case), filed_on=today() - dt.timedelta(days=2))
        correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="误登")
        assert "扣除的时间始于期限起算之前，请核对" in page(browser, case)

    def test_too_late_it_says_by_which_article(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.clerk), a_case(world, days=200)
        address = reverse("cases:period_extend", args=[case.pk, decision(case).pk])
        sent = {"rule_key": "ap.decision.samr_ext1", "approved_on": today(), **PAPER}
        answer = browser.post(address, sent)
        assert answer.status_code == 422
        assert "届满后批准的延长不发生效力（《市场监督管理" in answer.content.decode()
        assert not ClockExtension.objects.exists()

    def test_a_leader_strikes_what_was_wrong_and_a_handler_cannot(
        self, world: World, client_as: ClientAs
    ) -> None:
        case = a_case(world)
        pause(client_as(world.clerk), case, last=today())
        address = reverse("cases:period_strike_pause", args=[case.pk, ClockPause.objects.get().pk])
        assert client_as(world.clerk).get(address).status_code == 404
        assert "撤销登记" not in page(client_as(world.clerk), case)
        assert "撤销登记" in page(client_as(world.leader), case)
        answer = client_as(world.leader).post(address, {"reason": "登错案件"})
        assert answer.status_code == 302
        assert "已撤销：登错案件" in page(client_as(world.leader), case)

    def test_who_only_reads_is_offered_nothing(self, world: World, client_as: ClientAs) -> None:
        agreement(world)
        case = a_case(world)
        shown = page(client_as(world.procurator), case)
        assert "办案期限" in shown
        assert "中止或扣除" not in shown
        answer = pause(client_as(world.procurator), case)
        assert answer.status_code == 404

    def test_the_paper_tells_it_too(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        pause(browser, case)
        sheet = browser.get(reverse("cases:print", args=[case.pk])).content.decode()
        assert "办案期限" in sheet
        assert "检验委托书" in sheet

    def test_the_course_of_the_case_tells_it(self, world: World, client_as: ClientAs) -> None:
        browser, case = client_as(world.clerk), a_case(world)
        pause(browser, case)
        assert "办案期限中止计算（检测）" in page(browser, case)

    def test_the_page_stays_within_fifteen_queries(self, world: World, client_as: ClientAs) -> None:
        seals = tuple(
            MeasureInput(kind="seal", object_text=f"{n}号冷柜", started_on=today())
            for n in range(20)
        )
        filed = today() - dt.timedelta(days=40)
        case = record_case(
            actor=world.clerk,
            data=investigation(filed_on=filed, conduct_from=None, measures=seals),
        )
        browser = client_as(world.clerk)
        pause(browser, case)
        with real_queries() as queries:
            page(browser, case)
        assert len(queries) <= 15, "\n".join(queries)


class TestWhoSeesWhichPeriod:
    def seen(self, world: World, **terms: Any) -> set[str]:
        agreement(world, **terms)
        case = self.with_everything(world)
        view = case_view(world.procurator, case.pk)
        return {period.clock.rule_key for period in view.periods}

    def with_everything(self, world: World) -> Case:
        seal = MeasureInput(kind="seal", object_text="冷柜", started_on=dt.date(2026, 5, 7))
        served = today() - dt.timedelta(days=3)
        return recorded(world.clerk, decided_on=served, served_on=served, measures=(seal,))

    def test_a_supervisor_sees_all(self, world: World) -> None:
        seen = self.seen(world)
        assert {"ap.decision", "ap.seal", "ap.pay", "ap.remedy_sue"} <= seen

    def test_below_the_grade_of_evidence_measures_are_not_told(self, world: World) -> None:
        seen = self.seen(world, grade_ceiling=2)
        assert "ap.seal" not in seen
        assert "ap.remedy_sue" in seen

    def test_a_follower_learns_of_no_remedy_and_no_measure(self, world: World) -> None:
        seen = self.seen(world, profile="follower")
        assert seen == {"ap.decision", "ap.pay", "ap.publish.samr", "ap.service"}

    def test_a_pointer_shows_none(self, world: World) -> None:
        assert self.seen(world, profile="pointer") == set()


class TestTheList:
    def found(self, person: Any, **asked: Any) -> set[int]:
        return {case.pk for case in search_cases(person, CaseFilter(**asked))}

    def test_it_finds_what_ran_out_under_any_rule(self, world: World) -> None:
        late, fresh = a_case(world, days=200), a_case(world, days=3)
        assert self.found(world.clerk, overdue=True) == {late.pk}
        assert fresh.pk not in self.found(world.clerk, overdue=True)

    def test_it_finds_what_ends_within_some_days(self, world: World) -> None:
        a_case(world, days=3)
        soon = a_case(world, days=86)
        left = decision(soon).days_left
        assert self.found(world.clerk, due_within=left) == {soon.pk}
        assert self.found(world.clerk, due_within=left - 1) == set()

    def test_what_stands_still_is_neither(self, world: World, client_as: ClientAs) -> None:
        case = a_case(world, days=86)
        pause(client_as(world.clerk), case)
        assert self.found(world.clerk, due_within=30) == set()
        Clock.objects.update(due_on=today() - dt.timedelta(days=1))
        assert self.found(world.clerk, overdue=True) == set()

    def test_a_right_of_the_party_is_never_late(self, world: World) -> None:
        served = today() - dt.timedelta(days=3)
        case = recorded(world.clerk, decided_on=served, served_on=served, published_on=served)
        Clock.objects.filter(lapses=True).update(due_on=today() - dt.timedelta(days=1))
        assert self.found(world.clerk, overdue=True) == set()
        line = lines_of(world.clerk, search_cases(world.clerk, CaseFilter()))[0]
        assert line.next_due is not None
        assert (line.id, line.next_due.lapses) == (case.pk, False)

    @pytest.mark.parametrize(
        ("terms", "finds"),
        [({}, True), ({"grade_ceiling": 2}, False), ({"profile": "follower"}, False)],
    )
    def test_it_finds_by_a_hidden_period_for_nobody(
        self, world: World, terms: dict[str, Any], finds: bool
    ) -> None:
        agreement(world, **terms)
        seal = MeasureInput(kind="seal", object_text="冷柜", started_on=dt.date(2026, 5, 7))
        filed = today() - dt.timedelta(days=3)
        case = record_case(
            actor=world.clerk,
            data=investigation(filed_on=filed, conduct_from=None, measures=(seal,)),
        )
        assert self.found(world.clerk, overdue=True) == {case.pk}
        assert (self.found(world.procurator, overdue=True) == {case.pk}) is finds
        line = lines_of(world.procurator, search_cases(world.procurator, CaseFilter()))[0]
        assert line.next_due is not None
        assert (line.next_due.rule_key == "ap.seal") is finds

    def test_the_address_asks_for_it(self, world: World, client_as: ClientAs) -> None:
        late = a_case(world, days=200)
        url = reverse("cases:list")
        shown = client_as(world.clerk).get(url, {"overdue": "on"}).content.decode()
        assert reverse("cases:detail", args=[late.pk]) in shown
        shown = client_as(world.clerk).get(url, {"due_within": "7"}).content.decode()
        assert reverse("cases:detail", args=[late.pk]) not in shown


class TestTwoAtOnce:
    def test_what_was_struck_meanwhile_leads_back_to_the_case(
        self, world: World, client_as: ClientAs
    ) -> None:
        case = a_case(world)
        pause(client_as(world.clerk), case)
        entry = ClockPause.objects.get()
        strike = reverse("cases:period_strike_pause", args=[case.pk, entry.pk])
        client_as(world.leader).post(strike, {"reason": "文号有误"})
        resume = reverse("cases:period_resume", args=[case.pk, entry.pk])
        sent = {"last": today(), "document": "检验报告 №118"}
        answer = client_as(world.clerk).post(resume, sent, follow=True)
        assert "已经恢复或者撤销" in answer.content.decode()
        again = client_as(world.leader).post(strike, {"reason": "文号有误"}, follow=True)
        assert "已经恢复或者撤销" in again.content.decode()
