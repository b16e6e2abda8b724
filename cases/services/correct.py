"""Corrections keep history."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import Entry, hashed, record_all
from cases import sharing
from cases.clocks import refresh_clocks
from cases.inputs import CaseInput
from cases.models import Case, CaseRevision, Channel, LegalBasis, Officer, Profile
from cases.policies import access_of, may_change, may_record, visible_access
from cases.services.checks import check_case
from cases.services.children import MODELS, sync_children
from cases.services.record import COLUMNS, announce, fill, naming_clashes
from core.again import begun_again
from core.clock import current_moment


class StaleCase(Exception):
    """Somebody else changed the case since this form was opened."""


# Free text and personal data: the audit shows that they changed, not what they say.
_SENSITIVE = frozenset({"facts", "cause", "conduct_place", "decision_content", "closing_reason"})


def lock_case(actor: Person, case_id: int) -> Case:
    """The case, locked for writing. PermissionDenied unless the actor may change it."""
    access = access_of(actor, case_id)
    if access is None or not may_change(actor, access):
        raise PermissionDenied
    return Case.objects.select_for_update(of=("self",)).select_related("owner").get(pk=case_id)


def lock_cases(actor: Person, case_ids: Collection[int]) -> dict[int, Case]:
    """Those of the cases that the actor may change, locked, with all their rows loaded."""
    cases = changeable(actor, case_ids).select_for_update(of=("self",))
    return {case.pk: case for case in with_all(cases)}


def changeable(actor: Person, case_ids: Collection[int]) -> QuerySet[Case]:
    """Those of the cases that the actor may change."""
    if not may_record(actor):
        return Case.objects.none()
    rows = visible_access(actor).filter(content_object__in=case_ids, profile=Profile.OWNER)
    return Case.objects.filter(pk__in=rows.values("content_object"))


def with_all(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases in one order, with all their rows and what those point at."""
    people = Prefetch("officers", Officer.objects.select_related("person"))
    laws = Prefetch("bases", LegalBasis.objects.select_related("law"))
    others = [name for name in MODELS if name not in {"officers", "bases"}]
    related = cases.select_related("owner", "matter").prefetch_related(people, laws, *others)
    return related.order_by("pk")


def snapshot(case: Case) -> str:
    """The whole record as JSON, kept encrypted in the history."""
    content: dict[str, Any] = {
        name: getattr(case, f"{name}") for name in COLUMNS if name != "matter"
    }
    content["matter"] = case.matter_id
    for name in MODELS:
        rows = getattr(case, name).all()
        content[name] = [{"id": row.pk} | model_to_dict(row) for row in rows]
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False)


def _shown(name: str, value: Any) -> Any:
    if value in (None, ""):
        return ""
    return hashed(str(value)) if name in _SENSITIVE else str(value)


@begun_again
def correct_case(
    *, actor: Person, case_id: int, version: int, data: CaseInput, reason: str
) -> Case:
    """Correct a case; the record as it was is kept with the reason.

    Raises PermissionDenied; StaleCase when `version` isn't the current one;
    ValidationError that names each field in fault.
    """
    with naming_clashes(data), transaction.atomic():
        case = lock_cases(actor, [case_id]).get(case_id)
        if case is None:
            raise PermissionDenied
        if case.version != version:
            raise StaleCase
        if not reason.strip():
            raise ValidationError({"reason": _("请说明更正原因。")})
        check_case(data)
        correct_cases(actor=actor, corrections=[(case, data)], reason=reason)
        return case


@transaction.atomic(savepoint=False)
def correct_cases(
    *,
    actor: Person,
    corrections: Sequence[tuple[Case, CaseInput]],
    reason: str,
    channel: str = Channel.BROWSER,
) -> None:
    """Make cases be what the inputs say; each record as it was is kept with the reason.

    The caller has taken the cases from `lock_cases` and checked the inputs. A case that
    is so already stays as it is. Raises ValidationError for an id that isn't a row of its
    case, IntegrityError and DataError as `record_cases` does.
    """
    made = [_Correction(case, data) for case, data in corrections]
    sections = sync_children(corrections)
    changed = []
    for each in made:
        each.sections = sections[each.case.pk]
        if each.changes or each.sections:
            changed.append(each)
    if not changed:
        return
    CaseRevision.objects.bulk_create(
        CaseRevision(
            case=each.case,
            version=each.case.version,
            before=each.before,
            changed=[*each.changes, *each.sections],
            reason=reason,
            channel=channel,
            person=actor,
        )
        for each in changed
    )
    save_changes([(each.case, each.sector_before) for each in changed])
    both = [(each.case, each.data) for each in changed]
    refresh_clocks(both, actor=actor, history=channel != Channel.BROWSER)
    record_all(actor=actor, entries=[each.entry(reason) for each in changed])


class _Correction:
    """A case that is filled with its new columns, and what it was before."""

    def __init__(self, case: Case, data: CaseInput) -> None:
        self.case, self.data = case, data
        self.sections: list[str] = []
        self.before, self.sector_before = snapshot(case), case.sector
        old = {name: getattr(case, name) for name in COLUMNS}
        fill(case, data)
        self.changes = {
            name: [_shown(name, old[name]), _shown(name, getattr(case, name))]
            for name in COLUMNS
            if old[name] != getattr(case, name)
        }

    def entry(self, reason: str) -> Entry:
        """The line of the log."""
        # The record as it was is kept encrypted in the history; its hash holds it to the log.
        changes = {**self.changes, "sections": self.sections, "before": hashed(self.before)}
        return Entry("case.correct", self.case, self.case.pk, changes, ground=reason)


def save_changes(changed: Sequence[tuple[Case, str]]) -> None:
    """Save the next version of cases, each given with the sector it had.

    Access rows and the floors above follow.
    """
    now = current_moment()
    for case, _sector_before in changed:
        case.version += 1
        case.changed_at = now
        case.save()
    sharing.follow_cases(changed)
    announce(case for case, _sector_before in changed)
