"""Whoever decides on an agreement is told how many cases it covers."""

from datetime import date

import pytest

from agencies.coverage import covered_cases
from agencies.services import propose_agreement
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World


@pytest.mark.parametrize(("sectors", "number"), [([], 1), (["tax"], 0)])
def test_only_cases_of_the_provider_and_its_sectors_are_counted(
    world: World, client_as: ClientAs, sectors: list[str], number: int
) -> None:
    recorded(world.clerk)
    recorded(world.urban_clerk)
    agreement = propose_agreement(
        actor=None,
        provider=world.market,
        receiver=world.procuratorate,
        purpose="法律监督",
        legal_basis="依据",
        valid_from=date(2026, 1, 1),
        sectors=sectors,
    )
    assert covered_cases(agreement) == number
    page = client_as(world.security_admin).get(f"/agreements/{agreement.pk}/").content.decode()
    assert f"<strong>{number}</strong> 件" in page
