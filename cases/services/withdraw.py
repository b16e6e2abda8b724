"""A case that should never have been recorded goes, with all that hung on it; the log stays."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import Person
from audit.services import Entry, record_all
from cases.clocks import SUBJECT, drop_clocks
from cases.models import Case, CaseRevision, Channel, ImportRow
from inbox.services import settle_all, withdraw_notices

_GONE = gettext_noop("案件已撤销登记")


@transaction.atomic(savepoint=False)
def withdraw_cases(*, actor: Person, cases: Sequence[Case], reason: str) -> None:
    """Remove cases that were recorded by mistake and on which nobody has built.

    The caller has locked them and judged who may and whether anything was built on them.
    Clocks end, to-dos are withdrawn, access rows and flags go; each case leaves a line in
    the log. Raises ProtectedError when something still rests on a case.
    """
    ids = [case.pk for case in cases]
    drop_clocks(cases, actor=actor)
    settle_all(actor=actor, subject_type=SUBJECT, subject_ids=ids, reason=_GONE)
    withdraw_notices(actor=actor, subject_type=SUBJECT, subject_ids=ids)
    entries = [Entry("case.withdraw", case, case.pk, ground=reason) for case in cases]
    record_all(actor=actor, entries=entries)
    # What files changed and what was taken back again; corrections by hand keep a case.
    CaseRevision.objects.filter(case__in=ids, channel=Channel.IMPORT).delete()
    ImportRow.objects.filter(case__in=ids).update(case=None)
    Case.objects.filter(pk__in=ids).delete()
