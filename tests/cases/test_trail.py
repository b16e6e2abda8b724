"""The trail of a case: the log, cut to what each may see."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client

from agencies.models import Person, Post
from audit.models import AuditEvent
from audit.registry import verb_choices
from audit.services import record, record_read
from cases.models import Case
from cases.selectors import CaseNotVisible
from cases.selectors.trail import trail_of
from cases.services import reveal_identifiers
from cases.services.correct import correct_case
from cases.trail_rules import ACTS, INNER, LEFT_OUT, OF_OWNER, PAPERS, READS
from tests.cases.factory import MAN, agreement, case_input, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

pytestmark = pytest.mark.django_db


def whole(actor: Person, case: Case, *, reads: bool = False) -> str:
    lines = trail_of(actor, case.pk, reads=reads).lines
    return "\n".join(
        f"{line.who}|{line.agency}|{line.what}|{line.ground}|{line.changes}" for line in lines
    )


def page(browser: Client, case: Case, query: str = "") -> str:
    answer = browser.get(f"/cases/{case.pk}/trail/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def corrected(world: World, case: Case) -> None:
    data = case_input(cause="无照经营案", facts="绝密的事实", filed_on=dt.date(2026, 5, 7))
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="录入时笔误")


def test_it_tells_who_of_which_agency_did_what_and_why(world: World) -> None:
    agreement(world)
    case = recorded(world.clerk)
    corrected(world, case)
    for person in (world.clerk, world.procurator):
        trail = trail_of(person, case.pk)
        line = trail.lines[0]
        assert (line.who, line.agency) == (world.clerk.name, world.clerk.agency.name)
        assert (line.what, line.ground) == ("更正案件", "录入时笔误")
        assert {"违法事实", "案由"} <= {change.label for change in line.changes}
        assert trail.lines[-1].what == "登记案件"


def test_what_is_hashed_in_the_log_is_told_as_changed_and_no_more(world: World) -> None:
    case = recorded(world.clerk)
    corrected(world, case)
    said = whole(world.clerk, case)
    assert "绝密" not in said
    assert "sm3:" not in said
    (line,) = (line for line in trail_of(world.clerk, case.pk).lines if line.what == "更正案件")
    told = {change.label: change.values for change in line.changes}
    assert told["违法事实"] == ()
    assert told["立案日期"] == ("2026-05-06", "2026-05-07")


def test_what_the_law_keeps_from_a_viewer_is_kept_here_too(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, parties=(MAN,))
    corrected(world, case)
    shown = page(client_as(world.procurator), case)
    assert "根据共享权限，本部分不显示" in shown
    assert "录入时笔误" not in shown
    assert trail_of(world.procurator, case.pk).lines == ()


def test_a_stranger_learns_nothing(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    with pytest.raises(CaseNotVisible):
        trail_of(world.procurator, case.pk)
    assert client_as(world.procurator).get(f"/cases/{case.pk}/trail/").status_code == 404


def test_how_an_agency_works_within_stays_within(world: World) -> None:
    agreement(world)
    case = recorded(world.clerk)
    with transaction.atomic():
        record(actor=world.clerk, verb="todo.finish", case_id=case.pk, ground="已约谈当事人")
        record(actor=world.procurator, verb="flag.confirmed", case_id=case.pk, ground="拟立案监督")
        record(actor=None, verb="flag.raise", case_id=case.pk)
    own, others = whole(world.clerk, case), whole(world.procurator, case)
    assert "已约谈当事人" in own
    assert "已约谈当事人" not in others
    assert "拟立案监督" in others
    assert "拟立案监督" not in own
    assert "flag.raise" not in own + others


def test_who_looked_at_a_case_is_shown_to_its_leader_alone(
    world: World, client_as: ClientAs
) -> None:
    agreement(world)
    case = recorded(world.clerk, parties=(MAN,))
    client_as(world.clerk).get(f"/cases/{case.pk}/")
    reveal_identifiers(actor=world.clerk, case_id=case.pk, reason="核对身份信息")
    said = whole(world.leader, case, reads=True)
    assert world.clerk.name in said
    assert "核对身份信息" in said
    assert "查阅" in page(client_as(world.leader), case, "?reads=on")
    for person in (world.clerk, world.procurator):
        trail = trail_of(person, case.pk, reads=True)
        assert not trail.reads
        assert not trail.may_see_reads
        assert "核对身份信息" not in whole(person, case, reads=True)


def test_nobody_learns_that_a_supervisor_looked_or_what_the_discipline_commission_did(
    world: World,
) -> None:
    agreement(world)
    agreement(world, receiver=world.discipline_officer.agency)
    case = recorded(world.clerk)
    trail_of(world.procurator, case.pk)
    trail_of(world.discipline_officer, case.pk)
    with transaction.atomic():
        record_read(actor=world.procurator, verb="flag.read", case_id=case.pk, outside=True)
        record(actor=world.discipline_officer, verb="clock.pause", case_id=case.pk, ground="初核")
    said = whole(world.leader, case, reads=True)
    assert world.procurator.name not in said
    assert world.discipline_officer.name not in said
    for person in (world.leader, world.procurator):
        assert "初核" not in whole(person, case)
    assert "初核" in whole(world.discipline_officer, case)


def test_looking_at_the_trail_is_itself_in_the_log(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    page(client_as(world.clerk), case)
    event = AuditEvent.objects.get(verb="case.trail")
    assert (event.actor_id, event.case_id, event.reading) == (world.clerk.pk, case.pk, True)


def test_it_takes_as_many_queries_for_many_lines_as_for_one(
    world: World, client_as: ClientAs
) -> None:
    case, browser = recorded(world.clerk), client_as(world.clerk)
    counts = []
    page(browser, case)
    for number in (0, 60):
        with transaction.atomic():
            for _ in range(number):
                record(actor=world.clerk, verb="clock.pause", case_id=case.pk, obj=case)
        with real_queries() as queries:
            page(browser, case)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_pages_follow_one_another_and_a_bad_mark_leads_to_the_first(
    world: World, client_as: ClientAs
) -> None:
    case, browser = recorded(world.clerk), client_as(world.clerk)
    with transaction.atomic():
        for _ in range(60):
            record(actor=world.clerk, verb="clock.pause", case_id=case.pk)
    first = trail_of(world.clerk, case.pk)
    second = trail_of(world.clerk, case.pk, cursor=first.page.next_cursor)
    assert (len(first.lines), len(second.lines)) == (50, 11)
    assert browser.get(f"/cases/{case.pk}/trail/?cursor=x").status_code == 302


def test_every_verb_that_carries_a_case_is_either_shown_to_somebody_or_left_out_with_a_reason() -> (
    None
):
    decided = ACTS | OF_OWNER | INNER | READS | PAPERS | LEFT_OUT.keys()
    # Of many cases or none.
    at_large = {"case.list", "case.find", "case.changes", "case.find_by_id_number", "flag.list"}
    at_large |= {"document.register", "document.continue_numbers"}
    about = {"case", "case_file", "attachment", "clock", "todo", "notice", "flag", "document"}
    named = {verb for verb, _name in verb_choices() if verb.split(".")[0] in about}
    assert len(named) > 30
    assert named - decided - at_large == set()


def test_the_post_of_the_leader_is_what_counts(world: World) -> None:
    case = recorded(world.clerk)
    assert Post.LEADER in world.leader.posts
    assert trail_of(world.leader, case.pk).may_see_reads
    assert not trail_of(world.clerk, case.pk).may_see_reads
