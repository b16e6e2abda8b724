"""The one perform: what follows from a step, what undoes it, and what it refuses."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import Error

from audit.models import AuditEvent
from cases.models import CaseAccess, CaseGrant
from core.clock import current_moment
from core.models import OutboxMessage
from deadlines.models import Clock
from documents.errors import MayNotDraft
from documents.models import Delivery, Document, DocumentState
from inbox.models import Notice, Todo
from referrals.edges import follow_flows
from referrals.errors import Invalid, NoSuchTransition, NotAllowed, NotVisible, Stale
from referrals.flows import FLOWS
from referrals.models import (
    Custody,
    FlowEdge,
    Referral,
    ReferralAccess,
    ReferralStep,
)
from referrals.registry import EFFECTS
from referrals.services import perform, start_referral
from tests.queries import real_queries
from tests.referrals.county import County, paper_for, values_for
from tests.referrals.enclosing import enclose
from tests.referrals.handover import FORWARD, begun, move, moved_to

pytestmark = pytest.mark.django_db


def last_paper(referral: Referral) -> int:
    """The id of the paper of the last step."""
    found = referral.steps.order_by("-number")[0].document_id
    assert found is not None
    return found


def open_todos(referral: Referral) -> set[tuple[str, str]]:
    rows = Todo.objects.filter(
        subject_type="referral", subject_id=referral.pk, settled_at__isnull=True
    )
    return set(rows.values_list("agency__short_name", "post"))


def open_rules(referral: Referral) -> set[str]:
    clocks = Clock.objects.filter(
        subject_type="referral", subject_id=referral.pk, closed_on__isnull=True
    )
    return set(clocks.values_list("rule_key", flat=True))


def counted() -> dict[str, int]:
    """How much there is of everything that a transition writes."""
    models = (Referral, ReferralStep, ReferralAccess, Custody, Document, Delivery, Clock, Todo,
              Notice, CaseGrant, CaseAccess, OutboxMessage, AuditEvent)  # fmt: skip
    return {model.__name__: model.objects.count() for model in models}


def test_it_begins_with_its_agency_and_nobody_else(county: County) -> None:
    referral = begun(county)
    assert (referral.state, referral.version, referral.sender) == ("team", 1, county.market)
    row = ReferralAccess.objects.get(referral=referral)
    assert (row.agency, row.role, row.must_act, row.posts) == (
        county.market, "sender", True, ["handler"],
    )  # fmt: skip
    assert referral.custody.get().agency == county.market
    assert open_todos(referral) == {("市场监管局", "handler")}
    assert Document.objects.get(pk=last_paper(referral)).state == DocumentState.SIGNED


def test_sending_opens_the_case_to_the_receiver_and_tells_who_must_act(county: County) -> None:
    referral = moved_to(county, "hand_over")
    assert referral.sent_at is not None
    rows = {row.role: row for row in ReferralAccess.objects.filter(referral=referral)}
    assert rows.keys() == {"sender", "receiver", "supervisor"}
    assert (rows["receiver"].must_act, rows["receiver"].posts) == (True, ["intake"])
    assert not rows["sender"].must_act
    access = CaseAccess.objects.get(group=county.police.group_id)
    assert (access.profile, access.source, access.grade_ceiling) == ("handler", "referral", 4)
    assert ("公安局", "intake") in open_todos(referral)
    # What the sender still owes is to put it on file with the procuratorate.
    owed = Todo.objects.filter(subject_id=referral.pk, agency=county.market, settled_at=None)
    assert [each.kind for each in owed] == ["referral.clock.undated.cf.copy"]
    notice = Notice.objects.get(subject_type="referral", kind="referral.forward.done.hand_over")
    assert (notice.agency, notice.post) == (county.procuratorate, "procurator")
    deliveries = Delivery.objects.filter(document=last_paper(referral))
    assert {(each.receiver, each.is_copy) for each in deliveries} == {
        (county.police, False), (county.procuratorate, True),
    }  # fmt: skip
    assert referral.custody.get(until__isnull=True).agency == county.market


def test_signing_for_it_is_an_act_of_its_own_and_moves_custody(county: County) -> None:
    referral = moved_to(county, "hand_over")
    assert referral.signed_at is None
    referral = move(county, referral, "sign", "police_intake")
    assert referral.signed_at is not None
    held = list(referral.custody.order_by("since").values_list("agency__short_name", "until"))
    assert [name for name, _until in held] == ["市场监管局", "公安局"]
    assert [until is None for _name, until in held] == [False, True]


def test_periods_open_and_close_by_the_table(county: County) -> None:
    referral = moved_to(county, "approve")
    assert open_rules(referral) == {"cf.transfer"}
    transfer = Clock.objects.get(rule_key="cf.transfer")
    assert transfer.due_at is not None
    referral = move(county, referral, "hand_over", "clerk")
    assert "cf.transfer" not in open_rules(referral)
    values = {"economic": "no", "complete": "yes", "competence": "own"}
    now = dt.datetime.now(dt.UTC).isoformat()
    referral = move(county, referral, "sign", "police_intake", values=values | {"received_at": now})
    assert "cf.review" in open_rules(referral)
    review = Clock.objects.get(rule_key="cf.review")
    assert (review.agency_id, review.due_on) == (county.police.pk, referral.due_on)
    row = ReferralAccess.objects.get(referral=referral, role="receiver")
    assert row.due_on == review.due_on
    assert (
        Todo.objects.get(
            subject_id=referral.pk, agency=county.police, settled_at__isnull=True
        ).due_on
        == review.due_on
    )
    referral = move(county, referral, "verify", "police_handler")
    assert {"cf.review", "cf.review_verify"} & open_rules(referral) == {"cf.review_verify"}


def test_a_part_of_a_state_leaves_open_what_is_open(county: County) -> None:
    referral = moved_to(county, "sign")
    referral = move(county, referral, "ask_supplement", "police_intake")
    assert {("公安局", "handler"), ("市场监管局", "handler")} <= open_todos(referral)
    referral = move(county, referral, "supplement_given", "clerk")
    assert open_todos(referral) == {("公安局", "handler"), ("市场监管局", "handler")}
    waits = Todo.objects.filter(kind__contains=".wait.", agency=county.police)
    assert waits.filter(subject_id=referral.pk).count() == 2


def test_every_step_leaves_a_line_in_the_log_and_one_message(county: County) -> None:
    referral = moved_to(county, "hand_over")
    lines = AuditEvent.objects.filter(verb__startswith="referral.", case_id=county.case.pk)
    assert [line.changes["transition"] for line in lines.order_by("pk")] == [
        "suspect", "report", "approve", "hand_over",
    ]  # fmt: skip
    keys = OutboxMessage.objects.filter(topic="referral.moved").values_list("key", flat=True)
    assert set(keys) == {f"referral.moved:{referral.pk}:{number}" for number in range(1, 5)}


def test_the_same_key_again_does_nothing(county: County) -> None:
    first = begun(county, key="k1")
    before = counted()
    assert begun(county, key="k1").pk == first.pk
    move(county, first, "report", "clerk", key="k2")
    after = counted()
    again = move(county, first, "report", "clerk", key="k2", version=1)
    assert (again.pk, again.state, counted()) == (first.pk, "approval", after)
    assert before["ReferralStep"] + 1 == after["ReferralStep"]
    with pytest.raises(Stale):
        move(county, first, "hand_over", "clerk", key="k2")


def test_who_comes_second_is_told_who_did_what(county: County) -> None:
    referral = begun(county)
    move(county, referral, "report", "clerk", version=1)
    with pytest.raises(Stale) as told:
        move(county, referral, "report", "clerk_b", version=1)
    assert (told.value.current_version, told.value.who) == (2, county.clerk.name)
    assert str(told.value) == f"{county.clerk.name}已办理“提交移送报告”，请查看后再办理。"


def test_a_colleague_of_the_other_side_is_told_the_agency_alone(county: County) -> None:
    referral = moved_to(county, "hand_over")
    version = referral.version
    move(county, referral, "sign", "police_intake")
    with pytest.raises(Stale) as told:
        move(county, referral, "copy", "clerk", version=version)
    assert told.value.who == "公安局"


def test_what_the_table_does_not_know_is_refused(county: County) -> None:
    referral = begun(county)
    with pytest.raises(NoSuchTransition):
        perform(actor=county.clerk, referral_id=referral.pk, transition="fly", version=1, values={})
    with pytest.raises(NoSuchTransition):
        move(county, referral, "hand_over", "clerk")
    with pytest.raises(NotAllowed):
        move(county, referral, "cancel", "clerk")
    with pytest.raises(NotVisible):
        move(county, referral, "report", "urban_clerk")
    with pytest.raises(NotAllowed):
        perform(actor=None, referral_id=referral.pk, transition="report", version=1, values={})


def test_what_nobody_asked_for_is_not_kept(county: County) -> None:
    referral = begun(county)
    with pytest.raises(Invalid) as told:
        move(county, referral, "report", "clerk", values={"secret": "x"})
    assert told.value.errors.keys() == {"secret"}


def test_a_paper_that_is_not_complete_holds_everything_back(county: County) -> None:
    referral = begun(county)
    before = counted()
    with pytest.raises(Invalid) as told:
        perform(
            actor=county.clerk,
            referral_id=referral.pk,
            transition="report",
            version=1,
            values=values_for(county, FORWARD, FORWARD.transition("report")),
            paper={},
        )
    assert all(name.startswith("paper.") for name in told.value.errors)
    assert counted() == before


def test_an_effect_that_fails_leaves_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = moved_to(county, "approve")
    enclose(county.clerk, referral, FORWARD.transition("hand_over"))

    def broken(move: Any) -> None:
        raise RuntimeError

    monkeypatch.setitem(EFFECTS, "case_to_judicial", broken)
    before = counted()
    with pytest.raises(RuntimeError):
        move(county, referral, "hand_over", "clerk")
    assert counted() == before
    assert Referral.objects.get(pk=referral.pk).state == "approved"


def test_what_was_sent_is_taken_back_before_anybody_signs(county: County) -> None:
    referral = moved_to(county, "approve")
    status = type(county.case).objects.get(pk=county.case.pk).outcome
    referral = move(county, referral, "hand_over", "clerk")
    paper = last_paper(referral)
    with pytest.raises(NotAllowed):
        move(county, referral, "take_back", "clerk_b")
    referral = move(county, referral, "take_back", "clerk")
    assert (referral.state, referral.sent_at) == ("approved", None)
    assert Document.objects.get(pk=paper).state == DocumentState.VOID
    assert set(ReferralAccess.objects.values_list("role", flat=True)) == {"sender"}
    assert not CaseAccess.objects.filter(group=county.police.group_id).exists()
    assert open_todos(referral) == {("市场监管局", "handler")}
    assert "cf.transfer" in open_rules(referral)
    assert type(county.case).objects.get(pk=county.case.pk).outcome == status
    referral = move(county, referral, "hand_over", "clerk")
    move(county, referral, "sign", "police_intake")
    with pytest.raises(NoSuchTransition):
        move(county, referral, "take_back", "clerk")


def test_what_goes_on_to_another_agency_is_closed_to_the_first(county: County) -> None:
    referral = moved_to(county, "sign")
    referral = move(
        county, referral, "forward", "police_intake", values={"receiver": county.other_police.pk}
    )
    assert (referral.receiver, referral.signed_at) == (county.other_police, None)
    rows = ReferralAccess.objects.filter(referral=referral, role="receiver")
    assert {(row.agency.short_name, row.ended_at is None) for row in rows} == {
        ("公安局", False), (county.other_police.short_name, True),
    }  # fmt: skip
    groups = CaseAccess.objects.filter(source="referral").values_list("group__agency", flat=True)
    assert set(groups) == {county.other_police.pk, county.procuratorate.pk}
    with pytest.raises(NotAllowed):
        move(county, referral, "sign", "police_intake")
    assert move(county, referral, "sign", "other_police_intake").state == "received"


def test_a_restricted_case_is_open_to_those_of_the_receiver_who_act(county: County) -> None:
    referral = moved_to(county, "approve")
    enclose(county.clerk, referral, FORWARD.transition("hand_over"))
    CaseAccess.objects.filter(content_object=county.case).update(named_only=True)
    with pytest.raises((NotVisible, MayNotDraft)):
        move(county, referral, "hand_over", "clerk")


def test_the_database_refuses_what_no_table_knows(county: County) -> None:
    referral = begun(county)
    for state in ("filed", "nowhere"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(flow="clue")
    referral.pk, referral.state = None, "filed"
    with pytest.raises(IntegrityError), transaction.atomic():
        referral.save(force_insert=True)


def test_steps_and_custody_are_never_changed(county: County) -> None:
    referral = moved_to(county, "sign")
    refused: list[Any] = [
        lambda: ReferralStep.objects.update(reason="x"),
        lambda: ReferralStep.objects.all().delete(),
        lambda: Custody.objects.filter(until__isnull=False).update(until=None),
        lambda: Custody.objects.update(agency=county.court),
        lambda: Custody.objects.all().delete(),
    ]
    for act in refused:
        with pytest.raises(Error), transaction.atomic():
            act()
    step = referral.steps.get(number=1)
    step.pk, step.number, step.key, step.to_state = None, 99, "", "filed"
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save(force_insert=True)


def test_the_edges_follow_the_tables(county: County) -> None:
    assert FlowEdge.objects.filter(flow="forward", from_state="sent", to_state="approved").exists()
    FlowEdge.objects.create(flow="forward", from_state="team", to_state="concluded")
    FlowEdge.objects.filter(flow="clue").delete()
    from_nothing = FlowEdge.objects.count()
    came, went = follow_flows()
    assert (came > 0, went) == (True, 1)
    assert FlowEdge.objects.count() == from_nothing + came - 1
    assert follow_flows() == (0, 0)


def test_a_step_costs_a_bounded_number_of_statements(county: County) -> None:
    referral = moved_to(county, "hand_over")
    done = FORWARD.transition("sign")
    now = {"received_at": current_moment().isoformat()}
    values, paper = values_for(county, FORWARD, done) | now, paper_for(done)
    with real_queries() as queries:
        perform(
            actor=county.police_intake,
            referral_id=referral.pk,
            transition="sign",
            version=None,
            values=values,
            paper=paper,
        )
    # Its own, and those of the letter that is signed for with it.
    assert len(queries) <= 90, len(queries)


def test_what_hangs_on_another_takes_its_case_and_sides(county: County) -> None:
    referral = moved_to(county, "file")
    flow = "suspect"
    table = FLOWS[flow]
    first = table.from_state("")[0]
    track = start_referral(
        actor=county.who(table, first),
        flow=flow,
        parent_id=referral.pk,
        party_id=county.case.parties.get().pk,
        values=values_for(county, table, first),
        paper=paper_for(first),
    )
    assert (track.parent, track.case) == (referral, county.case)
    with pytest.raises(Invalid):
        start_referral(actor=county.who(table, first), flow=flow, case_id=county.case.pk, values={})


def test_nobody_passes_on_a_case_that_they_only_see(county: County) -> None:
    with pytest.raises(NotVisible):
        start_referral(
            actor=county.urban_clerk,
            flow="forward",
            transition="suspect",
            case_id=county.case.pk,
            values={},
        )
    assert not Referral.objects.exists()
