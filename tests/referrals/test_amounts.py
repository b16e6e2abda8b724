"""What papers of enforcement ask for, and what a case is called that has no name."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.inputs import PaymentInput, PenaltyInput
from cases.late_fees import late_fee_of
from cases.models import Case
from cases.selectors import case_view
from cases.services import record_case
from deadlines import reference
from documents.kinds import KINDS
from documents.models import Document
from referrals.filling import filled
from referrals.flows import FLOWS
from referrals.selectors import referral_view
from tests.cases.factory import investigation
from tests.conftest import MovedClock
from tests.personas import World
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    """The clocks of the cases run by them."""
    reference.load(lambda text: None)


def penalised(world: World, **said: Any) -> Case:
    """A fine of 5,000 yuan that nobody paid in time."""
    data = investigation(
        outcome="penalty",
        decision_number="宁市监罚〔2026〕12号",
        decided_on=dt.date(2026, 5, 28),
        served_on=dt.date(2026, 6, 2),
        service_method="direct",
        penalties=(PenaltyInput(kind="fine", amount=Decimal(5000)),),
        amount_involved=Decimal(86400),
        **said,
    )
    return record_case(actor=world.clerk, data=data)


def test_what_is_owed_is_the_fine_with_what_was_added_less_what_was_paid(
    world: World, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2026, 6, 27))
    paid = PaymentInput(amount=Decimal(1000), paid_on=dt.date(2026, 6, 20))
    view = case_view(world.clerk, penalised(world, payments=(paid,)).pk)
    fee = late_fee_of(view)
    assert fee is not None
    assert fee.accrued > 0
    known = filled(KINDS["reminder"], view)
    assert known["amount"] == f"{4000 + fee.accrued:.2f}"
    assert known["late_fee"] == f"{fee.accrued:.2f}"
    assert filled(KINDS["enforcement_application"], view)["amount"] == known["amount"]
    assert filled(KINDS["deferral_notice"], view)["amount"] == "4000.00"
    fields = {
        each.name: each.source
        for name in ("remind", "apply")
        for each in FLOWS["non_litigation"].transition(name).fields
        if each.name == "amount"
    }
    assert fields == {"amount": "owed"}


def test_nothing_is_added_before_the_days_to_pay_are_over(
    world: World, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2026, 6, 10))
    known = filled(KINDS["reminder"], case_view(world.clerk, penalised(world).pk))
    assert known["amount"] == "5000.00"
    assert "late_fee" not in known


def test_without_a_case_a_paper_is_called_by_who_it_is_about(county: County) -> None:
    sent = begun(
        county,
        "reverse_direct",
        "police_handler",
        roots={},
        receiver=county.market.pk,
        subjects="张三、李四",
        drunk_driving="no",
    )
    view = referral_view(county.clerk, sent.pk)
    assert filled(KINDS["reverse_receipt"], None, view)["case_name"] == "张三等案"


def test_the_opinion_is_named_whatever_the_agency_wrote_since(county: County) -> None:
    reverse = begun(county, "reverse", "procurator", roots={})
    go(county, reverse, "procurator", "take_in")
    go(county, reverse, "chief_procurator", "issue_opinion", receiver=county.market.pk)
    go(county, reverse, "clerk", "sign")
    go(county, reverse, "leader", "decline")
    view = referral_view(county.people["chief_procurator"], reverse.pk)
    opinion = Document.objects.get(kind="procuratorial_opinion", subject_id=reverse.pk)
    letter = filled(KINDS["escalation_letter"], None, view)
    assert letter["paper_number"] == opinion.number
    assert letter["authority"] == county.market.name


def test_the_receipt_of_a_discipline_clue_names_the_letter(county: County, client: Client) -> None:
    clue = begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    clue = go(county, clue, "leader", "send")
    letter = Document.objects.get(pk=clue.steps.get(transition="send").document_id or 0)
    client.force_login(county.discipline_intake)
    page = client.get(reverse("referrals:act", args=[clue.pk, "sign"]))
    assert page.status_code == 200
    assert f'value="{letter.number}"' in page.content.decode()
