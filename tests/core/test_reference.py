"""Reference data of the apps."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core import reference
from core.reference import Say, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_loaders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "_loaders", {})


def test_loaders_run_in_order_and_can_be_chosen() -> None:
    ran: list[str] = []

    def days(say: Say) -> None:
        ran.append("days")
        say("365 days")

    register("days", days)
    register("codes", lambda say: ran.append("codes"))
    out = StringIO()
    call_command("load_reference", stdout=out)
    call_command("load_reference", "codes", stdout=out)
    assert ran == ["days", "codes", "codes"]
    assert "365 days" in out.getvalue()


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(CommandError, match="nothing"):
        call_command("load_reference", "nothing")


def test_two_loaders_cannot_share_a_name() -> None:
    def days(say: Say) -> None:
        say("")

    register("days", days)
    register("days", days)
    with pytest.raises(ValueError, match="days"):
        register("days", lambda say: None)
