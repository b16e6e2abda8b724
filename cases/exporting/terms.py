"""On which grounds cases were shown, as one mark: a file is handed out while it holds."""

import hashlib
from collections.abc import Collection, Iterable

from agencies.models import Person
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
