"""A register that was kept on paper goes on here: who may say so, until when, and what follows."""

import datetime as dt
from html import unescape
from typing import Any

import pytest

from agencies.models import Person
from audit.models import AuditEvent
from core.clock import current_day
from documents import registry
from documents.errors import Incomplete, NotVisible, Refused
from documents.kinds import KINDS
from documents.models import SerialCounter
from documents.selectors import gaps
from documents.selectors.numbering import series_lines
from documents.services import Subject
from documents.services.numbering import LAST_ON_PAPER, continue_numbers
from tests.conftest import ClientAs, MovedClock
from tests.documents.papers import FREE, KIND, drafted, signed
from tests.personas import World

pytestmark = pytest.mark.django_db
SYMBOL = KINDS[KIND].symbol
# Of papers that only the procuratorate issues.
FOREIGN = next(
    kind for kind in KINDS.values() if set(kind.issuers) == {"procuratorate"} and not kind.outside
)


def take_over(world: World, actor: Person | None, last: int, **said: Any) -> str:
    """Let the register of the market supervision bureau go on."""
    wanted: dict[str, Any] = {
        "symbol": SYMBOL,
        "year": current_day().year,
        "issuer_id": world.market.pk,
    } | said
    return continue_numbers(actor=actor, last=last, **wanted)


def address(world: World, kind: str = "") -> str:
    return f"/papers/issued/numbers/{world.market.pk}/" + (f"{kind}/" if kind else "")


def test_the_first_number_here_follows_the_last_on_paper(world: World, matter: Subject) -> None:
    year = current_day().year
    assert take_over(world, world.system_admin, 37) == f"宁市监线移〔{year}〕38号"
    numbers = [signed(world.leader, matter, purpose=str(n)).number for n in range(2)]
    assert numbers == [f"宁市监线移〔{year}〕38号", f"宁市监线移〔{year}〕39号"]
    assert gaps(world.leader, year) == {}


def test_the_head_of_the_agency_may_say_it_and_nobody_else_there(world: World) -> None:
    take_over(world, world.leader, 3)
    for person in (world.clerk, world.urban_leader, world.security_admin):
        with pytest.raises(NotVisible):
            take_over(world, person, 4)
    assert SerialCounter.objects.get().taken_over == 3


def test_it_can_be_put_right_until_a_number_is_given(world: World, matter: Subject) -> None:
    for last in (37, 12, 0, 15):
        take_over(world, world.leader, last)
    signed(world.leader, matter)
    with pytest.raises(Refused, match="第16号"):
        take_over(world, world.leader, 40)
    assert SerialCounter.objects.get().last == 16


@pytest.mark.parametrize("last", [-1, LAST_ON_PAPER + 1])
def test_a_number_that_no_register_reaches_is_refused(world: World, last: int) -> None:
    with pytest.raises(Incomplete):
        take_over(world, world.leader, last)
    assert not SerialCounter.objects.exists()


@pytest.mark.parametrize(
    "said", [{"symbol": FOREIGN.symbol}, {"symbol": "无"}, {"year": 1999}, {"year": 2099}]
)
def test_only_series_that_the_agency_gives_numbers_in(world: World, said: dict[str, Any]) -> None:
    with pytest.raises(NotVisible):
        take_over(world, world.system_admin, 3, **said)


def test_each_year_has_its_own_register(
    world: World, matter: Subject, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2027, 1, 4))
    take_over(world, world.leader, 37, year=2026)
    paper = signed(world.leader, matter)
    assert paper.number == "宁市监线移〔2027〕1号"


def test_it_is_logged_once(world: World) -> None:
    for last in (37, 37, 38):
        take_over(world, world.leader, last)
    events = AuditEvent.objects.filter(verb="document.continue_numbers").order_by("pk")
    series = f"宁市监线移〔{current_day().year}〕"
    assert [(event.actor_id, event.changes) for event in events] == [
        (world.leader.pk, {"series": series, "last": [0, 37]}),
        (world.leader.pk, {"series": series, "last": [37, 38]}),
    ]


def test_the_page_shows_every_series_and_what_comes_next(
    world: World, matter: Subject, client_as: ClientAs
) -> None:
    take_over(world, world.leader, 37)
    signed(world.leader, matter)
    for person in (world.leader, world.system_admin):
        page = unescape(client_as(person).get(address(world)).content.decode())
        assert f"宁市监线移〔{current_day().year}〕39号" in page
        assert FOREIGN.symbol not in page.replace(SYMBOL, "")
    lines = series_lines(world.leader, world.market, current_day().year)
    line = next(each for each in lines if each.symbol == SYMBOL)
    assert (line.on_paper, line.given_here, line.is_begun) == (37, 38, True)


def test_the_pages_do_not_exist_for_others(world: World, client_as: ClientAs) -> None:
    for person in (world.clerk, world.urban_leader, world.security_admin, world.procurator):
        client = client_as(person)
        assert client.get(address(world)).status_code == 404
        assert client.get(address(world, KIND)).status_code == 404
        assert client.post(address(world, KIND), {"last": "5"}).status_code == 404
    leader = client_as(world.leader)
    assert leader.get(address(world, FOREIGN.key)).status_code == 404
    assert leader.get(address(world, "nothing")).status_code == 404


def test_it_is_set_by_the_form(world: World, client_as: ClientAs) -> None:
    client = client_as(world.system_admin)
    for wrong in ("", "-1", "100000", "三十七", "3.5"):
        refused = client.post(address(world, KIND), {"last": wrong})
        assert refused.status_code == 422
    assert not SerialCounter.objects.exists()
    year = current_day().year - 1
    done = client.post(address(world, KIND) + f"?year={year}", {"last": "37"}, follow=True)
    assert f"宁市监线移〔{year}〕38号" in done.content.decode()
    assert SerialCounter.objects.get().year == year


def test_what_was_begun_meanwhile_is_told(
    world: World, matter: Subject, client_as: ClientAs
) -> None:
    signed(world.leader, matter)
    client = client_as(world.leader)
    page = client.get(address(world, KIND)).content.decode()
    assert "不能再改起始号" in page
    assert '<input type="number"' not in page
    said = client.post(address(world, KIND), {"last": "9"}, follow=True)
    assert "不能再改起始号" in said.content.decode()
    assert SerialCounter.objects.get().last == 1


def test_less_than_a_case_holds_is_asked_about(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = f"{world.market.number_prefix}{SYMBOL}"
    monkeypatch.setattr(registry, "_held", [lambda agency, symbols, year: {full: 37}])
    client = client_as(world.leader)
    page = client.get(address(world)).content.decode()
    assert "可能重复" in page
    assert 'value="37"' in client.get(address(world, KIND)).content.decode()
    asked = client.post(address(world, KIND), {"last": "30"})
    assert asked.status_code == 422
    assert 'name="sure"' in asked.content.decode()
    assert client.post(address(world, KIND), {"last": "30", "sure": "on"}).status_code == 302
    assert SerialCounter.objects.get().taken_over == 30


def test_who_signs_is_warned_of_a_number_that_a_case_bears(
    world: World, matter: Subject, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = f"{world.market.number_prefix}{KINDS[FREE].symbol}"
    draft = drafted(world.leader, matter, kind=FREE)
    url = f"/papers/{draft.pk}/sign/"
    assert "文号可能重复" not in client_as(world.leader).get(url).content.decode()
    monkeypatch.setattr(registry, "_held", [lambda agency, symbols, year: {full: 37}])
    page = client_as(world.leader).get(url).content.decode()
    assert "文号可能重复" in page
    assert "1号" in page
    take_over(world, world.leader, 37, symbol=KINDS[FREE].symbol)
    assert "文号可能重复" not in client_as(world.leader).get(url).content.decode()


def test_the_ways_to_it(world: World, client_as: ClientAs) -> None:
    assert address(world) in client_as(world.leader).get("/papers/issued/").content.decode()
    assert address(world) not in client_as(world.clerk).get("/papers/issued/").content.decode()
    settings = client_as(world.system_admin).get(f"/agencies/{world.market.pk}/edit/")
    assert address(world) in settings.content.decode()
