"""Reference data from a file: nothing changes before it is confirmed, nothing is deleted."""

import io
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from openpyxl import Workbook

from agencies.models import Region
from agencies.reference import load_divisions
from audit.models import AuditEvent
from cases.models import Charge, Law, LawVersion, Matter, ReferenceFile
from cases.reference import load_charges, load_law_texts, load_laws, load_matters
from cases.reference.files import confirm_file, discard_file, preview_file, receive_file
from cases.selectors.law_versions import Standing
from cases.selectors.laws import Provision, cite
from tests.cases.laws.conftest import LawOf
from tests.cases.laws.test_wording import day
from tests.conftest import ClientAs
from tests.personas import World

ARTICLES = "法律名称,版本,公布日期,施行日期,施行依据,条,章,条文"
LAW = "中华人民共和国行政处罚法"


def received(world: World, kind: str, text: str | bytes, **said: object) -> ReferenceFile:
    data = text.encode() if isinstance(text, str) else text
    name = str(said.pop("name", "数据.csv"))
    return receive_file(
        actor=world.system_admin,
        kind=kind,
        name=name,
        data=data,
        complete=bool(said.pop("complete", False)),
    )


def confirmed(world: World, file: ReferenceFile) -> ReferenceFile:
    return confirm_file(actor=world.system_admin, file_id=file.pk)


def wording(*rows: str) -> str:
    lines = (f"{LAW},2017修正,2017-09-01,2018-01-01,修改决定,{row}" for row in rows)
    return "\n".join([ARTICLES, *lines])


def test_a_preview_counts_and_writes_nothing(world: World) -> None:
    load_matters(lambda text: None)
    before = list(Matter.objects.order_by("pk").values_list())
    text = (
        "事项编码,事项名称,执法领域,处罚依据\n"
        "NC-001,占道经营,市场监管,《城市市容和环境卫生管理条例》第三十六条\n"
        "SJ-004,经营过期食品,市场监管,《食品安全法》第一百二十四条第一款第（五）项\n"
        "NC-002,,市场监管,《甲法》第一条\n"
        "NC-003,某事,没有的领域,《甲法》第一条\n"
        "NC-001,重复,市场监管,《甲法》第一条\n"
    )
    preview = preview_file(received(world, "matters", text))
    assert (preview.new, preview.changed) == (1, 1)
    assert [number for number, _said in preview.faults] == [4, 5, 6]
    assert "没有填写事项名称" in preview.faults[0][1]
    assert preview.changed_rows[0].changes[0] == (
        "事项名称", "经营超过保质期的食品", "经营过期食品",
    )  # fmt: skip
    assert list(Matter.objects.order_by("pk").values_list()) == before


def test_days_and_fields_are_read_as_people_write_them(world: World) -> None:
    text = (
        "事项编码,事项名称,执法领域,处罚依据,停用日期\n"
        "NC-001,占道经营,市场监管,《甲法》第一条,2026年11月30日\n"
        "NC-002,占道经营,市监,《甲法》第一条,\n"
        "NC-003,占道经营,市场监管,《甲法》第一条,昨天\n"
    )
    with override("en"):
        preview = preview_file(received(world, "matters", text))
    assert preview.new == 1
    (second, sector), (third, day_fault) = preview.faults
    assert (second, third) == (3, 4)
    assert "市场监管、城市管理（综合执法）" in sector
    assert "昨天" in day_fault


def test_confirming_takes_over_the_good_rows_and_is_logged(world: World) -> None:
    load_charges(lambda text: None)
    text = "罪名,条款,启用日期\n新设罪,第999条,2026-12-01\n没有写对,第1条,\n"
    file = confirmed(world, received(world, "charges", text))
    assert file.counts == {"new": 1, "changed": 0, "same": 0, "gone": 0, "faults": 1}
    assert (file.rows, file.keys) == ([], ["新设罪"])
    assert Charge.objects.get(name="新设罪").number == 999
    event = AuditEvent.objects.get(verb="reference.bring")
    assert event.changes["new"] == 1
    with pytest.raises(ValidationError, match="已经生效"):
        confirm_file(actor=world.system_admin, file_id=file.pk)


def test_a_complete_file_ends_what_it_hasnt_got_and_deletes_nothing(world: World) -> None:
    load_charges(lambda text: None)
    text = "罪名,条款\n虚假广告罪,第222条\n"
    file = received(world, "charges", text, complete=True)
    preview = preview_file(file)
    assert preview.gone > 400
    confirmed(world, file)
    assert Charge.objects.count() == 495
    assert Charge.objects.get(name="放火罪").valid_to
    assert not Charge.objects.get(name="虚假广告罪").valid_to


def test_what_a_file_has_no_column_for_stays(world: World) -> None:
    load_charges(lambda text: None)
    preview = preview_file(received(world, "charges", "罪名,条款\n妨害安全驾驶罪,第134条\n"))
    assert [change[0] for change in preview.changed_rows[0].changes] == ["条款"]


def test_a_complete_file_with_a_fault_ends_nothing(world: World) -> None:
    load_charges(lambda text: None)
    text = "罪名,条款\n虚假广告罪,第222条\n坏行,第1条\n"
    assert preview_file(received(world, "charges", text, complete=True)).gone == 0


def test_a_division_keeps_its_code_and_gets_an_end(world: World) -> None:
    load_divisions(lambda text: None)
    text = "行政区划代码,名称,层级,上级代码,停用日期\n330702,婺城区,3,330700,2026-06-30\n"
    confirmed(world, received(world, "divisions", text))
    region = Region.objects.get(code="330702")
    assert region.valid_to == day("2026-06-30")
    load_divisions(lambda text: None)
    region.refresh_from_db()
    assert region.valid_to == day("2026-06-30")


def test_a_wording_from_a_file_closes_a_gap(world: World, law_of: LawOf) -> None:
    law = law_of("行政处罚法")
    cited = Provision(law.pk, 38)
    assert cite([cited], on=day("2020-01-01"))[cited].article is not None
    before = cite([cited], on=day("2020-01-01"))[cited].article
    assert before
    assert before.standing == Standing.OTHER
    file = received(
        world, "articles", wording("第三十七条,第五章,调查终结前", "第三十八条,第五章,调查终结")
    )
    assert preview_file(file).new == 1
    confirmed(world, file)
    then = cite([cited], on=day("2020-01-01"))[cited].article
    assert then
    assert (then.standing, then.edition) == (Standing.IN_FORCE, "2017修正")
    assert then.source == "数据.csv"
    old = LawVersion.objects.get(law=law, promulgated_on=day("2017-09-01"))
    assert old.articles_count == 2


def test_a_new_wording_ends_the_one_before_it_and_what_ships_leaves_it_so(
    world: World, law_of: LawOf
) -> None:
    law = law_of("广告法")
    text = f"{ARTICLES}\n中华人民共和国广告法,2027修订,2027-01-05,2027-05-01,,第一条,,新的条文\n"
    confirmed(world, received(world, "articles", text))
    old = LawVersion.objects.get(law=law, promulgated_on=day("2021-04-29"))
    assert old.in_force_to == day("2027-04-30")
    load_laws(lambda text: None)
    load_law_texts(lambda text: None)
    old.refresh_from_db()
    assert old.in_force_to == day("2027-04-30")
    assert LawVersion.objects.filter(law=law).count() == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["第三十八条,,甲", "第三十八条,,乙"], "出现了两次"),
        (["三十八,,甲", "第三十九条,,乙"], "不是条号"),
        (["第三十八条,,", "第三十九条,,乙"], "没有填写条文"),
    ],
)
def test_half_a_law_is_left_out_whole(
    world: World, law_of: LawOf, rows: list[str], said: str
) -> None:
    law_of("行政处罚法")
    preview = preview_file(received(world, "articles", wording(*rows)))
    assert (preview.new, preview.changed) == (0, 0)
    assert said in preview.faults[0][1]


def test_a_wording_of_a_law_that_isnt_listed_is_refused(world: World) -> None:
    preview = preview_file(received(world, "articles", wording("第一条,,甲")))
    assert "目录中没有" in preview.faults[0][1]


def test_a_local_regulation_comes_with_its_catalogue_and_its_text(world: World) -> None:
    title = "宁川县养犬管理办法"
    laws = f"名称,效力级别,时效,施行日期\n{title},规范性文件,有效,2026-01-01\n"
    confirmed(world, received(world, "laws", laws))
    text = {"法律名称": title, "公布日期": "2025-12-01", "施行日期": "2026-01-01",
            "施行依据": "条文载明", "条": "第一条", "条文": "为了规范养犬。"}  # fmt: skip
    confirmed(
        world,
        received(world, "articles", json.dumps(text, ensure_ascii=False), name="办法.jsonl"),
    )
    law = Law.objects.get(title=title)
    assert law.versions.get().articles.get().text == "为了规范养犬。"


def test_a_workbook_is_read_too(world: World) -> None:
    book = Workbook()
    assert book.active
    for row in (["罪名", "条款", "启用日期"], ["新设罪", "第999条", day("2026-12-01")]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    preview = preview_file(received(world, "charges", out.getvalue(), name="a.xlsx"))
    assert (preview.new, preview.faults) == (1, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空"),
        (b"%PDF-1.7 x", "PDF"),
        (b"MZ\x00\x01\x02\x03", "不能识别"),
        ("罪名\n".encode(), "只有标题行"),
        ("名字,别的\n甲,乙\n".encode(), "缺少这些列：罪名"),
        ("罪名,罪名\n甲罪,乙罪\n".encode(), "重复的列标题"),
    ],
)
def test_a_file_that_isnt_one_is_refused_with_the_reason(
    world: World, data: bytes, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        received(world, "charges", data)
    assert not ReferenceFile.objects.exists()


def test_broken_jsonl_is_refused(world: World) -> None:
    for text in ("{", '{"name": 1}\n[1]', "{" * 100_000):
        with pytest.raises(ValidationError):
            received(world, "charges", text, name="a.jsonl")


def test_only_the_system_administrator_brings_data(world: World, client_as: ClientAs) -> None:
    file = received(world, "charges", "罪名\n新设罪\n")
    for person in (world.clerk, world.security_admin, world.audit_admin):
        with pytest.raises(PermissionDenied):
            confirm_file(actor=person, file_id=file.pk)
        with pytest.raises(PermissionDenied):
            discard_file(actor=person, file_id=file.pk)
        assert client_as(person).get(f"/reference/{file.pk}/").status_code == 404
    assert not Charge.objects.exists()


def test_the_pages_lead_from_upload_to_confirmation(world: World, client_as: ClientAs) -> None:
    client = client_as(world.system_admin)
    data = io.BytesIO("罪名,条款\n新设罪,第999条\n坏行,\n".encode())
    data.name = "罪名.csv"
    sent = client.post("/reference/", {"kind": "charges", "file": data})
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    assert "新设罪" in page
    assert "应当以“罪”字结尾" in page
    client.post(f"{sent['Location']}confirm/")
    assert Charge.objects.filter(name="新设罪").exists()
    after = client.get(sent["Location"]).content.decode()
    assert "新增 1" in after
    assert "已生效" in client.get("/reference/").content.decode()


def test_a_file_may_be_thrown_away(world: World, client_as: ClientAs) -> None:
    file = received(world, "charges", "罪名\n新设罪\n")
    assert client_as(world.system_admin).post(f"/reference/{file.pk}/discard/").status_code == 302
    assert not ReferenceFile.objects.exists()


def test_a_template_and_what_is_there_come_as_tables(world: World, client_as: ClientAs) -> None:
    load_charges(lambda text: None)
    client = client_as(world.system_admin)
    template = client.get("/reference/tables/charges/").content.decode("utf-8-sig")
    assert template.strip() == "罪名,条款,启用日期,停用日期,替代罪名,说明"
    full = client.get("/reference/tables/charges/?full=1").content
    again = receive_file(actor=world.system_admin, kind="charges", name="a.csv", data=full)
    preview = preview_file(again)
    assert (preview.same, preview.new, preview.changed) == (495, 0, 0)
