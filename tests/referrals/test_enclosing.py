"""What goes along with a paper is listed on it, is there, and reaches who gets the paper."""

import pytest
from django.core.files.base import ContentFile

from core.clock import current_day
from core.outbox import drain
from documents.attachments.services import attach_file, remove_attachment
from documents.models import Attachment, Document
from documents.paper import paper_of
from documents.sealing import is_intact
from documents.selectors import visible_documents
from documents.services import Subject
from referrals.errors import Invalid
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.selectors import actions_of
from referrals.services import perform
from tests.conftest import MovedClock
from tests.documents.attachments.files import pdf
from tests.referrals.county import County, paper_for, values_for
from tests.referrals.driving import filled, go
from tests.referrals.enclosing import signed
from tests.referrals.enforcing import APPLIED, unpaid
from tests.referrals.handover import FORWARD, move, moved_to

pytestmark = pytest.mark.django_db

NON_LITIGATION = FLOWS["non_litigation"]
APPLY = NON_LITIGATION.transition("apply")
HAND_OVER = FORWARD.transition("hand_over")


def handed_over(county: County, referral: Referral) -> Document:
    """Without anything being put beside it; the paper that went out."""
    moved = perform(
        actor=county.clerk,
        referral_id=referral.pk,
        transition="hand_over",
        version=None,
        values=values_for(county, FORWARD, HAND_OVER),
        paper=paper_for(HAND_OVER),
    )
    return Document.objects.get(pk=moved.steps.get(transition="hand_over").document_id or 0)


def brought(county: County, referral: Referral, kind: str = "", name: str = "现场照片") -> None:
    """A file of the sender about the referral."""
    attach_file(
        actor=county.clerk,
        subject=Subject("referral", referral.pk, referral.case_id),
        upload=ContentFile(pdf(), name="a.pdf"),
        kind=kind,
        name=name,
    )


def test_without_the_report_it_isn_t_handed_over(county: County) -> None:
    referral = moved_to(county, "approve")
    with pytest.raises(Invalid, match="涉嫌犯罪案件调查报告"):
        handed_over(county, referral)
    actions = {each.name: each for each in actions_of(county.clerk, referral.pk)}
    action = actions["hand_over"]
    assert not action.allowed
    assert "涉嫌犯罪案件调查报告" in action.why_not


def reminded(county: County, moved_clock: MovedClock) -> Referral:
    """Ready for the court: both decision and reminder were made on paper."""
    run = unpaid(county, moved_clock)
    day = current_day().isoformat()
    go(county, run, "clerk", "record_reminder", reminder_served_on=day)
    moved_clock.to(APPLIED)
    return run


def applied(county: County, run: Referral) -> Referral:
    """Applied for without anything being put beside it."""
    values = filled(county, NON_LITIGATION, APPLY, {"receiver": county.court.pk})
    return perform(
        actor=county.leader, referral_id=run.pk, transition="apply", version=None, values=values,
        paper=paper_for(APPLY),
    )  # fmt: skip


def test_the_court_isn_t_asked_without_decision_and_reminder(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    with pytest.raises(Invalid) as refusal:
        applied(county, run)
    both = "《行政处罚决定书》（或者《当场行政处罚决定书》）、《行政处罚决定履行催告书》"
    assert both in str(refusal.value)
    action = next(each for each in actions_of(county.leader, run.pk) if each.name == "apply")
    assert both in action.why_not
    brought(county, run, "reminder", "催告书扫描件")
    with pytest.raises(Invalid) as refusal:
        applied(county, run)
    assert "行政处罚决定书" in str(refusal.value)
    assert "催告书" not in str(refusal.value)
    assert not Document.objects.filter(kind="enforcement_application", number__gt="").exists()


@pytest.mark.parametrize("kind", ["penalty_decision", "spot_penalty_decision"])
def test_what_was_made_on_paper_goes_to_the_court_as_files(
    county: County, moved_clock: MovedClock, kind: str
) -> None:
    run = reminded(county, moved_clock)
    brought(county, run, kind, "决定书扫描件")
    brought(county, run, "reminder", "催告书扫描件")
    moved = applied(county, run)
    sheet = Document.objects.get(pk=moved.steps.get(transition="apply").document_id or 0)
    assert paper_of(sheet).enclosures == ("决定书扫描件", "催告书扫描件")


def test_what_was_taken_out_again_isn_t_there(county: County, moved_clock: MovedClock) -> None:
    run = reminded(county, moved_clock)
    brought(county, run, "penalty_decision")
    brought(county, run, "reminder")
    wrong = Attachment.objects.get(kind="reminder")
    remove_attachment(actor=county.clerk, attachment_id=wrong.pk, reason="传错了文件")
    with pytest.raises(Invalid, match="催告书"):
        applied(county, run)


def test_the_reminder_signed_on_the_platform_goes_along(
    county: County, moved_clock: MovedClock
) -> None:
    run = unpaid(county, moved_clock)
    go(county, run, "clerk", "remind")
    go(county, run, "clerk", "reminder_served")
    moved_clock.to(APPLIED)
    with pytest.raises(Invalid, match="《行政处罚决定书》") as refusal:
        applied(county, run)
    assert "催告书" not in str(refusal.value)
    decision = signed(county.leader, run, "penalty_decision")
    moved = applied(county, run)
    sheet = Document.objects.get(pk=moved.steps.get(transition="apply").document_id or 0)
    listed = paper_of(sheet).enclosures
    assert listed[0] == f"行政处罚决定书（{decision.number}）"
    assert listed[1].startswith("行政处罚决定履行催告书（")


def test_a_report_that_was_brought_as_a_file_is_one(county: County) -> None:
    referral = moved_to(county, "approve")
    brought(county, referral, "investigation_report", "调查报告扫描件")
    assert paper_of(handed_over(county, referral)).enclosures == ("调查报告扫描件",)


def test_the_sheet_lists_what_goes_along_and_is_sealed_with_it(county: County) -> None:
    referral = moved_to(county, "approve")
    goods = signed(county.clerk, referral, "involved_goods")
    report = signed(county.clerk, referral, "investigation_report")
    brought(county, referral)
    paper = handed_over(county, referral)
    assert paper_of(paper).enclosures == (
        f"涉嫌犯罪案件调查报告（{report.number}）",
        f"涉案物品清单（{goods.number}）",
        "现场照片",
    )
    assert is_intact(paper)
    drain()
    seen = visible_documents(county.police_intake)
    assert {report.pk, goods.pk} <= set(seen.values_list("pk", flat=True))


def test_what_went_along_once_isn_t_listed_again(county: County) -> None:
    referral = moved_to(county, "approve")
    brought(county, referral, "investigation_report")
    handed_over(county, referral)
    brought(county, referral, name="补充照片")
    referral = move(county, referral, "copy", "clerk")
    letter = Document.objects.get(pk=referral.steps.get(transition="copy").document_id or 0)
    assert paper_of(letter).enclosures == ("补充照片",)
