"""Writes: rules raise flags and take them back; a person decides on them."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import Entry, hashed, record, record_all
from core.clock import current_day, current_moment
from supervision.models import DismissReason, Flag, FlagState
from supervision.policies import may_decide
from supervision.rules import RULES, Hit, Rule
from supervision.selectors import flag_for

BATCH = 2_000


class FlagDecided(Exception):
    """Somebody else decided on the flag, or its ground is gone."""


@transaction.atomic
def run_rule(
    rule: Rule, *, today: dt.date | None = None, case_ids: Collection[int] | None = None
) -> int:
    """Raise flags for what the rule finds and let lapse what it finds no more.

    Over all cases, or over these only. Returns the number of new flags. Harmless
    when run twice: the same ground gives no second flag.
    """
    _take_turns(rule)
    hits = list(rule.hits(today or current_day(), case_ids))
    raised = _raise(rule, hits)
    _renew(rule, hits)
    _lapse(rule, hits, case_ids)
    return raised


def _take_turns(rule: Rule) -> None:
    """One run of a rule at a time: a run over all cases and one over a case that changed
    meanwhile would each undo what the other found."""
    with connection.cursor() as cursor:
        key = f"rule:{rule.id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def run_rules(*, case_ids: Collection[int] | None = None) -> int:
    """Run every rule; returns the number of new flags."""
    return sum(run_rule(rule, case_ids=case_ids) for rule in RULES.values())


def _raise(rule: Rule, hits: list[Hit]) -> int:
    known = set(
        Flag.objects.filter(rule=rule.id, case__in=[hit.case_id for hit in hits]).values_list(
            "case_id", "ground"
        )
    )
    now = current_moment()
    new = [
        Flag(
            rule=rule.id,
            rule_version=rule.version,
            case_id=hit.case_id,
            owner_id=hit.owner_id,
            ground=hit.ground,
            severity=hit.severity,
            act_by=hit.act_by,
            facts=hit.facts,
            raised_at=now,
        )
        for hit in hits
        if (hit.case_id, hit.ground) not in known
    ]
    # Two runs at once find the same: the second one's rows are dropped.
    Flag.objects.bulk_create(new, BATCH, ignore_conflicts=True)
    if new:
        _note("flag.raise", rule, [(flag.case_id, flag.ground) for flag in new])
    return len(new)


def _renew(rule: Rule, hits: list[Hit]) -> None:
    """Flags that wait grow more urgent, and a lapsed one whose ground came back opens."""
    by_key = {(hit.case_id, hit.ground): hit for hit in hits}
    waiting = Flag.objects.select_for_update().filter(
        rule=rule.id,
        case__in=[hit.case_id for hit in hits],
        state__in=[FlagState.OPEN, FlagState.LAPSED],
    )
    changed, reopened = [], []
    for flag in waiting.order_by("pk"):
        hit = by_key.get((flag.case_id, flag.ground))
        if hit is None:
            continue
        if flag.state == FlagState.LAPSED:
            reopened.append((flag.case_id, flag.ground))
        now = (hit.severity, hit.act_by, hit.facts, FlagState.OPEN)
        if now != (flag.severity, flag.act_by, flag.facts, flag.state):
            flag.severity, flag.act_by, flag.facts, flag.state = now
            flag.decided_at = None
            changed.append(flag)
    Flag.objects.bulk_update(changed, ["severity", "act_by", "facts", "state", "decided_at"], BATCH)
    _note("flag.reopen", rule, reopened)


def _lapse(rule: Rule, hits: list[Hit], case_ids: Collection[int] | None) -> None:
    still = {(hit.case_id, hit.ground) for hit in hits}
    waiting = Flag.objects.filter(rule=rule.id, state=FlagState.OPEN)
    if case_ids is not None:
        waiting = waiting.filter(case__in=case_ids)
    keys = waiting.values_list("pk", "case_id", "ground")
    gone = {pk: (case_id, ground) for pk, case_id, ground in keys if (case_id, ground) not in still}
    if gone:
        Flag.objects.filter(pk__in=list(gone), state=FlagState.OPEN).update(
            state=FlagState.LAPSED, decided_at=current_moment()
        )
        _note("flag.lapse", rule, gone.values())


def _note(verb: str, rule: Rule, grounds: Iterable[tuple[int, str]]) -> None:
    """One line per case: each can tell when it was flagged, and whether on the same ground.

    The ground holds an amount, which the log's reader has no business with: hashed.
    """
    record_all(
        actor=None,
        entries=[
            Entry(verb, case_id=case_id, changes={"rule": rule.id, "ground": hashed(ground)})
            for case_id, ground in grounds
        ],
    )


def confirm_flag(*, actor: Person, flag_id: int, note: str = "") -> Flag:
    """The procurator takes the flag up."""
    return _decide(actor, flag_id, FlagState.CONFIRMED, note=note)


def dismiss_flag(*, actor: Person, flag_id: int, reason: str, note: str = "") -> Flag:
    """The procurator rules the flag out; ValidationError without a reason."""
    if reason not in DismissReason:
        raise ValidationError({"reason": _("请选择排除原因。")})
    if reason == DismissReason.OTHER and not note.strip():
        raise ValidationError({"note": _("选择“其他”时，请写明审查意见。")})
    return _decide(actor, flag_id, FlagState.DISMISSED, reason=reason, note=note)


@transaction.atomic
def _decide(actor: Person, flag_id: int, state: FlagState, *, note: str, reason: str = "") -> Flag:
    if flag_for(actor, flag_id) is None or not may_decide(actor):
        raise PermissionDenied
    flag = Flag.objects.select_for_update().get(pk=flag_id)
    if flag.state != FlagState.OPEN:
        raise FlagDecided
    flag.state, flag.reason, flag.note = state, reason, note.strip()
    flag.decided_by, flag.decided_at = actor, current_moment()
    flag.save(update_fields=["state", "reason", "note", "decided_by", "decided_at"])
    record(
        actor=actor,
        verb=f"flag.{state.value}",
        obj=flag,
        case_id=flag.case_id,
        changes={"state": ["open", state.value], "reason": reason},
        ground=note,
        outside=True,
    )
    return flag
