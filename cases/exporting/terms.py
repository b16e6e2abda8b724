"""On which grounds cases were shown, as one mark: a file is handed out while it holds."""

import hashlib
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from agencies.models import Person
from cases.models import CaseExport, ExportState
from cases.policies import visible_access

# Case, profile and ceiling of the access row through which it was shown.
Term = tuple[int, str, int]


def mark_of(actor: Person, terms: Iterable[Term]) -> str:
    """A mark of these grounds, and of the clearance and the posts of the actor."""
    mark = hashlib.sha256(f"{actor.clearance}|{','.join(sorted(actor.posts))}".encode())
    for term in sorted(terms):
        mark.update(repr(term).encode())
    return mark.hexdigest()


def mark_now(actor: Person, case_ids: Collection[int]) -> str:
    """The mark of what the actor may see of these cases now."""
    seen = visible_access(actor).filter(content_object_id__in=list(case_ids))
    columns = seen.values_list("content_object_id", "profile", "grade_ceiling")
    return mark_of(actor, columns.iterator(chunk_size=5000))


def lapsed(actor: Person, exports: QuerySet[CaseExport], *, most: int) -> set[int]:
    """Which of the actor's exports have files whose grounds hold no more, in two queries.

    Looks at `most` cases, of the first exports first; what lies beyond isn't judged.
    """
    ready = exports.filter(state=ExportState.DONE, case_ids__len__lte=most)
    judged: dict[int, tuple[list[int], str]] = {}
    for pk, case_ids, terms in ready.values_list("pk", "case_ids", "terms"):
        most -= len(case_ids)
        if most < 0:
            break
        judged[pk] = case_ids, terms
    if not judged:
        return set()
    wanted = {case_id for case_ids, _terms in judged.values() for case_id in case_ids}
    now: dict[int, list[Term]] = {}
    seen = visible_access(actor).filter(content_object_id__in=wanted)
    for term in seen.values_list("content_object_id", "profile", "grade_ceiling"):
        now.setdefault(term[0], []).append(term)
    return {
        pk
        for pk, (case_ids, terms) in judged.items()
        if mark_of(actor, (term for case_id in case_ids for term in now.get(case_id, ()))) != terms
    }
