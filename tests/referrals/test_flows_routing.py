"""Which clue goes where is fixed, and refused elsewhere."""

import pytest

from agencies.models import AgencyKind
from referrals.flows.routing import RECEIVERS, ROUTES

K = AgencyKind
# domain/2-workflows.md, 2a, row by row.
ROUTING = {
    "normative_conflict": ({K.JUSTICE}, set()),
    "unclear_duties": ({K.JUSTICE}, set()),
    "public_interest": ({K.PROCURATORATE}, set()),
    "non_litigation": ({K.PROCURATORATE}, set()),
    "crime": ({K.POLICE}, {K.PROCURATORATE}),
    "irregular": ({K.JUSTICE, K.PROCURATORATE}, set()),
    "other_agency": ({K.ENFORCEMENT, K.TOWNSHIP, K.POLICE}, set()),
    "discipline": ({K.DISCIPLINE}, set()),
}


def test_the_routes_are_those_of_the_county_s_rules() -> None:
    assert {name: (set(r.to), set(r.copied_to)) for name, r in ROUTES.items()} == ROUTING


@pytest.mark.parametrize("name", ROUTES)
def test_each_route_says_on_what_basis(name: str) -> None:
    assert ROUTES[name].basis


def test_a_clue_on_an_official_never_goes_the_open_way() -> None:
    assert ROUTES["discipline"].flow == "discipline"
    assert K.DISCIPLINE not in RECEIVERS
