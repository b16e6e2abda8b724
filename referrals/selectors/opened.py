"""A referral as it was read for one viewer: its page, its actions and its tracks come from that."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from agencies.models import Person
from cases.models import Party
from cases.policies import grade_limit, sees_cases, visible_access
from cases.redaction import Scope
from deadlines.models import Clock
from referrals.clocks.facts import SUBJECT
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Flow
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import visible_rows
from referrals.selectors.about import about_one
from referrals.selectors.cutting import Cut, cut_for
from referrals.standing import Standing, stand


@dataclass(frozen=True)
class Opened:
    """What was read. Nothing of it is cut yet: `cut` says what the viewer may see."""

    actor: Person
    referral: Referral
    # Every side with its agency, and those through which the actor sees it.
    seats: Sequence[ReferralAccess]
    rows: Sequence[ReferralAccess]
    steps: Sequence[ReferralStep]
    # Whether the actor may open the case.
    opens_case: bool
    # The party and the number of the case, as far as the actor sees that; "" without one.
    about: str = ""

    @property
    def flow(self) -> Flow:
        """The table that it goes by."""
        return FLOWS[self.referral.flow]

    @cached_property
    def cut(self) -> Cut:
        """What the actor may see."""
        return cut_for(self.actor, self.rows)

    @cached_property
    def standing(self) -> Standing:
        """Where it stands, by all of its steps."""
        return stand(self.flow, self.referral.sender_id, self.steps)

    @cached_property
    def clocks(self) -> Sequence[Clock]:
        """Its periods, those that run first, each by its last day."""
        clocks = Clock.objects.filter(subject_type=SUBJECT, subject_id=self.referral.pk, void=False)
        return list(clocks.select_related("rule").order_by("closed_on", "due_on", "pk"))


_TERMS = JSONObject(profile="profile", ceiling="grade_ceiling")
_PARTIES = ArraySubquery(
    Party.objects.filter(case=OuterRef("referral__case"))
    .order_by("pk")
    .values(row=JSONObject(**{name: F(name) for name in ("kind", "name", "representative")}))
)


def opened(actor: Person, referral_id: int) -> Opened:
    """The referral with its sides and steps, in two statements. Raises NotVisible.

    Nothing is logged: who shows of it what somebody else wrote goes through `referral_view`.
    """
    if not sees_cases(actor):
        raise NotVisible
    mine = visible_rows(actor).filter(pk=OuterRef("pk"))
    case = visible_access(actor).filter(content_object=OuterRef("referral__case"))
    found = (
        ReferralAccess.objects.filter(referral=referral_id)
        .annotate(
            mine=Exists(mine),
            seen_as=Subquery(case.order_by().values(terms=_TERMS)[:1]),
            case_parties=_PARTIES,
            case_owner=F("referral__case__owner"),
        )
        .select_related(
            "agency",
            "referral__party",
            "referral__named_suspect",
            "referral__case",
            "referral__sender",
        )
        .order_by("pk")
    )
    seats = list(found)
    rows = [row for row in seats if row.mine]
    if not rows:
        raise NotVisible
    referral = rows[0].referral
    steps = referral.steps.select_related("actor", "agency").order_by("number")
    return Opened(
        actor=actor,
        referral=referral,
        seats=seats,
        rows=rows,
        steps=list(steps),
        opens_case=rows[0].seen_as is not None,
        about=_about(actor, rows[0]),
    )


def _about(actor: Person, row: ReferralAccess) -> str:
    terms: dict[str, Any] | None = getattr(row, "seen_as", None)
    if terms is None:
        return ""
    grade = grade_limit(actor, profile=terms["profile"], ceiling=terms["ceiling"])
    found: list[dict[str, str]] = getattr(row, "case_parties", [])
    parties = [Party(**each) for each in found]
    return about_one(actor, row.referral, parties, Scope(terms["profile"], grade))
