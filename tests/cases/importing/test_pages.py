"""The pages of an import: who sees them, what they show, what is downloaded."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cases.importing.upload import start_import
from cases.models import Case, ImportSession
from core.cells import safe
from tests.cases.importing.files import REAL, as_csv, imported, table, uploaded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

UPLOAD = "/imports/"


def page_of(session: ImportSession, name: str = "import_session") -> str:
    """The address of one of the session's pages."""
    return reverse(f"cases:{name}", args=[session.pk])


def test_a_clerk_brings_in_the_real_file(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    file = SimpleUploadedFile("深圳.csv", REAL.read_bytes())
    answer = client.post(UPLOAD, {"file": file}, follow=True)
    page = answer.content.decode()
    assert "开始登记 32 行" in page
    assert "待补全" in page
    assert not Case.objects.exists()
    session = ImportSession.objects.get()
    running = client.post(page_of(session, "import_commit"), follow=True).content.decode()
    assert 'hx-trigger="every 2s"' in running
    assert "http-equiv" in running


def test_a_finished_import_links_its_cases(world: World, client_as: ClientAs) -> None:
    session = imported(world, as_csv(table({})))
    page = client_as(world.clerk_b).get(page_of(session)).content.decode()
    assert reverse("cases:detail", args=[Case.objects.get().pk]) in page
    assert "登记完毕" in page
    assert "开始登记 " not in page


def test_a_page_that_shows_progress_is_told_to_come_again(
    world: World, client_as: ClientAs
) -> None:
    session = imported(world, as_csv(table({})))
    answer = client_as(world.clerk).get(page_of(session), headers={"X-Background": "1"})
    assert answer.headers["HX-Refresh"] == "true"


def test_identifiers_are_masked_on_the_page(world: World, client_as: ClientAs) -> None:
    rows = table(
        {
            "行政相对人类别": "自然人",
            "行政相对人代码_1（统一社会信用代码）": "",
            "证件号码": "11010519491231002X",
        }
    )
    page = client_as(world.clerk).get(page_of(uploaded(world, as_csv(rows)))).content.decode()
    assert "11010519491231002X" not in page
    assert "002X" in page


@pytest.mark.parametrize(
    "who",
    ["urban_clerk", "township_clerk", "legal_reviewer", "procurator", "system_admin", "judge"],
)
def test_a_stranger_gets_404_everywhere(world: World, client_as: ClientAs, who: str) -> None:
    session = uploaded(world, as_csv(table({})))
    client = client_as(getattr(world, who))
    for name in ("import_session", "import_report"):
        assert client.get(page_of(session, name)).status_code == 404
    assert client.post(page_of(session, "import_commit")).status_code == 404
    session.refresh_from_db()
    assert session.state == "checked"
    if not who.endswith("clerk"):
        assert client.get(UPLOAD).status_code == 404
        assert client.get("/imports/template/").status_code == 404
    else:
        assert session.file_name not in client.get(UPLOAD).content.decode()


def test_a_file_that_is_refused_is_explained_at_the_field(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.clerk)
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.4")})
    assert answer.status_code == 422
    assert "这是 PDF 文件" in answer.content.decode()
    assert client.post(UPLOAD, {}).status_code == 422
    columns = as_csv([row[:9] for row in table({})])
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("a.csv", columns)})
    assert "“处罚决定日期”" in answer.content.decode()
    assert not ImportSession.objects.exists()


def test_rows_are_filtered_by_state(world: World, client_as: ClientAs) -> None:
    session = uploaded(world, as_csv(table({}, {"行政处罚决定书文号": "", "处罚类别": "罚了"})))
    client = client_as(world.clerk)
    refused = client.get(page_of(session), {"state": "refused"}).content.decode()
    assert "罚了" in refused
    assert "宁市监罚决字〔2026〕12号" not in refused
    assert client.get(page_of(session), {"state": "nonsense"}).status_code == 404
    assert client.get(page_of(session), {"cursor": "x"}).status_code == 302


def test_a_page_costs_the_same_for_one_row_and_a_hundred(world: World, client_as: ClientAs) -> None:
    few = imported(world, as_csv(table({})))
    numbers = [{"行政处罚决定书文号": f"宁市监罚决字〔2026〕{n}号"} for n in range(20, 120)]
    many = imported(world, as_csv(table(*numbers)))
    client = client_as(world.clerk)
    client.get(page_of(few))
    with real_queries() as one:
        client.get(page_of(few))
    with real_queries() as hundred:
        client.get(page_of(many))
    assert len(one) == len(hundred) <= 15
    with real_queries() as listed:
        client.get(UPLOAD)
    assert len(listed) <= 15


def test_the_report_is_the_file_with_what_became_of_each_row(
    world: World, client_as: ClientAs
) -> None:
    evil = '=HYPERLINK("http://x","y")'
    rows = table({"行政相对人名称": evil}, {"行政处罚决定书文号": "+1", "处罚类别": "罚了"})
    session = imported(world, as_csv(rows))
    answer = client_as(world.clerk).get(page_of(session, "import_report"))
    body = answer.getvalue().decode("utf-8")
    assert body.startswith("\ufeff")
    heading, first, second = csv.reader(io.StringIO(body.removeprefix("\ufeff")))
    assert heading == [*rows[0], "检查结果"]
    assert first[0] == "'" + evil
    assert first[-1].startswith("已登记")
    assert second[-1].startswith("不能登记")
    assert "【处罚类别】" in second[-1]
    assert Case.objects.get().parties.get().name == evil


def test_the_report_may_be_imported_again(world: World, client_as: ClientAs) -> None:
    imported(world, REAL.read_bytes())
    session = uploaded(world, REAL.read_bytes())
    answer = client_as(world.clerk).get(page_of(session, "import_report"))
    body = answer.getvalue()
    again = start_import(actor=world.clerk, name="again.csv", data=body)
    again.refresh_from_db()
    assert again.counts == {"exists": 32}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "+86"),
        ("-0.5", "-0.5"),
        ("-1+cmd", "'-1+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("110105194912310021", "110105194912310021\t"),
        ("宁川县", "宁川县"),
        ("", ""),
    ],
)
def test_no_cell_is_run_as_a_formula(cell: str, shown: str) -> None:
    assert safe(cell) == shown


def test_the_template_is_a_workbook(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.clerk).get("/imports/template/")
    assert "xlsx" in answer.headers["Content-Disposition"]
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["行政处罚", "填写说明"]
