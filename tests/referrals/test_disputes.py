"""What the coordination office is shown of a clue on which the sides don't agree."""

from dataclasses import asdict
from typing import Any

import pytest

from agencies.models import Person
from core.clock import current_moment
from documents.kinds import KINDS
from documents.selectors.visibility import readable_documents
from referrals.errors import NotVisible
from referrals.flows.table import Depth
from referrals.models import Referral
from referrals.selectors import referral_view
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from tests.documents.papers import complete
from tests.referrals.clues import CLUE, NAME, moved, sent
from tests.referrals.county import County

pytestmark = pytest.mark.django_db

WHY = "该线索依法应由你院办理。"
SETTLED = "由检察院继续办理。"


def disputed(county: County) -> Referral:
    """Sent to the procuratorate, signed for, and objected to by the market office."""
    clue = sent(county.world)
    receipt = complete(KINDS["clue_receipt"])
    signed = {"received_at": current_moment().isoformat()}
    clue = moved(county.world, clue, "procurator", "sign", signed, receipt)
    values = {"reason": WHY, "office": county.coordination.pk}
    return moved(county.world, clue, "clerk", "object", values, complete(KINDS["clue_objection"]))


def cleared(person: Person) -> Person:
    """A person of the coordination office who may read undisclosed facts."""
    Person.objects.filter(pk=person.pk).update(clearance=3)
    return Person.objects.get(pk=person.pk)


def everything(view: Any) -> str:
    return str(asdict(view))


def test_the_office_reads_what_it_must_decide(county: County) -> None:
    clue, person = disputed(county), cleared(county.coordinator)
    view = referral_view(person, clue.pk)
    assert (view.depth, view.title) == (Depth.FULL, NAME)
    assert CLUE["summary"] in everything(view)
    assert WHY in everything(view)
    assert readable_documents(person).filter(kind="clue_objection", subject_id=clue.pk).exists()
    (line,) = page_of_referrals(person, QueueFilter()).items
    assert line.title == NAME


def test_what_the_sender_did_among_itself_stays_there(county: County) -> None:
    clue = disputed(county)
    view = referral_view(cleared(county.coordinator), clue.pk)
    assert CLUE["opinion"] not in {line.text for line in view.values}
    assert {"register", "submit"}.isdisjoint(step.transition for step in view.steps)


def test_without_clearance_it_reads_no_words(county: County) -> None:
    clue = disputed(county)
    assert county.coordinator.clearance < 3
    view = referral_view(county.coordinator, clue.pk)
    assert view.depth == Depth.STEPS
    for hidden in (NAME, CLUE["summary"], WHY):
        assert hidden not in everything(view)


@pytest.mark.parametrize("how", ["settle", "settle_close"])
def test_once_it_is_settled_the_office_sees_the_steps_again(county: County, how: str) -> None:
    clue, person = disputed(county), cleared(county.coordinator)
    moved(county.world, clue, "coordinator", how, {"settlement": SETTLED})
    view = referral_view(person, clue.pk)
    assert view.depth == Depth.STEPS
    for hidden in (NAME, CLUE["summary"], WHY):
        assert hidden not in everything(view)
    assert SETTLED in everything(view)
    (line,) = page_of_referrals(person, QueueFilter(tab=Tab.ALL)).items
    assert line.title != NAME


def test_before_there_is_a_dispute_the_office_knows_nothing(county: County) -> None:
    clue = sent(county.world)
    with pytest.raises(NotVisible):
        referral_view(cleared(county.coordinator), clue.pk)
