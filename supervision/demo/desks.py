"""What lies on the desks: drafts, to-dos mostly done, flags partly decided."""

import datetime as dt
from random import Random

from agencies.models import Person, Post
from audit.models import AuditEvent
from cases.forms.typed import blank, pack, title_of, with_rows
from cases.services import open_draft, save_draft
from inbox.models import Outcome, Todo
from supervision.demo.clock import at_work, later
from supervision.demo.people import County
from supervision.models import DismissReason, Flag, FlagState

_DONE = (
    "已电话督促当事人缴纳",
    "已约谈当事人，承诺月底前缴清",
    "已报负责人，准备催告",
    "已向局长办公会汇报，限期办结",
    "已核对，案件正在集体讨论",
)
_CONFIRMED = (
    "经调阅卷宗，机关确未催告，拟制发检察建议。",
    "经核实，申请强制执行期限将届满，已与该机关法制科联系。",
    "罚款长期未执行，纳入本季度非诉执行专项监督。",
)
_DISMISSED = (
    (DismissReason.NOT_ENTERED, "经电话核实，当事人已于上月缴清，机关尚未录入。"),
    (DismissReason.NOT_ENTERED, "机关已向法院提出申请，材料正在补录。"),
    (DismissReason.WRONG_DATA, "送达日期录入有误，已通知机关更正。"),
    (DismissReason.LAWFUL, "当事人已经死亡且无财产可供执行，机关拟终结执行。"),
    (DismissReason.NOT_A_FAULT, "机关已在期限内启动催告程序，不构成怠于履职。"),
)
_DRAFTS = (
    ("宁川县龙泉街道老程生鲜超市", "sole_trader", "经营超过保质期的食品案", 0),
    (
        "宁川县瑞禾餐饮管理有限公司",
        "organisation",
        "安排未取得健康证明的人员从事接触直接入口食品的工作案",
        1,
    ),
    ("宁川县古渡街道嘉茂五金店", "sole_trader", "", 5),
)


def _event(
    actor: Person, verb: str, at: dt.datetime, row: Todo | Flag, **more: object
) -> AuditEvent:
    return AuditEvent(
        at=at,
        actor_id=actor.pk,
        actor_name=actor.name,
        agency_id=actor.agency_id,
        agency_name=actor.agency.name,
        verb=verb,
        object_type=row._meta.label_lower,
        object_id=str(row.pk),
        object_label=str(row)[:200],
        case_id=row.case_id if isinstance(row, Flag) else row.subject_id,
        **more,
    )


def finish_todos(random: Random, county: County, today: dt.date) -> None:
    """Date the to-dos as they would have come up; most of the old ones are done."""
    # What is passed on was told day by day, and its to-dos are as they were left.
    waiting = Todo.objects.filter(subject_type="case", settled_at__isnull=True)
    todos = list(waiting.select_related("agency").order_by("pk"))
    keys = {agency.pk: key for key, agency in county.agencies.items()}
    events = []
    for todo in todos:
        due = todo.due_on or today
        todo.raised_at = at_work(random, min(due + dt.timedelta(days=1), today))
        people = county.with_post(keys[todo.agency_id], Post(todo.post))
        if not people or random.random() > _done_share((today - due).days):
            continue
        todo.settled_by, todo.outcome = random.choice(people), Outcome.DONE
        todo.settled_at = max(
            todo.raised_at, at_work(random, min(later(random, due, 2, 25), today))
        )
        todo.settle_reason = random.choice(_DONE)
        changes = {"kind": todo.kind, "post": todo.post, "due_on": todo.due_on}
        events.append(
            _event(
                todo.settled_by,
                "todo.finish",
                todo.settled_at,
                todo,
                changes=changes,
                ground=todo.settle_reason,
            )
        )
    names = ["raised_at", "settled_by", "outcome", "settled_at", "settle_reason"]
    Todo.objects.bulk_update(todos, names, 500)
    AuditEvent.objects.bulk_create(events)


def _done_share(days: int) -> float:
    return 0.15 if days < 20 else 0.6 if days < 120 else 0.93


def decide_flags(random: Random, county: County, today: dt.date) -> None:
    """Date the flags; the procurators have decided on one in five of the older ones."""
    procurators = county.with_post("procuratorate", Post.PROCURATOR)
    events, flags = [], list(Flag.objects.order_by("pk"))
    for flag in flags:
        warned = (flag.act_by or today) - dt.timedelta(days=30)
        flag.raised_at = at_work(random, min(max(warned, today - dt.timedelta(days=200)), today))
        age = (today - flag.raised_at.date()).days
        if age < 12 or random.random() > 0.22:
            continue
        flag.decided_by = random.choice(procurators)
        flag.decided_at = at_work(random, later(random, flag.raised_at.date(), 1, age))
        if random.random() < 0.55:
            flag.state, flag.note = FlagState.CONFIRMED, random.choice(_CONFIRMED)
        else:
            flag.state = FlagState.DISMISSED
            flag.reason, flag.note = random.choice(_DISMISSED)
        events.append(
            _event(
                flag.decided_by,
                f"flag.{flag.state}",
                flag.decided_at,
                flag,
                outside=True,
                changes={"state": ["open", str(flag.state)], "reason": str(flag.reason)},
                ground=flag.note,
            )
        )
    names = ["raised_at", "decided_by", "decided_at", "state", "reason", "note"]
    Flag.objects.bulk_update(flags, names, 500)
    AuditEvent.objects.bulk_create(events)


def leave_drafts(county: County, today: dt.date) -> None:
    """Three cases that the clerk has begun to type."""
    clerk = county.people["clerk"]
    for name, kind, cause, days in _DRAFTS:
        typed = blank() | {"cause": cause}
        typed["found_on"] = (today - dt.timedelta(days=days + 2)).isoformat()
        typed = with_rows(typed, "parties", [{"kind": kind, "name": name}])
        draft = open_draft(actor=clerk)
        save_draft(actor=clerk, draft_id=draft.pk, form_data=pack(typed), title=title_of(typed))
