"""Cases of the bearer of an ID number, for those who may see that number in clear."""

from django.db import transaction

from agencies.models import Person
from audit.services import hashed, record_read
from cases.models import Party
from cases.parsing.personal import spellings
from cases.policies import may_reveal, sees_cases, visible_access
from cases.selectors.lines import CaseLine, for_lines, lines_of
from cases.selectors.visibility import visible_cases
from cases.services.children import identifier_hash

MOST = 50


@transaction.atomic
def cases_of_number(actor: Person, number: str) -> list[CaseLine]:
    """Visible cases with a party of exactly this number, newest first, at most MOST.

    Who could not ask to see the number of a party in clear doesn't find by it either:
    the answer would confirm it. Every question is logged, with the number as a hash.
    """
    if not sees_cases(actor) or not number.strip():
        return []
    hashes = [identifier_hash(spelling) for spelling in spellings(number)]
    bearing = Party.objects.filter(identifier_hash__in=hashes).values("case")
    rows = visible_access(actor).filter(content_object__in=bearing)
    ids = [row.content_object_id for row in rows if may_reveal(actor, row)]
    lines = lines_of(actor, for_lines(visible_cases(actor).filter(pk__in=ids))[:MOST], clocks=False)
    record_read(
        actor=actor,
        verb="case.find_by_id_number",
        changes={"number": hashed(number.strip()), "cases": [line.id for line in lines]},
        outside=any(not line.own for line in lines),
    )
    return lines
