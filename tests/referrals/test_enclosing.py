"""What goes along with a paper is listed on it, is there, and reaches who gets the paper."""

import pytest
from django.core.files.base import ContentFile

from core.outbox import drain
from documents.attachments.services import attach_file
from documents.models import Document
from documents.paper import paper_of
from documents.sealing import is_intact
from documents.selectors import visible_documents
from documents.services import Subject
from referrals.errors import Invalid
from referrals.models import Referral
from referrals.selectors import actions_of
from referrals.services import perform
from tests.documents.attachments.files import pdf
from tests.referrals.county import County, paper_for, values_for
from tests.referrals.enclosing import signed
from tests.referrals.handover import FORWARD, move, moved_to

pytestmark = pytest.mark.django_db

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
