"""What stands in a case is text, whoever brought it."""

import pytest
from django.urls import reverse

from cases.inputs import PartyInput
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World

EVIL = "<script>alert(1)</script><img src=x>"


@pytest.mark.parametrize("where", ["list", "detail", "print", "find"])
def test_markup_in_a_case_is_shown_and_never_run(
    world: World, client_as: ClientAs, where: str
) -> None:
    shop = PartyInput(kind="organisation", name=EVIL, representative=EVIL, address=EVIL)
    case = recorded(
        world.clerk, parties=(shop,), cause=EVIL, facts=EVIL, decision_number=f"{EVIL}1号"
    )
    args = [] if where in {"list", "find"} else [case.pk]
    address = reverse(f"cases:{where}", args=args) + ("?q=alert" if where == "find" else "")
    page = client_as(world.clerk).get(address).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
