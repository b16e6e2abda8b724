"""Laws and matters are loaded from files, as often as one likes."""

from django.core.management import call_command

from cases.models import Law, Matter


def _load() -> None:
    call_command("load_reference", "laws", "matters", verbosity=0)


def test_loading_twice_changes_nothing(db: None) -> None:
    _load()
    before = list(Matter.objects.values_list()), list(Law.objects.values_list())
    _load()
    assert (list(Matter.objects.values_list()), list(Law.objects.values_list())) == before
    assert len(before[0]) > 100
    assert len(before[1]) > 400


def test_a_matter_carries_its_provisions_and_initials(db: None) -> None:
    _load()
    matter = Matter.objects.get(code="SJ-004")
    assert matter.penalised == "《中华人民共和国食品安全法》第一百二十四条第一款第（五）项"
    assert matter.pinyin == "jycgbzqdsp"
    assert matter.kinds == ["fine", "confiscate_gains", "confiscate_goods"]


def test_a_matter_that_left_the_file_is_kept_but_no_longer_offered(db: None) -> None:
    Matter.objects.create(code="OLD-1", name="旧事项", sector="market", pinyin="jsx")
    _load()
    assert not Matter.objects.get(code="OLD-1").is_current
