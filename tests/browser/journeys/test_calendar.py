"""The notice for next year arrives: typed, looked through, confirmed; everybody reads it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from core.clock import current_day
from deadlines.models import CalendarDraft
from deadlines.reference import DATA
from deadlines.services import ClockFacts, set_clocks
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.personas import World


@pytest.fixture
def clocks(world: World) -> None:
    """A county's open periods, some of which end next year."""
    facts = [
        ClockFacts("ap.decision", "calendar-journey", n, world.market.pk, current_day(), None)
        for n in range(12)
    ]
    facts += [
        ClockFacts("rr.respond", "calendar-journey", n, world.market.pk, current_day(), None)
        for n in range(100, 130)
    ]
    set_clocks(actor=None, facts=facts)


@pytest.mark.usefixtures("clocks")
def test_an_administrator_types_the_year_and_confirms_it(page_as: PageAs, look: Look) -> None:
    page = page_as("system_admin")
    page.goto("/")
    page.get_by_role("link", name="工作日历").click()
    look(page, "calendar-years")
    page.get_by_role("link", name="2027 年", exact=True).click()
    look(page, "calendar-2027-provisional")
    page.get_by_role("link", name="录入").click()
    page.get_by_role("textbox", name="依据").fill("国办发明电〔2026〕9号")
    page.get_by_label("调休上班日").nth(1).fill("2-20、2-28")
    page.get_by_role("button", name="增加一行").click()
    page.locator("[name$=-name]").last.fill("调休")
    page.locator("[name$=-first]").last.fill("2-19")
    look(page, "calendar-edit")
    page.get_by_role("button", name="查看影响").last.click()
    page.get_by_text("未结期限").first.wait_for()
    look(page, "calendar-draft")
    page.get_by_label("确认的理由").fill("国务院办公厅关于2027年部分节假日安排的通知")
    page.get_by_role("button", name="确认并公布").click()
    page.get_by_text("未结期限已全部重算").wait_for()
    look(page, "calendar-change")
    page.get_by_role("link", name="2027", exact=True).click()
    look(page, "calendar-2027")
    page.get_by_role("link", name="打印").click()
    page.emulate_media(media="print")
    look(page, "calendar-print")


def test_a_faulty_file_names_its_row(
    page_as: PageAs, look: Look, refused: Refused, tmp_path: Path
) -> None:
    page = page_as("system_admin")
    page.goto("/deadlines/calendar/")
    file = tmp_path / "2028.csv"
    file.write_text("day,working,name\n2028-01-01,no,元旦\n2028-13-01,no,元旦\n", "utf-8")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("textbox", name="依据").fill("国办发明电〔2027〕9号")
    page.get_by_role("button", name="上传并查看影响").click()
    page.get_by_text("第3行：“2028-13-01”不是日期").first.wait_for()
    look(page, "calendar-faulty")
    refused(422)


def test_a_clerk_reads_the_year(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/deadlines/calendar/2026/")
    page.get_by_text("春节放假").first.wait_for()
    look(page, "calendar-2026")
    assert page.get_by_role("link", name="更正").count() == 0


class TestWithoutScripts:
    @pytest.fixture
    def runs_scripts(self) -> bool:
        return False

    def test_lines_are_added_and_removed(self, page_as: PageAs, look: Look) -> None:
        page = page_as("system_admin")
        page.goto("/deadlines/calendar/2028/edit/")
        rows = page.locator("[data-formset-rows] [data-formset-row]")
        assert rows.count() == 7
        page.get_by_role("button", name="增加一行").click()
        assert rows.count() == 8
        _remove_first(page)
        assert rows.count() == 7
        page.locator("[name$=-first]").first.fill("1-25")
        page.get_by_role("textbox", name="依据").fill("国办发明电〔2027〕9号")
        page.get_by_role("button", name="查看影响").last.click()
        page.get_by_role("button", name="确认并公布").wait_for()
        look(page, "calendar-draft-no-scripts")
        page.get_by_role("button", name="放弃").click()
        page.get_by_text("已放弃 2028 年").wait_for()
        assert not CalendarDraft.objects.filter(year=2028).exists()


def _remove_first(page: Page) -> None:
    page.get_by_role("button", name="删除").first.click()


def test_the_file_of_the_project_is_taken(page_as: PageAs) -> None:
    page = page_as("system_admin")
    page.goto("/deadlines/calendar/")
    page.locator("[name=file]").set_input_files(DATA / "holidays" / "2026.csv")
    page.get_by_role("textbox", name="依据").fill("国办发明电〔2025〕7号")
    page.get_by_role("button", name="上传并查看影响").click()
    page.get_by_text("更正已公布的年度").wait_for()
    page.get_by_role("button", name="放弃").click()
