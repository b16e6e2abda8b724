"""What the court stopped is reviewed by the procuratorate, whatever becomes of it."""

import pytest

from cases.policies import access_of
from documents.models import Document
from inbox.models import Todo
from referrals.errors import Invalid
from referrals.models import Referral, ReferralAccess
from referrals.selectors.queues import QueueFilter, queue
from tests.conftest import ClientAs, MovedClock
from tests.referrals.county import County
from tests.referrals.driving import go
from tests.referrals.enforcing import executing, received

pytestmark = pytest.mark.django_db


def owed(referral: Referral) -> list[str]:
    """The reviews that wait for the procuratorate, by the states in which they were begun."""
    todos = Todo.objects.filter(
        subject_type="referral",
        subject_id=referral.pk,
        settled_at=None,
        kind__startswith="referral.non_litigation.review.",
    )
    return [kind.rsplit(".", 1)[1] for kind in todos.values_list("kind", flat=True)]


def test_a_refusal_is_reviewed_also_after_the_agency_went_on(
    county: County, moved_clock: MovedClock
) -> None:
    run = received(county, moved_clock)
    go(county, run, "court_intake", "not_accept")
    assert owed(run) == ["not_accepted"]
    go(county, run, "leader", "give_up")
    assert owed(run) == ["not_accepted"]
    mine = queue(county.procurator, QueueFilter())
    assert list(mine.values_list("referral", flat=True)) == [run.pk]
    said = {"review_outcome": "supervised", "review_opinion": "裁定不予受理没有法律依据。"}
    go(county, run, "procurator", "reviewed_final_refused", **said)
    assert owed(run) == []
    assert not ReferralAccess.objects.filter(referral=run, must_act=True).exists()
    kept = Referral.objects.get(pk=run.pk)
    assert (kept.state, kept.values["review_outcome"]) == ("final_refused", "supervised")


def test_it_is_reviewed_once(county: County, moved_clock: MovedClock) -> None:
    run = received(county, moved_clock)
    go(county, run, "court_intake", "not_accept")
    go(county, run, "procurator", "reviewed_not_accepted")
    with pytest.raises(Invalid, match="没有待审查"):
        go(county, run, "procurator", "reviewed_not_accepted")


def test_what_the_higher_court_put_right_is_reviewed_no_more(
    county: County, moved_clock: MovedClock
) -> None:
    run = received(county, moved_clock)
    go(county, run, "court_intake", "not_accept")
    go(county, run, "leader", "ask_reconsideration")
    assert owed(run) == ["not_accepted"]
    go(county, run, "clerk", "higher_accept")
    assert owed(run) == []
    go(county, run, "judge", "deny")
    assert owed(run) == ["denied"]


@pytest.mark.parametrize(
    ("stop", "state"), [("end_this_run", "this_run_ended"), ("terminate", "terminated")]
)
def test_what_has_ended_stays_open_to_who_must_review_it_and_to_nobody_else(
    county: County, moved_clock: MovedClock, stop: str, state: str
) -> None:
    run = executing(county, moved_clock)
    assert access_of(county.judge, county.case.pk) is not None
    go(county, run, "enforcement_judge", stop)
    assert owed(run) == [state]
    assert access_of(county.judge, county.case.pk) is None
    assert access_of(county.procurator, county.case.pk) is not None
    go(county, run, "procurator", f"reviewed_{state}")
    assert access_of(county.procurator, county.case.pk) is None
    assert access_of(county.clerk, county.case.pk) is not None


def test_a_run_that_is_taken_up_again_opens_the_case_again(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    go(county, run, "enforcement_judge", "end_this_run")
    go(county, run, "enforcement_judge", "resume_run")
    assert owed(run) == []
    assert access_of(county.enforcement_judge, county.case.pk) is not None
    assert access_of(county.procurator, county.case.pk) is not None


def test_the_court_is_told_by_the_papers_whose_run_it_takes_up_again(
    county: County, moved_clock: MovedClock, client_as: ClientAs
) -> None:
    run = executing(county, moved_clock)
    judge = county.enforcement_judge
    go(county, run, "enforcement_judge", "end_this_run")
    response = client_as(judge).get(f"/referrals/{run.pk}/act/resume_run/")
    papers = {paper.kind: paper.values for paper in Document.objects.filter(subject_id=run.pk)}
    ruling = papers["this_run_ruling"]
    form = response.context["forms"].paper
    assert ruling["decision_number"]
    assert {name: form[name].value() for name in ("party", "decision_number")} == {
        name: ruling[name] for name in ("party", "decision_number")
    }


def test_a_second_stop_takes_the_place_of_the_first(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    go(county, run, "enforcement_judge", "suspend")
    assert owed(run) == ["suspended"]
    go(county, run, "enforcement_judge", "terminate")
    assert owed(run) == ["terminated"]
