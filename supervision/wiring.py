"""What this floor asks the floors below to tell it, and what it shows through them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from agencies.navigation import register_item
from audit.registry import name_verbs
from cases.importing.holds import register_hold
from cases.services.record import announced
from core.outbox import subscribe
from core.screen import register_tones
from inbox.registry import Panel, PanelLine, QuickLink, register_links, register_panel
from supervision.policies import sees_flags
from supervision.selectors import flag_lines, flags, judged_cases
from supervision.services import run_rules

_PANEL_LINES = 5
_MOST_COUNTED = 100


def case_changed(payload: dict[str, Any]) -> None:
    """Cases were recorded or changed: look at these."""
    run_rules(case_ids=announced(payload))


def referral_moved(payload: dict[str, Any]) -> None:
    """What is passed on, or comes back, may be what a rule asks for: look at the case again."""
    if payload["case_id"] is not None:
        run_rules(case_ids=[payload["case_id"]])


def flag_panel(actor: Person) -> Panel | None:
    """The most urgent flags, on the procurator's home page."""
    if not sees_flags(actor):
        return None
    queue = reverse("supervision:queue")
    lines = [
        PanelLine(
            label=" ".join(part for part in (line.case.number, line.case.parties) if part),
            url=f"{queue}?flag={line.head.id}",
            note=f"{line.head.rule_name} · {line.case.owner}",
            due_on=line.head.act_by,
        )
        for line in flag_lines(actor, flags(actor)[:_PANEL_LINES])
    ]
    return Panel(
        title=_("待审查的监督线索"),
        lines=lines,
        empty=_("没有待审查的线索。"),
        count=flags(actor)[:_MOST_COUNTED].count(),
        more_url=queue,
        urgent=True,
    )


def links(actor: Person) -> list[QuickLink]:
    """What a procurator opens most."""
    if not sees_flags(actor):
        return []
    return [
        QuickLink(_("审查监督线索"), reverse("supervision:queue")),
        QuickLink(_("查询案件"), reverse("cases:list")),
    ]


def connect() -> None:
    """Register everything; called once when Django is ready."""
    subscribe("case.changed")(case_changed)
    subscribe("referral.moved")(referral_moved)
    register_hold("flags", judged_cases)
    register_panel("flags", flag_panel)
    register_links("supervision", links)
    register_item(gettext_lazy("监督线索"), "supervision:queue", sees_flags, order=30, icon="flag")
    register_tones({"confirmed": "warn", "dismissed": "closed", "lapsed": "neutral"})
    name_verbs(
        {
            "flag.raise": gettext_lazy("规则提示线索"),
            "flag.lapse": gettext_lazy("线索情形消失"),
            "flag.reopen": gettext_lazy("线索情形重现"),
            "flag.list": gettext_lazy("查看线索列表"),
            "flag.read": gettext_lazy("查看线索及案件"),
            "flag.confirmed": gettext_lazy("确认线索"),
            "flag.dismissed": gettext_lazy("排除线索"),
        }
    )
