"""The clocks of a referral are made to be what its steps say."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from agencies.models import Person
from deadlines.calendar import Rulebook, rulebook_to_write_by
from deadlines.models import Clock
from deadlines.services import Adjusted, Covering, adjustments_of, set_clocks
from documents.models import Delivery
from referrals.clocks.facts import (
    SUBJECT,
    Period,
    Served,
    clock_facts,
    periods_of,
    rules_of,
    undated,
)
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralStep


@dataclass(frozen=True)
class Running:
    """The periods that run: clocks, and duties that have no last day."""

    clocks: Sequence[Clock] = ()
    undated: Sequence[Period] = ()


def refresh_clocks(
    referral: Referral,
    steps: Sequence[ReferralStep],
    *,
    actor: Person | None,
    fresh: bool = False,
) -> Running:
    """Open, move and close; returns what runs. The caller holds the referral."""
    flow = FLOWS[referral.flow]
    rules = rules_of(flow)
    if not rules:
        return Running()
    periods = periods_of(flow, referral.sender_id, steps, _served(flow.name, steps))
    if fresh and not periods:
        return Running()
    book = rulebook_to_write_by()
    clocks = set_clocks(
        actor=actor,
        facts=clock_facts(periods, referral.pk, book, _adjusted(referral.pk, periods)),
        covering=Covering(SUBJECT, [referral.pk], rules),
        fresh=fresh,
        book=book,
    )
    return Running(
        [clock for clock in clocks if clock is not None and clock.closed_on is None],
        undated(periods, book),
    )


def first_due(clocks: Sequence[Clock], agency_id: int | None = None) -> dt.date | None:
    """The first last day of those that somebody must keep; of one agency, or of all."""
    return min(
        (
            clock.due_on
            for clock in clocks
            if not clock.lapses and clock.paused_on is None and agency_id in {None, clock.agency_id}
        ),
        default=None,
    )


def prolonged_starts(
    rule: str, book: Rulebook, referral_ids: Collection[int]
) -> Mapping[int, dt.date]:
    """Where periods of this rule begin that prolong another: that one moves with the calendar."""
    found: dict[int, dt.date] = {}
    steps: dict[int, list[ReferralStep]] = {}
    for step in ReferralStep.objects.filter(referral__in=referral_ids).order_by("number"):
        steps.setdefault(step.referral_id, []).append(step)
    for referral in Referral.objects.filter(pk__in=referral_ids):
        flow = FLOWS[referral.flow]
        done = steps.get(referral.pk, [])
        periods = periods_of(flow, referral.sender_id, done, _served(flow.name, done))
        for fact in clock_facts(periods, referral.pk, book, _adjusted(referral.pk, periods)):
            if fact.rule_key == rule and isinstance(fact.start, dt.date):
                found[referral.pk] = fact.start
    return found


def _adjusted(referral_id: int, periods: Sequence[Period]) -> Mapping[tuple[str, int], Adjusted]:
    """What was left out of and added to the periods that others prolong."""
    rules = {each.after.rule for each in periods if each.after is not None}
    if not rules:
        return {}
    rows = Clock.objects.filter(
        subject_type=SUBJECT, subject_id=referral_id, rule_key__in=rules, adjusted=True, void=False
    )
    names = {pk: (rule, slot) for pk, rule, slot in rows.values_list("pk", "rule_key", "slot")}
    return {names[pk]: each for pk, each in adjustments_of(names.keys()).items()}


def _served(flow: str, steps: Sequence[ReferralStep]) -> Served:
    """When the papers of these steps were signed for, where a period begins with that."""
    asked = {
        each.name for each in FLOWS[flow].transitions if any(start.served for start in each.starts)
    }
    papers = [step.document_id for step in steps if step.document_id and step.transition in asked]
    if not papers:
        return {}
    rows = Delivery.objects.filter(document__in=papers, signed_for_at__isnull=False)
    return {
        (document, agency): at
        for document, agency, at in rows.values_list("document_id", "receiver_id", "signed_for_at")
        if at is not None
    }
