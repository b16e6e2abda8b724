"""Who may only see the outcome isn't told by days or order that something moved."""

from collections.abc import Mapping

from core.clock import current_day, current_moment
from deadlines import reference
from referrals.flows import FLOWS
from referrals.models import ReferralAccess, ReferralEvent
from referrals.selectors import referral_view
from referrals.selectors.events import shown_to
from referrals.services import perform, start_referral
from tests.personas import World


def test_inner_steps_of_a_discipline_clue_leave_no_trace_with_the_sender(world: World) -> None:
    reference.load(lambda text: None)
    values = {
        "name": "线索",
        "official_type": "duty_violation",
        "found_on": "2026-03-02",
        "subjects": "某人",
        "summary": "某事",
        "receiver": world.discipline.pk,
    }
    clue = start_referral(actor=world.leader, flow="discipline", values=values)

    def move(who: str, name: str, said: Mapping[str, object], paper: Mapping[str, object]) -> None:
        perform(
            actor=world.people[who], referral_id=clue.pk, transition=name, version=None,
            values=said, paper=paper or None,
        )  # fmt: skip

    move("leader", "send", values, {"contact": "贺青川"})
    receipt = {"received_by": "方致远", "paper_number": "宁市监线移1号"}
    move("discipline_officer", "sign", {"received_at": current_moment().isoformat()}, receipt)
    sender = ReferralAccess.objects.get(referral=clue, agency=world.market)
    before, told = sender.moved_at, referral_view(world.leader, clue.pk)
    disposal = {"disposal": "preliminary_verification", "disposed_on": current_day().isoformat()}
    step = next(t for t in FLOWS["discipline"].transitions if t.name == "dispose")
    disposal["disposal"] = next(f for f in step.fields if f.name == "disposal").choices[0][0]
    move("discipline_officer", "dispose", disposal, {})
    sender.refresh_from_db()
    after = referral_view(world.leader, clue.pk)
    assert sender.moved_at == before
    assert (after.state_label, after.state_since) == (told.state_label, told.state_since)
    move("discipline_officer", "give_feedback", {"outcome_class": outcome_class()}, {})
    sender.refresh_from_db()
    assert sender.moved_at > before
    rows = ReferralEvent.objects.filter(referral=clue, agency=world.market).order_by("pk")
    shown = [view.state_label for view in shown_to(world.leader, list(rows))]
    assert shown == ["登记中", "已移送", "已接收", "已反馈"]


def outcome_class() -> str:
    step = next(t for t in FLOWS["discipline"].transitions if t.name == "give_feedback")
    return next(f for f in step.fields if f.name == "outcome_class").choices[0][0]
