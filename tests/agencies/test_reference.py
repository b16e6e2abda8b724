"""The divisions are loaded from the file as often as one likes."""

from pathlib import Path

import pytest

from agencies import reference
from agencies.models import Region


@pytest.fixture
def said() -> list[str]:
    return []


def test_loading_twice_changes_nothing_and_corrects_what_was_altered(
    db: None, said: list[str]
) -> None:
    reference.load_divisions(said.append)
    number = Region.objects.count()
    assert number > 3000
    Region.objects.filter(code="110101").update(name="?")
    reference.load_divisions(said.append)
    assert Region.objects.count() == number
    region = Region.objects.get(code="110101")
    assert (region.full_name, region.level, region.parent_id) == ("北京市东城区", 3, "110000")


def test_a_division_may_stand_before_its_parent_in_the_file(tmp_path: Path) -> None:
    source = tmp_path / "divisions.csv"
    source.write_text(
        "code,name,level,parent_code,valid_to\n"
        "339901,宁川县,3,339900,2025-12-31\n339900,宁州市,2,330000,\n330000,宁省,1,,\n",
        encoding="utf-8",
    )
    last = reference.read_divisions(source)[-1]
    assert (last.full_name, str(last.valid_to)) == ("宁省宁州市宁川县", "2025-12-31")
