"""A receipt that is corrected, papers that nobody signs for, rights that lapse."""

import datetime as dt
from dataclasses import replace

import pytest

from audit.models import AuditEvent
from core.clock import current_day
from core.outbox import drain
from deadlines.models import Clock
from documents.models import Delivery
from documents.services import chase, sign_for
from inbox.models import Notice, Todo
from referrals.errors import Invalid, NotAllowed
from referrals.models import Referral
from referrals.selectors.actions import actions_of
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.criminal import (
    clocks,
    filed,
    refused,
    signed_for,
    state,
    supervised,
    suspect_of,
    undecided,
    under_review,
)
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db
REVIEWS = ("cf.review", "cf.fwd", "cf.not_police")


@pytest.fixture
def county(whole_county: County, db: None, moved_clock: MovedClock) -> County:
    moved_clock.to(dt.date(2026, 6, 2))
    return undecided(replace(whole_county, sides={}))


def running(referral: Referral) -> set[str]:
    return {rule for rule in clocks(referral) if rule.startswith(REVIEWS)}


# --- Corrected ---


def test_an_economic_crime_taken_for_another_has_its_own_periods_from_the_receipt(
    county: County, moved_clock: MovedClock
) -> None:
    handover = under_review(county, economic="no")
    received = clocks(handover)["cf.review"].started_on
    moved_clock.to(dt.date(2026, 6, 4))
    go(county, handover, "police_handler", "revise_receipt", economic="yes", competence="own")
    assert running(handover) == {"cf.review_econ", "cf.review_econ_latest"}
    found = clocks(handover)
    assert found["cf.review_econ_latest"].raw_due_on == received + dt.timedelta(days=10)
    wrong = Clock.objects.filter(subject_id=handover.pk, rule_key="cf.review", void=False)
    assert not wrong.exists()


def test_no_time_is_won_by_a_correction(county: County, moved_clock: MovedClock) -> None:
    handover = under_review(county, economic="yes")
    moved_clock.to(dt.date(2026, 6, 10))
    go(county, handover, "police_leader", "revise_receipt", economic="no", competence="own")
    assert running(handover) == {"cf.review"}
    assert clocks(handover)["cf.review"].due_on < current_day()


def test_thirty_days_that_were_approved_stay_thirty_days(county: County) -> None:
    handover = under_review(county, economic="no")
    go(county, handover, "police_leader", "extend_complex")
    received = clocks(handover)["cf.review_complex"].started_on
    go(county, handover, "police_handler", "revise_receipt", economic="yes", competence="own")
    assert running(handover) == {"cf.review_econ_complex"}
    assert clocks(handover)["cf.review_econ_complex"].started_on == received
    go(county, handover, "police_leader", "extend_economic_again")
    assert running(handover) == {"cf.review_econ_ext"}


def test_other_police_found_competent_are_owed_the_case_within_a_day_of_the_receipt(
    county: County,
) -> None:
    handover = under_review(county)
    assert "cf.fwd_jurisdiction" not in clocks(handover)
    go(
        county, handover, "police_intake", "revise_receipt",
        economic="no", competence="other_police",
    )  # fmt: skip
    assert running(handover) == {"cf.review", "cf.fwd_jurisdiction"}
    go(county, handover, "police_intake", "revise_receipt", economic="no", competence="own")
    assert running(handover) == {"cf.review"}


def test_it_is_corrected_while_material_is_awaited_and_only_with_something_to_correct(
    county: County,
) -> None:
    handover = under_review(county, economic="no")
    go(county, handover, "police_intake", "ask_supplement")
    name = "revise_receipt_supplement"
    with pytest.raises(Invalid, match="更正"):
        go(county, handover, "police_handler", name, economic="no", competence="own")
    go(county, handover, "police_handler", name, economic="yes", competence="own")
    assert state(handover) == "supplement"
    assert running(handover) == {"cf.review_econ", "cf.review_econ_latest"}


# --- Signed for once ---


def test_who_signs_for_a_matter_has_signed_for_the_papers_that_brought_it(county: County) -> None:
    handover = under_review(county)
    papers = Delivery.objects.filter(
        document__subject_type="referral", document__subject_id=handover.pk
    )
    theirs = papers.filter(receiver=county.police)
    assert {each.signed_for_by_id for each in theirs} == {county.people["police_intake"].pk}
    assert not theirs.filter(chase_at__isnull=False).exists()
    copies = papers.filter(receiver=county.procuratorate)
    assert copies.exists()
    assert not copies.filter(signed_for_at__isnull=False).exists()


# --- Served without a signature ---


def test_police_who_never_sign_are_late_all_the_same(
    county: County, moved_clock: MovedClock
) -> None:
    supervision = supervised(county, refused(county))
    assert clocks(supervision) == {}
    go(
        county, supervision, "procurator", "served_demand_reasons",
        service_manner="left", service_proof="送达回证，见证人李某",
    )  # fmt: skip
    clock = clocks(supervision)["fs.explain"]
    assert (clock.started_on, clock.agency_id) == (dt.date(2026, 6, 2), county.police.pk)
    moved_clock.to(clock.due_on + dt.timedelta(days=1))
    go(county, supervision, "chief_procurator", "order_filing")
    assert clocks(supervision) == {}
    moved_clock.ahead(days=3)
    go(county, supervision, "chief_procurator", "served_order_filing", service_manner="post")
    assert clocks(supervision)["fs.file"].started_on == current_day()


def test_the_record_of_service_is_logged_and_the_receiver_is_told(county: County) -> None:
    supervision = supervised(county, refused(county))
    go(county, supervision, "procurator", "served_demand_reasons")
    kind = "referral.filing_supervision.done.served_demand_reasons"
    told = Notice.objects.filter(kind=kind, agency=county.police)
    assert told.filter(post="leader").exists()
    logged = AuditEvent.objects.filter(verb="referral.move", object_id=str(supervision.pk))
    assert logged.latest("pk").changes["transition"] == "served_demand_reasons"


def test_nobody_is_chased_for_what_was_served_otherwise(
    county: County, moved_clock: MovedClock
) -> None:
    supervision = supervised(county, refused(county))
    drain()
    demand = supervision.steps.get(transition="demand_reasons").document_id
    moved_clock.ahead(days=3)
    chase()
    asked = Todo.objects.filter(kind__in=("document.sign_for", "document.unsigned"))
    way = Delivery.objects.get(document=demand or 0, receiver=county.police)
    assert way.chased == 1
    assert asked.filter(subject_id=way.pk, settled_at=None).count() > 1
    go(county, supervision, "procurator", "served_demand_reasons")
    way.refresh_from_db()
    assert (way.served_on, way.chase_at, way.signed_for_at) == (current_day(), None, None)
    assert not asked.filter(subject_id=way.pk, settled_at=None).exists()
    moved_clock.ahead(days=7)
    chase()
    way.refresh_from_db()
    assert way.chased == 1
    assert AuditEvent.objects.filter(verb="document.note_service").exists()
    sign_for(actor=county.people["police_leader"], delivery_id=way.pk)


def test_nobody_is_asked_to_sign_for_what_was_served_before_it_arrived(
    county: County, moved_clock: MovedClock
) -> None:
    supervision = supervised(county, refused(county))
    demand = supervision.steps.get(transition="demand_reasons").document_id
    go(county, supervision, "procurator", "served_demand_reasons")
    drain()
    way = Delivery.objects.get(document=demand or 0, receiver=county.police)
    assert (way.delivered_at is not None, way.chase_at) == (True, None)
    assert not Todo.objects.filter(kind="document.sign_for", subject_id=way.pk).exists()


def test_a_day_of_service_that_was_wrong_is_recorded_anew(
    county: County, moved_clock: MovedClock
) -> None:
    supervision = supervised(county, refused(county))
    moved_clock.to(dt.date(2026, 6, 6))
    for day in ("2026-06-04", "2026-06-05"):
        go(county, supervision, "procurator", "served_demand_reasons", paper_served_on=day)
        started = clocks(supervision)["fs.explain"].started_on
        assert started == dt.date.fromisoformat(day)


def test_nothing_is_served_before_it_was_signed_or_after_today(county: County) -> None:
    supervision = supervised(county, refused(county))
    for day, said in (("2026-06-01", "不能早于"), ("2026-06-03", "还没有到")):
        with pytest.raises(Invalid, match=said):
            go(county, supervision, "procurator", "served_demand_reasons", paper_served_on=day)


def test_what_was_signed_for_needs_no_record(county: County) -> None:
    supervision = supervised(county, refused(county))
    signed_for(county, supervision, "police_leader")
    offered = {each.name: each for each in actions_of(county.procurator, supervision.pk)}
    assert "已经签收" in offered["served_demand_reasons"].why_not
    with pytest.raises(Invalid, match="已经签收"):
        go(county, supervision, "procurator", "served_demand_reasons")


def test_signed_for_later_the_recorded_day_counts(county: County, moved_clock: MovedClock) -> None:
    supervision = supervised(county, refused(county))
    demand = supervision.steps.get(transition="demand_reasons").document_id
    go(county, supervision, "procurator", "served_demand_reasons")
    moved_clock.ahead(days=4)
    assert Delivery.objects.filter(document=demand or 0, receiver=county.police).exists()
    latest = supervision.steps.order_by("-number")[0]
    assert latest.document_id is None
    from_service = clocks(supervision)["fs.explain"].started_on
    assert from_service == dt.date(2026, 6, 2)


def test_only_the_side_that_issued_it_records_its_service(county: County) -> None:
    supervision = supervised(county, refused(county))
    with pytest.raises(NotAllowed):
        go(county, supervision, "police_leader", "served_demand_reasons")


def test_police_record_that_their_refusal_was_served_and_the_right_to_ask_again_lapses(
    county: County, moved_clock: MovedClock
) -> None:
    handover = refused(county)
    assert "cf.recon_apply" not in clocks(handover)
    go(county, handover, "police_leader", "served_not_file")
    due = clocks(handover)["cf.recon_apply"].due_on
    moved_clock.to(due + dt.timedelta(days=1))
    offered = {each.name: each for each in actions_of(county.clerk, handover.pk)}
    assert "届满" in offered["ask_reconsideration"].why_not
    with pytest.raises(Invalid, match="届满"):
        go(county, handover, "clerk", "ask_reconsideration")


# --- Rights that lapse ---


def test_reconsideration_is_asked_for_on_the_last_day(
    county: County, moved_clock: MovedClock
) -> None:
    handover = refused(county)
    signed_for(county, handover, "clerk")
    moved_clock.to(clocks(handover)["cf.recon_apply"].due_on)
    go(county, handover, "clerk", "ask_reconsideration")
    assert state(handover) == "reconsideration"


def test_supervision_is_proposed_late_only_with_the_reason(
    county: County, moved_clock: MovedClock
) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "ask_reconsideration")
    go(county, handover, "police_leader", "reconsider_uphold")
    signed_for(county, handover, "clerk")
    moved_clock.to(clocks(handover)["cf.recon_to_proc"].due_on + dt.timedelta(days=1))
    roots = {"parent_id": handover.pk}
    with pytest.raises(Invalid, match="逾期"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    late = begun(
        county, "filing_supervision", "clerk", "propose", roots=roots, late_ground="新发现证据"
    )
    assert (state(late), state(handover)) == ("opened", "supervised")


def test_it_isn_t_in_time_because_the_agency_went_on_alone_in_between(
    county: County, moved_clock: MovedClock
) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "ask_reconsideration")
    go(county, handover, "police_leader", "reconsider_uphold")
    signed_for(county, handover, "clerk")
    go(county, handover, "clerk", "resume_admin")
    moved_clock.ahead(days=30)
    with pytest.raises(Invalid, match="逾期"):
        begun(county, "filing_supervision", "clerk", "propose", roots={"parent_id": handover.pk})


# --- Withdrawn ---


def test_a_case_is_withdrawn_only_when_its_tracks_have_ended(county: County) -> None:
    handover = filed(county)
    suspect = suspect_of(county, handover)
    goods = begun(county, "goods", "clerk", roots={"parent_id": handover.pk})
    with pytest.raises(Invalid, match=r"侦查中.*清点登记"):
        go(county, handover, "police_leader", "withdraw")
    go(county, suspect, "police_leader", "drop")
    go(county, goods, "clerk", "cancel")
    go(county, handover, "police_leader", "withdraw")
    assert state(handover) == "withdrawn"
    assert not Referral.objects.filter(parent=handover, ended_at__isnull=True).exists()


def test_so_it_is_under_supervision(county: County) -> None:
    handover = filed(county)
    suspect = suspect_of(county, handover)
    supervision = supervised(county, handover, subject="wrongly_filed")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_withdrawal")
    with pytest.raises(Invalid, match="侦查中"):
        go(county, supervision, "police_leader", "withdraw_case")
    go(county, suspect, "police_leader", "drop")
    go(county, supervision, "police_leader", "withdraw_case")
    assert (state(supervision), state(handover)) == ("withdrawn", "withdrawn")


def test_a_wrong_filing_that_was_reported_up_is_withdrawn_all_the_same(county: County) -> None:
    handover = filed(county)
    supervision = supervised(county, handover, subject="wrongly_filed")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_withdrawal")
    go(county, supervision, "chief_procurator", "correct")
    go(county, supervision, "chief_procurator", "report_up")
    go(county, supervision, "police_leader", "withdraw_case")
    assert (state(supervision), state(handover)) == ("withdrawn", "withdrawn")
