"""What the sides of an enforcement are given and shown: papers, periods, money, numbers."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from core.clock import current_day
from core.outbox import drain
from deadlines.models import Clock
from documents.models import Document
from documents.paper import paper_of
from documents.selectors import visible_documents
from documents.services import Subject, draft_document, issue_document
from referrals.errors import Invalid
from referrals.flows import FLOWS
from referrals.flows.non_litigation.states import AT_COURT, BEFORE_COURT, EXECUTING
from referrals.models import Referral
from referrals.selectors import actions_of, referral_view
from referrals.selectors.of_case import NOTHING, Paid, next_due_of, of_case
from referrals.selectors.periods import periods_of
from referrals.views.registered import registered
from tests.conftest import ClientAs, MovedClock
from tests.documents.papers import complete
from tests.referrals.county import County
from tests.referrals.driving import go
from tests.referrals.enforcing import APPLIED, executing, received, unpaid

pytestmark = pytest.mark.django_db


def reminded(county: County, moved_clock: MovedClock) -> Referral:
    run = unpaid(county, moved_clock)
    go(county, run, "clerk", "remind")
    return go(county, run, "clerk", "reminder_served")


def test_the_case_names_the_reminder_that_was_made_here(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    number = Document.objects.get(kind="reminder", subject_id=run.pk).number
    assert number
    assert county.case.steps.get().number == number


def denied(county: County, moved_clock: MovedClock) -> Referral:
    run = received(county, moved_clock)
    go(county, run, "court_intake", "accept")
    return go(county, run, "judge", "deny")


def of_step(run: Referral, transition: str) -> Document:
    return Document.objects.get(pk=run.steps.get(transition=transition).document_id or 0)


def shown(county: County, who: str, run: Referral) -> dict[str, str]:
    groups = registered(referral_view(county.people[who], run.pk))
    return {line.label: line.text for group in groups for line in group.lines}


def test_the_court_and_the_procuratorate_open_what_the_application_rests_on(
    county: County, moved_clock: MovedClock
) -> None:
    """行政强制法 Art. 55: the decision and the reminder."""
    run = reminded(county, moved_clock)
    subject = Subject("case", county.case.pk, county.case.pk)
    kind = "penalty_decision"
    draft = draft_document(actor=county.leader, kind=kind, subject=subject, values=complete(kind))
    decision = issue_document(actor=county.leader, document_id=draft.pk, recipients=[])
    moved_clock.to(APPLIED)
    asked = {"receiver": county.court.pk, "supervisor": county.procuratorate.pk}
    go(county, run, "leader", "apply", **asked)
    drain()
    reminder, application = of_step(run, "remind"), of_step(run, "apply")
    assert paper_of(application).enclosures == (
        f"行政处罚决定书（{decision.number}）",
        f"行政处罚决定履行催告书（{reminder.number}）",
    )
    for reader in (county.judge, county.court_intake, county.procurator):
        seen = set(visible_documents(reader).values_list("pk", flat=True))
        assert {reminder.pk, decision.pk, application.pk} <= seen
    steps = {each.transition: each for each in referral_view(county.judge, run.pk).steps}
    assert steps["remind"].document_id == reminder.pk


def test_the_periods_on_the_case_stand_on_its_page_and_in_its_list(
    county: County, moved_clock: MovedClock, client_as: ClientAs
) -> None:
    run = reminded(county, moved_clock)
    view = referral_view(county.clerk, run.pk)
    assert {each.rule_key for each in view.clocks} == {"nl.reminder_wait", "nl.apply"}
    wait = Clock.objects.get(
        subject_type="case", subject_id=county.case.pk, rule_key="nl.reminder_wait"
    )
    assert view.due_on == wait.due_on
    assert all(line.explanation for line in periods_of(view.clocks))
    page = client_as(county.clerk).get(reverse("referrals:detail", args=[run.pk])).content.decode()
    assert "没有正在计算的期限" not in page
    listed = client_as(county.clerk).get(reverse("referrals:list")).context["page"].items
    assert [line.due_on for line in listed if line.id == run.pk] == [wait.due_on]
    moved_clock.to(wait.due_on + dt.timedelta(days=1))
    last = Clock.objects.get(
        subject_type="case", subject_id=county.case.pk, rule_key="nl.apply"
    ).due_on
    assert referral_view(county.clerk, run.pk).due_on == last


def test_who_doesn_t_see_the_case_is_told_nothing_of_it(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    flow = FLOWS["non_litigation"]
    assert of_case(county.clerk, flow, county.case.pk).paid == Paid(Decimal(0), Decimal(5000))
    for stranger in (county.judge, county.police_intake):
        assert of_case(stranger, flow, county.case.pk) == NOTHING
        assert next_due_of(stranger, [run]) == {}


def test_leave_to_pay_later_shows_its_last_day(county: County, moved_clock: MovedClock) -> None:
    run = unpaid(county, moved_clock)
    end = current_day() + dt.timedelta(days=20)
    go(county, run, "leader", "defer", plan_end=end.isoformat())
    rules = {each.rule_key for each in referral_view(county.clerk, run.pk).clocks}
    assert "ap.pay_deferred" in rules


@pytest.mark.parametrize("after", [-1, 0])
def test_leave_to_pay_later_names_a_day_that_is_still_to_come(
    county: County, moved_clock: MovedClock, after: int
) -> None:
    run = unpaid(county, moved_clock)
    end = current_day() + dt.timedelta(days=after)
    with pytest.raises(Invalid, match="应当晚于今天"):
        go(county, run, "leader", "defer", plan_end=end.isoformat())


def test_payments_are_summed_beside_the_last_one(county: County, moved_clock: MovedClock) -> None:
    run = unpaid(county, moved_clock)
    go(county, run, "clerk", "pay_part", paid="1000")
    go(county, run, "clerk", "pay_part", paid="1000", payment_is="another")
    found = shown(county, "clerk", run)
    assert found["累计实缴（元）"] == "2,000.00"
    assert found["尚欠罚款（元，不含加处罚款）"] == "3,000.00"


def test_a_part_is_paid_wherever_the_matter_stands(county: County, moved_clock: MovedClock) -> None:
    run = executing(county, moved_clock)
    go(county, run, "clerk", "pay_part_executing", paid="1200")
    assert shown(county, "enforcement_judge", run)["累计实缴（元）"] == "1,200.00"


@pytest.mark.parametrize("state", [*BEFORE_COURT, "in_remedy", *AT_COURT, *EXECUTING])
def test_the_agency_enters_a_part_in_each_state_before_the_end(state: str) -> None:
    from_here = {str(each.label) for each in FLOWS["non_litigation"].from_state(state)}
    assert "登记部分履行" in from_here


def test_the_execution_has_a_number_beside_that_of_the_examination(
    county: County, moved_clock: MovedClock
) -> None:
    run = received(county, moved_clock)
    go(county, run, "court_intake", "accept", case_number="（2026）云0100行审12号")
    go(county, run, "judge", "grant", executor="court", urgent="no")
    go(county, run, "enforcement_judge", "execute", execution_number="（2026）云0100执7号")
    found = shown(county, "clerk", run)
    assert found["案号"] == "（2026）云0100行审12号"
    assert found["执行案号"] == "（2026）云0100执7号"


def test_the_form_shows_how_numbers_of_the_court_look(
    county: County, moved_clock: MovedClock, client_as: ClientAs
) -> None:
    run = received(county, moved_clock)
    url = reverse("referrals:act", args=[run.pk, "accept"])
    assert "例如（2026）云0100行审12号" in client_as(county.court_intake).get(url).content.decode()


def test_the_higher_court_s_period_begins_when_it_received_the_request(
    county: County, moved_clock: MovedClock
) -> None:
    run = denied(county, moved_clock)
    go(county, run, "leader", "ask_reconsideration_denial")
    period = Clock.objects.filter(subject_type="referral", rule_key="nl.deny_recon_decide")
    assert not period.exists()
    moved_clock.to(APPLIED + dt.timedelta(days=3))
    go(county, run, "clerk", "higher_received_denial")
    assert period.get().started_on == current_day()
    actions = {each.name: each for each in actions_of(county.clerk, run.pk)}
    assert "已经登记过" in actions["higher_received_denial"].why_not
    with pytest.raises(Invalid, match="已经登记过"):
        go(county, run, "clerk", "higher_received_denial")


def test_a_request_isn_t_received_before_it_was_signed(
    county: County, moved_clock: MovedClock
) -> None:
    run = denied(county, moved_clock)
    go(county, run, "leader", "ask_reconsideration_denial")
    with pytest.raises(Invalid, match="前一步的日期"):
        go(county, run, "clerk", "higher_received_denial", asked_on="2026-12-01")
