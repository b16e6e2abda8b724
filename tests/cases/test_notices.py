"""Who brought a file or asked for one is told what became of it."""

from agencies.models import Person, Post
from cases.exporting.make import make_export
from cases.exporting.services import discard_export, start_export
from cases.importing.commit import commit_session, start_commit
from cases.importing.undo import start_undo, undo_session
from cases.models import CaseExport, ExportKind
from inbox.selectors import page_of_notices
from tests.cases.factory import recorded
from tests.cases.importing.files import as_csv, imported, table, uploaded
from tests.personas import World

NUMBER = "行政处罚决定书文号"


def told(actor: Person) -> list[tuple[str, str]]:
    """Title and subject of the notices that this person has."""
    page = page_of_notices(actor, cursor=None)
    return [(line.title, line.subject.label) for line in page.items]


def test_the_uploader_hears_that_the_import_is_finished(world: World) -> None:
    session = imported(world, as_csv(table({})))
    ((title, subject),) = told(world.clerk)
    assert title == "文件导入完成"
    assert subject == f"{session.file_name}：登记 1 行，不能登记 0 行"
    assert told(world.clerk_b) == []


def test_rows_that_could_not_be_recorded_are_mentioned(world: World) -> None:
    imported(
        world, as_csv(table({}, {"处罚决定日期": "2026-22-33", NUMBER: "宁市监罚决字〔2026〕77号"}))
    )
    ((title, subject),) = told(world.clerk)
    assert "不能登记的行" in title
    assert subject.endswith("登记 1 行，不能登记 1 行")


def test_what_was_taken_back_is_no_news_any_more(world: World) -> None:
    session = imported(world, as_csv(table({})))
    assert start_undo(actor=world.clerk, session=session, reason="上传了错误的文件")
    undo_session(session.pk)
    assert told(world.clerk) == []


def test_when_who_began_may_not_record_any_more_both_hear_of_it(world: World) -> None:
    session = uploaded(world, as_csv(table({})))
    assert start_commit(actor=world.clerk_b, session=session)
    world.clerk_b.postings.filter(post=Post.HANDLER).delete()
    assert commit_session(session.pk) == 0
    ((title, _subject),) = told(world.clerk)
    assert "停止" in title
    assert start_commit(actor=world.clerk, session=session)
    commit_session(session.pk)
    assert [title for title, _subject in told(world.clerk)] == ["文件导入完成"]


def asked(actor: Person) -> CaseExport:
    export = start_export(actor=actor, kind=ExportKind.LIST, query="", purpose="年度核对")
    make_export(export.pk)
    return export


def test_who_asked_for_a_file_hears_that_it_is_there(world: World) -> None:
    recorded(world.clerk)
    export = asked(world.clerk)
    assert told(world.clerk) == [
        ("导出文件已生成，可以下载", f"案件清单（xlsx） #{export.pk}"),
    ]
    assert told(world.leader) == []
    discard_export(actor=world.clerk, export=export)
    assert told(world.clerk) == []


def test_who_asked_for_a_file_hears_that_there_is_none(world: World) -> None:
    asked(world.clerk)
    ((title, _subject),) = told(world.clerk)
    assert title == "导出文件没有生成"
