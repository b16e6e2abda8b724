"""Referrals as what to-dos, notices and papers are about."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import CaseAccess, Profile
from documents.models import Document
from documents.registry import SubjectLine as PaperLine
from documents.registry import SubjectRules
from inbox.registry import SubjectLine
from referrals.audience import confidential_audience, restricted_audience
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK
from referrals.models import EventKind, Referral, ReferralAccess, ReferralEvent, ReferralStep
from referrals.policies import known_rows, must_name, visible_rows
from referrals.selectors.about import about_of
from referrals.selectors.cutting import cut_for
from referrals.selectors.titles import titles_of


def readable_ids(actor: Person, ids: Collection[int]) -> set[int]:
    """Which of these referrals the actor may read."""
    rows = visible_rows(actor).filter(referral__in=list(ids))
    return set(rows.values_list("referral_id", flat=True)) if ids else set()


def seen_among(actor: Person, ids: Collection[int]) -> QuerySet[ReferralAccess]:
    """Those, and the ones for which the actor may have to name somebody, as access rows."""
    return known_rows(actor).filter(referral__in=list(ids))


def writable_ids(actor: Person, ids: Collection[int]) -> set[int]:
    """Those on a side of which the actor's agency stands now."""
    rows = visible_rows(actor).filter(referral__in=list(ids), ended_at__isnull=True)
    return set(rows.values_list("referral_id", flat=True)) if ids else set()


def inbox_lines(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How referrals are named in to-dos and notices: where somebody must be named first, only
    by the flow."""
    if not ids:
        return {}
    rows = list(known_rows(actor).filter(referral__in=list(ids)).select_related("referral__party"))
    closed = {row.referral_id: row.flow for row in rows if must_name(row)}
    found = {
        pk: SubjectLine(label, reverse("referrals:detail", args=[pk]))
        for pk, label, _case in _labelled(actor, [row for row in rows if not must_name(row)])
    }
    return found | {
        pk: SubjectLine(str(FLOWS[flow].label), reverse("referrals:name", args=[pk]))
        for pk, flow in closed.items()
        if pk not in found
    }


def paper_lines(actor: Person, ids: Collection[int]) -> dict[int, PaperLine]:
    """How a referral is named beside a paper about it."""
    return {
        pk: PaperLine(label, reverse("referrals:detail", args=[pk]), case_id=case)
        for pk, label, case in _labels(actor, ids)
    }


def seen_rows(actor: Person, referral: OuterRef) -> QuerySet[ReferralAccess]:
    """What lets the actor see this referral."""
    return visible_rows(actor).filter(referral=referral)


def confined_rows(referral: OuterRef) -> QuerySet[Referral]:
    """This referral where the owner of its case restricts that to named people."""
    restricted = CaseAccess.objects.filter(profile=Profile.OWNER, named_only=True)
    return Referral.objects.filter(pk=referral, case__in=restricted.values("content_object"))


def signed_at(actor: Person, document: Document) -> str:
    """Where a paper is signed together with the transition that it is drafted for."""
    if not document.purpose:
        return ""
    return reverse("referrals:act", args=[document.subject_id, document.purpose])


def named_people(ids: Collection[int]) -> Mapping[int, Mapping[int, Collection[int]]]:
    """Of the confidential ones and those of restricted cases: who may know of them, by agency."""
    return {**restricted_audience(ids), **confidential_audience(ids)}


def file_grades(actor: Person, ids: Collection[int]) -> Mapping[int, int]:
    """Files are words: who sees the steps alone sees those of their own agency and no others."""
    rows: dict[int, list[ReferralAccess]] = {}
    for row in visible_rows(actor).filter(referral__in=list(ids)):
        rows.setdefault(row.referral_id, []).append(row)
    cuts = {pk: cut_for(actor, found) for pk, found in rows.items()}
    return {pk: cut.file_grade(actor) for pk, cut in cuts.items()}


def taken_back_lines(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """Steps of taking back, in notices: with the referral where it is still in sight; else only
    of which kind it was, and whose, for an agency that it had reached."""
    steps = ReferralStep.objects.filter(pk__in=list(ids), transition=TAKE_BACK)
    found = list(steps.select_related("referral", "agency"))
    there = inbox_lines(actor, {each.referral_id for each in found})
    left = ReferralEvent.objects.filter(
        referral__in={each.referral_id for each in found} - there.keys(),
        what=EventKind.GONE,
        agency=actor.agency_id,
    )
    gone = set(left.values_list("referral_id", flat=True))
    return {
        each.pk: there.get(each.referral_id)
        or SubjectLine(
            f"{FLOWS[each.referral.flow].label}（{each.agency.short_name if each.agency else ''}）",
            reverse("referrals:list"),
        )
        for each in found
        if each.referral_id in there or each.referral_id in gone
    }


RULES = SubjectRules(
    readable=readable_ids,
    writable=writable_ids,
    line=paper_lines,
    rows=seen_rows,
    signed_at=signed_at,
    named=named_people,
    confined=confined_rows,
)


def _labels(actor: Person, ids: Collection[int]) -> list[tuple[int, str, int | None]]:
    if not ids:
        return []
    rows = visible_rows(actor).filter(referral__in=list(ids)).select_related("referral__party")
    return _labelled(actor, list(rows))


def _labelled(actor: Person, rows: Sequence[ReferralAccess]) -> list[tuple[int, str, int | None]]:
    found = {row.referral_id: row.referral for row in rows}
    about = about_of(actor, found.values())
    return [
        (pk, _label(found[pk], title, about.get(pk, "")), found[pk].case_id)
        for pk, title in titles_of(actor, rows).items()
    ]


def _label(referral: Referral, title: str, about: str) -> str:
    """By its own name where it was given one, else by the party and the number of the case."""
    flow = str(FLOWS[referral.flow].label)
    own = referral.values.get("title") or referral.values.get("name")
    said = title if own or not about else about
    return flow if said == flow else f"{flow}{_('：')}{said}"
