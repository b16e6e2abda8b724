"""Reads: agencies, people and agreements, as far as the actor may."""

from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies.models import (
    Agency,
    AgencySystem,
    Person,
    Posting,
    Region,
    SharingAgreement,
    SystemToken,
)
from agencies.policies import agency_policy, agreement_policy, people_policy, system_policy
from core.clock import current_day
from core.text import to_halfwidth


def agencies_of(actor: Person) -> QuerySet[Agency]:
    """The agencies that the actor may read, with their region."""
    return agency_policy.rows(actor).select_related("region")


def successors_of(actor: Person, agency: Agency) -> QuerySet[Agency]:
    """Who could stand in the place of this agency: of the same kind, in the same place."""
    rows = agencies_of(actor).filter(is_active=True, kind=agency.kind, region=agency.region_id)
    return rows.exclude(pk=agency.pk)


def find_agencies(actor: Person, text: str, *, limit: int = 20) -> list[Agency]:
    """Active agencies whose name contains the text or whose pinyin initials start with it."""
    return list(matching_agencies(agencies_of(actor).filter(is_active=True), text)[:limit])


def matching_agencies(agencies: QuerySet[Agency], text: str) -> QuerySet[Agency]:
    """Those agencies that the text could mean; all of them for an empty text."""
    text = to_halfwidth(text).strip()
    if not text:
        return agencies
    initials = text.lower()
    return agencies.filter(
        Q(name__icontains=text)
        | Q(short_name__icontains=text)
        | Q(pinyin__startswith=initials)
        | Q(pinyin__contains=f" {initials}")
        | Q(uscc=text.upper())
    )


def sectors_of(actor: Person) -> list[str]:
    """The fields of enforcement that the agencies name, in order."""
    named = agency_policy.rows(actor).exclude(sector="")
    return list(named.order_by("sector").values_list("sector", flat=True).distinct())


def find_regions(text: str, *, limit: int = 20) -> list[Region]:
    """Divisions in use whose code starts with the text or whose name contains it."""
    text = to_halfwidth(text).strip()
    current = Region.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=current_day()))
    if text:
        current = current.filter(Q(code__startswith=text) | Q(full_name__icontains=text))
    return list(current[:limit])


def people_of(actor: Person) -> QuerySet[Person]:
    """The people whom the actor may manage or oversee, with agency and posts."""
    return people_policy.rows(actor).select_related("agency").prefetch_related("postings")


def matching_people(
    people: QuerySet[Person],
    *,
    text: str = "",
    agency: Agency | None = None,
    post: str = "",
    state: str = "",
) -> QuerySet[Person]:
    """Those people that the query form asks for; empty conditions leave all."""
    text = to_halfwidth(text).strip()
    if text:
        low = text.lower()
        people = people.filter(
            Q(name__icontains=text) | Q(pinyin__startswith=low) | Q(username__startswith=low)
        )
    if agency is not None:
        people = people.filter(agency=agency)
    if post:
        people = people.filter(Exists(Posting.objects.filter(person=OuterRef("pk"), post=post)))
    states: dict[str, Q] = {
        "active": Q(is_active=True),
        "inactive": Q(is_active=False),
        "no_post": ~Exists(Posting.objects.filter(person=OuterRef("pk"))) & Q(is_active=True),
        "certificate": Q(certificate_expires_on__lt=current_day()),
    }
    return people.filter(states[state]) if state in states else people


def agreements_of(actor: Person) -> QuerySet[SharingAgreement]:
    """The agreements that the actor may read, with both agencies and both people."""
    return agreement_policy.rows(actor).select_related(
        "provider", "receiver", "proposed_by", "decided_by"
    )


def matching_agreements(
    agreements: QuerySet[SharingAgreement], *, status: str = "", agency: Agency | None = None
) -> QuerySet[SharingAgreement]:
    """Those agreements that the query form asks for; an agency may stand on either side."""
    if status:
        agreements = agreements.filter(status=status)
    if agency is not None:
        agreements = agreements.filter(Q(provider=agency) | Q(receiver=agency))
    return agreements


def systems_of(actor: Person) -> QuerySet[AgencySystem]:
    """The systems that the actor may read, with `active_tokens` and when they were `last_used`."""
    good = Q(tokens__revoked_at__isnull=True, tokens__expires_at__gt=timezone.now())
    rows = system_policy.rows(actor).select_related("person__agency", "created_by")
    return rows.annotate(
        active_tokens=Count("tokens", filter=good), last_used=Max("tokens__last_used_at")
    )


def matching_systems(
    systems: QuerySet[AgencySystem], *, agency: Agency | None = None, state: str = ""
) -> QuerySet[AgencySystem]:
    """Those systems that the query form asks for; empty conditions leave all."""
    if agency is not None:
        systems = systems.filter(person__agency=agency)
    if state:
        systems = systems.filter(person__is_active=state == "active")
    return systems


def tokens_of(system: AgencySystem) -> QuerySet[SystemToken]:
    """The tokens of a system that came out of systems_of, newest first."""
    return system.tokens.select_related("issued_by", "revoked_by", "system__person")


def locked_until(username: str) -> datetime | None:
    """When the sign-in name opens again, or None when it isn't locked.

    Failures are kept per browser and address, and summed per name: the lock ends when
    enough of the oldest have left the window.
    """
    window = get_cool_off() or timedelta()
    limit = settings.AXES_FAILURE_LIMIT
    attempts = AccessAttempt.objects.filter(
        username=username, attempt_time__gt=timezone.now() - window
    ).order_by("attempt_time")
    failures = [(row.attempt_time, row.failures_since_start) for row in attempts]
    left = sum(count for _when, count in failures)
    until = None
    for when, count in failures:
        if left < limit:
            break
        left -= count
        until = when + window
    return until
