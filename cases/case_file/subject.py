"""Cases as what papers and files are about."""

from collections.abc import Collection, Mapping

from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from agencies.models import Person
from cases.clocks import SUBJECT
from cases.models import CaseAccess, Profile
from cases.policies import grade_limit, may_record, visible_access
from cases.redaction import Scope, Section
from cases.selectors import visible_cases
from cases.selectors.lists import shown_lines
from cases.selectors.named import confined_rows, named_people
from cases.selectors.visibility import visible_ids
from documents.registry import SubjectLine, SubjectRules


def writable_ids(actor: Person, ids: Collection[int]) -> set[int]:
    """Cases of the actor's agency, for those who write them: the file is the agency's own."""
    if not may_record(actor):
        return set()
    rows = visible_access(actor).filter(content_object_id__in=list(ids), profile=Profile.OWNER)
    return set(rows.values_list("content_object_id", flat=True))


def case_lines(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How a case is named beside a paper about it."""
    found = shown_lines(actor, visible_cases(actor).filter(pk__in=ids))
    return {
        line.id: SubjectLine(
            label=" ".join(part for part in (line.number, line.parties, line.cause) if part),
            url=reverse("cases:detail", args=[line.id]),
            case_id=line.id,
        )
        for line in found
    }


def case_rows(actor: Person, case: OuterRef) -> QuerySet[CaseAccess]:
    """What lets the actor see this case."""
    return visible_access(actor).filter(content_object_id=case)


def file_grades(actor: Person, ids: Collection[int]) -> Mapping[int, int]:
    """Files are what the section of evidence is: whoever isn't shown that sees none."""
    rows = visible_access(actor).filter(content_object_id__in=list(ids))
    found = {}
    for case_id, profile, ceiling in rows.values_list(
        "content_object_id", "profile", "grade_ceiling"
    ):
        grade = grade_limit(actor, profile=profile, ceiling=ceiling)
        shown = Scope(profile=profile, grade=grade).shows(Section.EVIDENCE)
        found[case_id] = grade if shown else 0
    return found


RULES = SubjectRules(
    readable=visible_ids,
    writable=writable_ids,
    line=case_lines,
    rows=case_rows,
    named=named_people,
    confined=confined_rows,
)

__all__ = ["RULES", "SUBJECT", "file_grades"]
