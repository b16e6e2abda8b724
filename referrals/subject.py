"""Referrals as what to-dos, notices and papers are about."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies.models import Person, Posting
from documents.models import Document
from documents.registry import SubjectLine as PaperLine
from documents.registry import SubjectRules
from inbox.registry import SubjectLine
from referrals.flows import FLOWS
from referrals.flows.table import Depth
from referrals.models import Referral, ReferralAccess
from referrals.policies import visible_rows
from referrals.selectors.cutting import cut_for
from referrals.selectors.titles import titles_of


def seen_ids(actor: Person, ids: Collection[int]) -> set[int]:
    """Which of these referrals the actor may see."""
    rows = visible_rows(actor).filter(referral__in=list(ids))
    return set(rows.values_list("referral_id", flat=True)) if ids else set()


def writable_ids(actor: Person, ids: Collection[int]) -> set[int]:
    """Those on a side of which the actor's agency stands now."""
    rows = visible_rows(actor).filter(referral__in=list(ids), ended_at__isnull=True)
    return set(rows.values_list("referral_id", flat=True)) if ids else set()


def inbox_lines(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How referrals are named in to-dos and notices."""
    return {
        pk: SubjectLine(label, reverse("referrals:detail", args=[pk]))
        for pk, label, _case in _labels(actor, ids)
    }


def paper_lines(actor: Person, ids: Collection[int]) -> dict[int, PaperLine]:
    """How a referral is named beside a paper about it."""
    return {
        pk: PaperLine(label, reverse("referrals:detail", args=[pk]), case_id=case)
        for pk, label, case in _labels(actor, ids)
    }


def seen_rows(actor: Person) -> QuerySet[ReferralAccess, Any]:
    """The ids of all referrals that the actor sees."""
    return visible_rows(actor).values("referral")


def signed_at(actor: Person, document: Document) -> str:
    """Where a paper is signed together with the transition that it is drafted for."""
    if not document.purpose:
        return ""
    return reverse("referrals:act", args=[document.subject_id, document.purpose])


def named_people(ids: Collection[int]) -> Mapping[int, Mapping[int, Collection[int]]]:
    """Of the confidential ones: who may know of them, by agency."""
    rows = ReferralAccess.objects.filter(referral__in=list(ids), referral__confidential=True)
    seats: list[tuple[int, int, int | None, str]] = list(
        rows.values_list("referral_id", "agency_id", "person_id", "post")
    )
    held: dict[tuple[int, str], set[int]] = {}
    postings = Posting.objects.filter(
        person__agency__in={agency for _pk, agency, person, _post in seats if person is None},
        person__is_active=True,
    )
    for agency, post, person in postings.values_list("person__agency", "post", "person"):
        held.setdefault((agency, post), set()).add(person)
    found: dict[int, dict[int, set[int]]] = {}
    for pk, agency, named, post in seats:
        people = found.setdefault(pk, {}).setdefault(agency, set())
        people |= held.get((agency, post), set()) if named is None else {named}
    return found


def file_grades(actor: Person, ids: Collection[int]) -> Mapping[int, int]:
    """Files are words: who sees the steps alone sees those of their own agency and no others."""
    rows: dict[int, list[ReferralAccess]] = {}
    for row in visible_rows(actor).filter(referral__in=list(ids)):
        rows.setdefault(row.referral_id, []).append(row)
    cuts = {pk: cut_for(actor, found) for pk, found in rows.items()}
    return {
        pk: actor.clearance if cut.depth == Depth.FULL and cut.until is None else 0
        for pk, cut in cuts.items()
    }


RULES = SubjectRules(
    readable=seen_ids,
    writable=writable_ids,
    line=paper_lines,
    rows=seen_rows,
    signed_at=signed_at,
    named=named_people,
)


def _labels(actor: Person, ids: Collection[int]) -> list[tuple[int, str, int | None]]:
    if not ids:
        return []
    rows = visible_rows(actor).filter(referral__in=list(ids)).select_related("referral")
    found = {row.referral_id: row.referral for row in rows}
    return [
        (pk, _label(found[pk], title), found[pk].case_id)
        for pk, title in titles_of(actor, rows).items()
    ]


def _label(referral: Referral, title: str) -> str:
    flow = str(FLOWS[referral.flow].label)
    return flow if title == flow else f"{flow} {title}"
