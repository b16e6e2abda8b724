"""What a page and a step cost, with everything on them that there is in real life."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cases.models import Case
from core.outbox import drain
from deadlines.services import check_overdue
from documents.attachments.services import attach_file
from documents.services import Subject
from referrals.models import Referral
from supervision.services import run_rules
from tests.cases.factory import agreement
from tests.conftest import ClientAs
from tests.documents.attachments.files import pdf, upload
from tests.queries import real_queries
from tests.referrals.county import County
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db
# A step writes its paper, its periods, who sees and does what, and the case: in so many.
PAGE, STEP = 15, 105


@contextmanager
def costing(most: int, what: str) -> Iterator[None]:
    """At most so many statements; all of them are shown where there are more."""
    with real_queries() as asked:
        yield
    said = "\n".join(_short(each) for each in asked)
    assert len(asked) <= most, f"{what}: {len(asked)}\n{said}"


def _short(statement: str) -> str:
    """What it is about, without the columns."""
    begins, _from, rest = statement.partition(" FROM ")
    return f"{begins[:60]} FROM {rest[:140]}" if rest else begins[:140]


def filed(county: County) -> Referral:
    """A handover that the police have filed, with suspects, goods, papers, files, periods."""
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over", supervisor=county.procuratorate.pk)
    go(county, handover, "police_intake", "sign", economic="no")
    go(county, handover, "police_leader", "file")
    for party in county.case.parties.all():
        track = {"parent_id": handover.pk, "party_id": party.pk}
        begun(county, "suspect", "police_handler", roots=track)
    begun(county, "goods", "clerk", roots={"parent_id": handover.pk})
    drain()
    subject = Subject("referral", handover.pk, county.case.pk)
    for number in (1, 2):
        attach_file(
            actor=county.clerk, subject=subject, upload=upload(pdf(number), f"{number}.pdf")
        )
    return handover


@pytest.mark.parametrize(
    "who", ["clerk", "leader", "police_handler", "police_leader", "procurator", "chief_procurator"]
)
def test_the_page_of_a_referral_with_everything_on_it(
    county: County, client_as: ClientAs, who: str
) -> None:
    url = f"/referrals/{filed(county).pk}/"
    client = client_as(county.people[who])
    assert client.get(url).status_code == 200
    with costing(PAGE, f"{who} {url}"):
        client.get(url)


@pytest.mark.parametrize("who", ["clerk", "leader", "procurator"])
def test_the_home_page_with_everything_on_it(county: County, client_as: ClientAs, who: str) -> None:
    agreement(county.world)
    filed(county)
    run_rules()
    check_overdue()
    drain()
    client = client_as(county.people[who])
    home = client.get("/").content.decode()
    for words in ("移送", "未读知会"):
        assert words in home
    with costing(PAGE, f"{who} /"):
        client.get("/")


@pytest.mark.parametrize("who", ["clerk", "police_handler", "procurator"])
def test_the_page_of_a_case_that_was_passed_on(
    county: County, client_as: ClientAs, who: str
) -> None:
    case: Case = county.case
    filed(county)
    client = client_as(county.people[who])
    url = f"/cases/{case.pk}/"
    page = client.get(url).content.decode()
    assert 'id="referrals"' in page
    with costing(PAGE, f"{who} {url}"):
        client.get(url)


def test_the_steps_of_a_handover(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    for who, name in (
        ("clerk", "report"),
        ("leader", "approve"),
        ("clerk", "hand_over"),
        ("police_intake", "sign"),
        ("police_leader", "file"),
    ):
        with costing(STEP, name):
            go(county, handover, who, name)


def test_the_form_of_a_step(county: County, client_as: ClientAs) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    client = client_as(county.leader)
    url = f"/referrals/{handover.pk}/act/approve/"
    assert client.get(url).status_code == 200
    with costing(PAGE, url):
        client.get(url)
