"""The pages of the calendar."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from core.clock import current_day
from deadlines.calendar import current_calendar
from deadlines.models import CalendarChange, CalendarDraft, Clock, Recount
from deadlines.reference import DATA
from deadlines.services import ClockFacts, set_clocks
from tests.conftest import ClientAs
from tests.personas import World

pytestmark = pytest.mark.usefixtures("reference")
YEARS = "/deadlines/calendar/"


@pytest.fixture
def admin(world: World, client_as: ClientAs) -> Client:
    return client_as(world.system_admin)


def typed(*rows: tuple[str, str, str, str], **more: str) -> dict[str, str]:
    """The form of a year with these lines: name, first, last, make-up days."""
    data = {"notice": "国办发明电〔2026〕9号", "published": "on", "runs-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in zip(("name", "first", "last", "make_up"), row, strict=True):
            data[f"runs-{number}-{name}"] = value
    return {**data, "runs-TOTAL_FORMS": str(len(rows)), **more}


def load(client: Client, data: bytes, name: str = "2027.csv", **more: str) -> Any:
    file = SimpleUploadedFile(name, data)
    fields = {"file": file, "notice": "国办发明电〔2026〕9号", "published": "on", **more}
    return client.post(f"{YEARS}load/", fields)


def test_everybody_reads_the_years_and_a_provisional_one_says_so(
    world: World, client_as: ClientAs
) -> None:
    for person in (world.clerk, world.procurator, world.audit_admin):
        client = client_as(person)
        page = client.get(YEARS).content.decode()
        assert "2016 年" in page
        assert "暂定" in page
        assert 'type="file"' not in page
        year = client.get(f"{YEARS}2027/").content.decode()
        assert "暂定" in year
        assert "edit/" not in year


def test_a_year_shows_days_off_with_their_names_and_make_up_days(admin: Client) -> None:
    page = admin.get(f"{YEARS}2026/").content.decode()
    assert "15日–23日 春节放假" in page
    assert "14日（星期六）上班，春节调休" in page
    assert "26日起暂定" in page
    assert page.count("<caption>") == 12


def test_the_sheet_says_whether_it_is_provisional(admin: Client) -> None:
    assert "（暂定）" in admin.get(f"{YEARS}2027/print/").content.decode()
    assert "（暂定）" not in admin.get(f"{YEARS}2025/print/").content.decode()


def test_pages_take_few_queries(
    admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (YEARS, f"{YEARS}2026/", f"{YEARS}2026/print/"):
        with django_assert_max_num_queries(13):
            admin.get(address)


def test_a_file_is_looked_through_before_it_changes_anything(admin: Client) -> None:
    set_clocks(
        actor=None,
        facts=[ClockFacts("ap.decision", "case", n, 3, current_day(), None) for n in range(3)],
    )
    due = Clock.objects.earliest("pk").due_on
    lines = (DATA / "holidays" / "2027.csv").read_text("utf-8")
    if due.year == 2027:
        lines += f"{due},no,休\n"
    answer = load(admin, lines.encode())
    assert answer.status_code == 302
    page = admin.get(answer["Location"]).content.decode()
    assert "将变动 3 件未结期限：提前 0、推迟 3" in page
    assert current_calendar().is_working(due)
    draft = CalendarDraft.objects.get()
    assert (draft.source, draft.file_name, len(draft.digest)) == ("file", "2027.csv", 64)


def test_holiday_cn_brings_its_papers_as_the_notice(admin: Client) -> None:
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    published = {"year": 2027, "papers": ["https://www.gov.cn/x.htm"], "days": days}
    load(admin, json.dumps(published).encode(), "2027.json", notice="")
    assert CalendarDraft.objects.get().notice == "https://www.gov.cn/x.htm"


def test_a_faulty_file_is_refused_with_its_rows(admin: Client) -> None:
    answer = load(admin, b"day,working,name\n2027-01-01,no,x\n2027-99-01,no,x\n")
    assert answer.status_code == 422
    assert "第3行：“2027-99-01”不是日期" in answer.content.decode()
    assert not CalendarDraft.objects.exists()


def test_many_faults_are_cut_short(admin: Client) -> None:
    answer = load(admin, b"day,working,name\n" + b"x,no,x\n" * 50)
    assert "还有 20 处错误" in answer.content.decode()


def test_a_year_is_typed_as_the_notice_says_it_and_confirmed(admin: Client) -> None:
    answer = admin.post(
        f"{YEARS}2027/edit/",
        typed(
            ("元旦", "1-1", "1-3", ""),
            ("春节", "2月5日", "2027-02-11", "1-31、2-20"),
            ("", "", "", ""),
        ),
    )
    draft = CalendarDraft.objects.get()
    assert answer["Location"] == f"{YEARS}drafts/{draft.pk}/"
    assert ["2027-01-31", True, "春节"] in draft.days
    page = admin.get(answer["Location"]).content.decode()
    edition = page.split('name="edition" value="')[1].split('"')[0]
    done = admin.post(
        f"{YEARS}drafts/{draft.pk}/confirm/", {"ground": "通知已印发", "edition": edition}
    )
    change = CalendarChange.objects.latest("pk")
    assert done["Location"] == f"{YEARS}changes/{change.pk}/"
    assert current_calendar().is_working(date(2027, 1, 31))
    assert "通知已印发" in admin.get(done["Location"]).content.decode()


def test_wrong_lines_are_told_at_their_line(admin: Client) -> None:
    answer = admin.post(
        f"{YEARS}2027/edit/",
        typed(("元旦", "1-1", "", ""), ("春节", "2-30", "", ""), ("", "4-5", "4-4", "x")),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第2行：放假自：日期“2-30”不能识别" in page
    assert "第3行：放假至：最后一天不能早于第一天" in page
    assert "第3行：调休上班日：日期“x”不能识别" in page


def test_days_that_cannot_be_are_told_at_their_line(admin: Client) -> None:
    answer = admin.post(
        f"{YEARS}2027/edit/",
        typed(("元旦", "1-1", "", ""), ("元旦", "1-1", "", ""), ("春节", "2028-02-05", "", "")),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第2行：2027-01-01 出现了两次" in page
    assert "第3行：2028-02-05 不属于 2027 年" in page


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01"])
def test_a_run_without_end_is_refused(admin: Client, far: str) -> None:
    answer = admin.post(f"{YEARS}2027/edit/", typed(("元旦", "1-1", far, ""), ("x", far, "", far)))
    assert answer.status_code == 422


def test_lines_are_added_and_removed_without_scripts(admin: Client) -> None:
    rows = (("元旦", "1-1", "坏", ""), ("春节", "2-6", "", ""))
    page = admin.post(f"{YEARS}2027/edit/", typed(*rows, add="runs")).content.decode()
    assert 'name="runs-TOTAL_FORMS" value="3"' in page
    assert 'value="坏"' in page
    assert "错误" not in page.split("<main")[1]
    page = admin.post(f"{YEARS}2027/edit/", typed(*rows, remove="runs-0")).content.decode()
    assert 'name="runs-TOTAL_FORMS" value="1"' in page
    assert "元旦" not in page.split("<template>")[0].split("<main")[1]


@pytest.mark.parametrize("total", ["x", "-1", "99999999999", ""])
def test_a_broken_form_is_refused_and_never_breaks(admin: Client, total: str) -> None:
    data = typed(("元旦", "1-1", "", ""), **{"runs-TOTAL_FORMS": total})
    assert admin.post(f"{YEARS}2027/edit/", data).status_code == 422
    assert admin.post(f"{YEARS}2027/edit/", {**data, "add": "runs"}).status_code == 200


def test_a_new_year_starts_with_the_usual_names(admin: Client) -> None:
    page = admin.get(f"{YEARS}2028/edit/").content.decode()
    assert all(f'value="{name}"' in page for name in ("元旦", "春节", "国庆节"))


def test_a_draft_is_typed_on(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("元旦节日", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    page = admin.get(f"{YEARS}2027/edit/?draft={draft.pk}").content.decode()
    assert 'value="元旦节日"' in page
    for other in ("x", "9" * 30, "0"):
        assert admin.get(f"{YEARS}2027/edit/?draft={other}").status_code == 200


def test_confirming_without_a_ground_shows_the_effects_again(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("元旦", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    answer = admin.post(f"{YEARS}drafts/{draft.pk}/confirm/", {"ground": "", "edition": ""})
    assert answer.status_code == 422
    assert "请写明确认的理由" in answer.content.decode()


def test_a_draft_is_thrown_away(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("元旦", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    assert admin.post(f"{YEARS}drafts/{draft.pk}/discard/").status_code == 302
    assert not CalendarDraft.objects.exists()


def test_the_administrator_sees_how_far_the_periods_have_followed(
    admin: Client, world: World, client_as: ClientAs
) -> None:
    change = CalendarChange.objects.latest("pk")
    made = Recount.objects.create(change=change, total=1000, counted=400, later=30)
    page = admin.get(f"{YEARS}changes/{change.pk}/").content.decode()
    assert "已处理 400 件，共 1000 件" in page
    assert 'http-equiv="refresh"' in page
    clerk = client_as(world.clerk).get(f"{YEARS}changes/{change.pk}/").content.decode()
    assert "400" not in clerk
    Recount.objects.filter(pk=made.pk).update(finished_at=change.made_at)
    asked = admin.get(f"{YEARS}changes/{change.pk}/", headers={"X-Background": "1"})
    assert asked.headers["HX-Refresh"] == "true"
    assert "推迟 30" in admin.get(f"{YEARS}changes/{change.pk}/").content.decode()


def test_the_names_of_days_are_shown_as_text(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("<b>x</b>", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    page = admin.get(f"{YEARS}drafts/{draft.pk}/").content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_what_another_window_confirmed_or_threw_away_is_told(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("元旦", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    address = f"{YEARS}drafts/{draft.pk}/"
    admin.post(f"{address}discard/")
    for answer in (
        admin.get(address, follow=True),
        admin.post(f"{address}confirm/", {"ground": "通知已印发"}, follow=True),
        admin.post(f"{address}discard/", follow=True),
    ):
        assert answer.redirect_chain == [(YEARS, 302)]
        assert "不再待确认" in answer.content.decode()


def test_a_day_that_only_changes_its_name_is_one_line(admin: Client) -> None:
    admin.post(f"{YEARS}2027/edit/", typed(("新年", "1-1", "", "")))
    draft = CalendarDraft.objects.get()
    page = admin.get(f"{YEARS}drafts/{draft.pk}/").content.decode()
    lines = [line for line in page.split("<tr>") if "2027-01-01" in line]
    assert len(lines) == 1
    assert "元旦" in lines[0]
    assert "新年" in lines[0]


def test_the_year_to_be_typed_next_is_offered(admin: Client) -> None:
    assert "录入 2027 年" in admin.get(YEARS).content.decode()
    home = admin.get("/").content.decode()
    assert "2027 年的放假安排还是暂定" in home
    admin.post(f"{YEARS}2027/edit/", typed(("元旦", "1-1", "", "")))
    assert "2027 年的安排待确认" in admin.get("/").content.decode()
