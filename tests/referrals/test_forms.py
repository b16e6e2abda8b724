"""The forms that are made from the tables: every kind of field, and what is typed into it."""

import datetime as dt

import pytest
from django.http import QueryDict

from agencies.models import AgencyKind
from documents.kinds import KINDS, PaperKind, Section
from referrals.flows import FLOWS
from referrals.flows.table import Field, Kind
from referrals.forms.paper import PaperForm
from referrals.forms.tables import TableField
from referrals.forms.transition import TransitionForm
from tests.personas import World

GOODS = Section(
    "goods", "物品", "table", columns=(("name", "名称"), ("quantity", "数量")), required=False
)
KIND = PaperKind(
    "test", "测试函", "测", frozenset({AgencyKind.ENFORCEMENT}), frozenset(),
    (
        Section("facts", "事实"),
        Section("materials", "材料", "lines", most=2),
        Section("due", "期限", "day", required=False),
        Section("amount", "金额", "money", required=False),
        GOODS,
    ),
    "",
)  # fmt: skip


def asked(world: World, *fields: Field, **typed: str | list[str]) -> TransitionForm:
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(f"v-{name}", value if isinstance(value, list) else [value])
    return TransitionForm(data, actor=world.clerk, asked=fields)


def paper(**typed: str) -> PaperForm:
    data = QueryDict(mutable=True)
    data.update({f"p-{name.replace('__', '-')}": value for name, value in typed.items()})
    return PaperForm(data, kind=KIND)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: flow.name)
def test_every_transition_has_a_form(world: World, flow: object) -> None:
    for transition in flow.transitions:  # type: ignore[attr-defined]
        form = TransitionForm(None, actor=world.clerk, asked=transition.fields)
        # What is only asked once an answer needs it, is not drawn yet.
        drawn = [field for field in transition.fields if not field.late]
        assert len(form.cells()) == len(drawn)
        assert all(str(bound) for bound, _span in form.cells())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_every_paper_has_a_form(kind: PaperKind) -> None:
    form = PaperForm(None, kind=kind)
    assert all(str(bound) for bound, _span in form.cells())


def test_what_is_typed_is_kept_as_the_service_takes_it(world: World) -> None:
    form = asked(
        world,
        Field("on", "日期", Kind.DAY),
        Field("at", "时间", Kind.MOMENT),
        Field("amount", "金额", Kind.MONEY),
        Field("count", "件数", Kind.COUNT),
        Field("ok", "是否", Kind.YES_NO),
        Field("receiver", "机关", Kind.AGENCY, agency_kinds=frozenset({AgencyKind.POLICE})),
        Field("team", "人员", Kind.PEOPLE, least=2),
        Field("remark", "备注", Kind.LINES, required=False),
        on="2026年5月6日",
        at="2026-05-06 14:30",
        amount="1.2万",
        count="3",
        ok="no",
        receiver=str(world.police.pk),
        team=[str(world.clerk.pk), str(world.clerk_b.pk)],
        remark="",
    )
    assert form.is_valid(), form.errors
    values = form.values()
    assert set(values.pop("team")) == {world.clerk.pk, world.clerk_b.pk}
    assert values == {
        "on": "2026-05-06",
        "at": "2026-05-06T14:30:00+08:00",
        "amount": "12000.00",
        "count": 3,
        "ok": "no",
        "receiver": world.police.pk,
    }


def test_it_says_what_is_wrong_at_each_field(world: World) -> None:
    form = asked(
        world,
        Field("on", "日期", Kind.DAY),
        Field("at", "时间", Kind.MOMENT),
        Field("team", "人员", Kind.PEOPLE, least=2),
        Field("reason", "理由", Kind.LINES, most=5),
        on="昨天",
        at="下午",
        team=[str(world.clerk.pk)],
        reason="六个字的理由",
    )
    assert not form.is_valid()
    assert set(form.errors) == {"on", "at", "team", "reason"}
    assert form.errors["team"] == ["至少选择2人。"]


def test_nobody_of_another_agency_can_be_named(world: World) -> None:
    team = Field("team", "人员", Kind.PEOPLE)
    form = asked(world, team, team=[str(world.urban_clerk.pk)])
    assert not form.is_valid()
    assert world.urban_clerk.name not in str(asked(world, team)["team"])
    assert world.system_admin.name not in str(asked(world, team)["team"])


def test_an_agency_of_another_kind_can_not_be_chosen(world: World) -> None:
    police = Field("receiver", "机关", Kind.AGENCY, agency_kinds=frozenset({AgencyKind.POLICE}))
    assert not asked(world, police, receiver=str(world.court.pk)).is_valid()


def test_a_paper_keeps_lists_tables_days_and_amounts() -> None:
    form = paper(
        facts="销售不合格食品",
        materials="检验报告\n\n 询问笔录 ",
        due="20260506",
        amount="5,000",
        goods__0__name="糕点",
        goods__0__quantity="3箱",
        goods__1__name="",
        goods__1__quantity="",
        goods__2__name="冷柜",
        goods__2__quantity="",
    )
    assert form.is_valid(), form.errors
    assert form.values() == {
        "facts": "销售不合格食品",
        "materials": ["检验报告", "询问笔录"],
        "due": "2026-05-06",
        "amount": "5000.00",
        "goods": [{"name": "糕点", "quantity": "3箱"}, {"name": "冷柜", "quantity": ""}],
    }


def test_numbers_typed_before_the_lines_of_a_list_are_left_to_the_paper() -> None:
    form = paper(facts="有事实", materials="1. 调查报告\n（2）1.5吨大米的照片")
    assert form.is_valid()
    assert form.values()["materials"] == ["调查报告", "1.5吨大米的照片"]


def test_people_who_are_chosen_stand_one_a_line_with_their_certificates(world: World) -> None:
    world.clerk.certificate_no, world.leader.certificate_no = "3399011", "3399012"
    for each in (world.clerk, world.leader):
        each.save(update_fields=["certificate_no"])
    form = asked(
        world, Field("team", "成员", Kind.PEOPLE), team=[str(world.clerk.pk), str(world.leader.pk)]
    )
    assert form.is_valid()
    assert set(form.words()["team"].splitlines()) == {
        f"{world.clerk.name}（3399011）",
        f"{world.leader.name}（3399012）",
    }


def test_a_paper_says_what_is_missing_but_a_draft_does_not() -> None:
    data = QueryDict(mutable=True)
    data.update({"p-facts": "", "p-materials": "一\n二\n三"})
    form = PaperForm(data, kind=KIND)
    assert not form.is_valid()
    assert set(form.errors) == {"facts", "materials"}
    draft = PaperForm(data, kind=KIND, draft=True)
    draft.is_valid()
    assert set(draft.errors) == {"materials"}


def test_what_was_typed_is_shown_unjudged_when_only_a_row_was_asked_for() -> None:
    data = QueryDict(mutable=True)
    data.update({"p-facts": "", "p-goods-0-name": "糕点", "p-goods-0-quantity": ""})
    form = PaperForm(data, kind=KIND, quiet=True)
    assert not form.errors
    assert 'value="糕点"' in str(form["goods"])


def test_a_section_that_a_field_answers_is_not_asked_for_twice() -> None:
    form = PaperForm(None, kind=KIND, shared={"facts"})
    assert [bound.name for bound, _span in form.cells()] == ["materials", "due", "amount", "goods"]


def test_a_cell_can_not_break_out_of_the_table() -> None:
    drawn = TableField(columns=GOODS.columns).widget.render("goods", [{"name": '"><script>'}])
    assert "<script>" not in drawn


def test_a_moment_is_local(world: World) -> None:
    at = Field("at", "时间", Kind.MOMENT)
    moment = dt.datetime(2026, 5, 6, 6, 30, tzinfo=dt.UTC)
    form = TransitionForm(None, actor=world.clerk, asked=[at], initial={"at": moment})
    assert 'value="2026-05-06 14:30"' in str(form["at"])
