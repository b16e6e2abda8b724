"""Where the months to ask the court begin: at the end of other periods, so they move with those."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from cases.clocks.periods import apply_facts
from cases.models import Case, Deferral, Remedy, RemedyOutcome
from deadlines.calendar import Rulebook
from deadlines.counting import ApplyFacts
from deadlines.enforcement import window_of


def application_starts(book: Rulebook, case_ids: Collection[int]) -> dict[int, date]:
    """The day from which each of these cases has three months, by *book*: three queries.

    For the system. A case of which nobody knows it (not served, a remedy pending) is left out.
    """
    served = Case.objects.filter(pk__in=case_ids, served_on__isnull=False)
    remedies: defaultdict[int, list[Remedy]] = defaultdict(list)
    for remedy in Remedy.objects.filter(case__in=case_ids):
        if remedy.outcome != RemedyOutcome.WITHDRAWN:
            remedies[remedy.case_id].append(remedy)
    plans: defaultdict[int, list[date]] = defaultdict(list)
    rows = Deferral.objects.filter(case__in=case_ids).values_list("case_id", "plan_end")
    for case_id, plan_end in rows:
        plans[case_id].append(plan_end)
    # Cases of a county were served on some hundred days, most without a remedy.
    known: dict[ApplyFacts, date | None] = {}
    found: dict[int, date] = {}
    for case_id, served_on in served.values_list("pk", "served_on"):
        pursued = remedies[case_id]
        if served_on is None or any(remedy.decided_on is None for remedy in pursued):
            continue
        facts = apply_facts(served_on, pursued, plans[case_id])
        if facts not in known:
            window = window_of(book, facts)
            known[facts] = window.start if window else None
        if (start := known[facts]) is not None:
            found[case_id] = start
    return found
