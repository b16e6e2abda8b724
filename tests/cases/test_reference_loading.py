"""Reference data is loaded from files, as often as one likes."""

import datetime as dt

from django.core.management import call_command

from cases.models import Charge, Law, LawArticle, LawVersion, Matter, ReferenceFile
from cases.reference import load_law_texts
from tests.personas import World
from tests.queries import real_queries


def _load() -> None:
    call_command("load_reference", "laws", "charges", "matters", verbosity=0)


def test_loading_twice_changes_nothing(db: None) -> None:
    _load()
    tables = (Law, Matter, Charge)
    before = [list(table.objects.order_by("pk").values_list()) for table in tables]
    with real_queries() as queries:
        _load()
    assert not [query for query in queries if query.startswith(("INSERT", "UPDATE", "DELETE"))][1:]
    assert [list(table.objects.order_by("pk").values_list()) for table in tables] == before
    assert [len(rows) for rows in before] == [486, 176, 495]


def test_the_texts_are_loaded_whole_and_then_left_alone(db: None) -> None:
    call_command("load_reference", "laws", verbosity=0)
    load_law_texts(lambda text: None)
    assert (LawVersion.objects.count(), LawArticle.objects.count()) == (474, 32_567)
    said: list[str] = []
    with real_queries() as queries:
        load_law_texts(said.append)
    assert said == ["law texts: 0 versions written, 474 as they were", "articles: 0 written"]
    assert len(queries) < 10


def test_a_matter_carries_its_provisions_initials_and_charge(db: None) -> None:
    _load()
    matter = Matter.objects.get(code="SJ-004")
    assert matter.penalised == "《中华人民共和国食品安全法》第一百二十四条第一款第（五）项"
    assert matter.pinyin == "jycgbzqdsp"
    assert matter.kinds == ["fine", "confiscate_gains", "confiscate_goods"]
    dangerous = Matter.objects.get(code="SJ-002")
    assert dangerous.charge
    assert dangerous.charge.name == dangerous.offence


def test_a_matter_that_left_the_file_is_kept_but_no_longer_offered(db: None) -> None:
    Matter.objects.create(code="OLD-1", name="旧事项", sector="market", pinyin="jsx")
    _load()
    old = Matter.objects.get(code="OLD-1")
    assert not old.is_current
    assert old.effective_to


def test_a_renamed_charge_ends_the_day_before_its_successor_begins(db: None) -> None:
    _load()
    old = Charge.objects.get(name="生产、销售假药罪")
    assert old.successor
    assert (old.successor.name, old.number) == ("生产、销售、提供假药罪", 141)
    assert old.valid_to == dt.date(2021, 2, 28)
    assert old.successor.valid_from == dt.date(2021, 3, 1)


def test_an_earlier_edition_belongs_to_its_law_and_a_repealed_law_has_a_successor(
    db: None,
) -> None:
    _load()
    edition = Law.objects.get(title="中华人民共和国渔业法（2013版）")
    assert edition.edition_of
    assert edition.edition_of.title == "中华人民共和国渔业法"
    ended = Law.objects.get(title="中华人民共和国环境保护法")
    assert ended.successor
    assert ended.successor.title == "中华人民共和国生态环境法典"


def test_what_a_file_brought_isnt_overwritten_by_what_ships(world: World) -> None:
    _load()
    Matter.objects.filter(code="SJ-004").update(name="本地名称")
    Matter.objects.create(code="NC-001", name="本地事项", sector="market", pinyin="bdsx")
    ReferenceFile.objects.create(
        kind="matters",
        name="清单.csv",
        digest="0" * 64,
        person=world.system_admin,
        confirmed_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        keys=["SJ-004", "NC-001"],
    )
    _load()
    assert Matter.objects.get(code="SJ-004").name == "本地名称"
    assert Matter.objects.get(code="NC-001").is_current
