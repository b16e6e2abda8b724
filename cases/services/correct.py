"""Corrections keep history."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import hashed, record
from cases import sharing
from cases.clocks import refresh_clocks
from cases.inputs import CaseInput
from cases.models import Case, CaseRevision
from cases.policies import access_of, may_change
from cases.services.checks import check_case
from cases.services.children import MODELS, sync_children
from cases.services.record import COLUMNS, announce, fill, naming_clashes


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


def snapshot(case: Case) -> str:
    """The whole record as JSON, kept encrypted in the history."""
    content: dict[str, Any] = {
        name: getattr(case, f"{name}") for name in COLUMNS if name != "matter"
    }
    content["matter"] = case.matter_id
    for name, model in MODELS.items():
        rows = model._default_manager.filter(case=case)
        content[name] = [{"id": row.pk} | model_to_dict(row) for row in rows]
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False)


def keep_revision(case: Case, *, actor: Person | None, reason: str, before: str) -> CaseRevision:
    """Keep what the record said before this change."""
    return CaseRevision.objects.create(
        case=case, version=case.version, before=before, reason=reason, person=actor
    )


def _shown(name: str, value: Any) -> Any:
    if value in (None, ""):
        return ""
    return hashed(str(value)) if name in _SENSITIVE else str(value)


def correct_case(
    *, actor: Person, case_id: int, version: int, data: CaseInput, reason: str
) -> Case:
    """Correct a case; the record as it was is kept with the reason.

    Raises PermissionDenied; StaleCase when `version` isn't the current one;
    ValidationError that names each field in fault.
    """
    with naming_clashes(data), transaction.atomic():
        return _correct(actor, case_id, version, data, reason)


def _correct(actor: Person, case_id: int, version: int, data: CaseInput, reason: str) -> Case:
    case = lock_case(actor, case_id)
    if case.version != version:
        raise StaleCase
    if not reason.strip():
        raise ValidationError({"reason": _("请说明更正原因。")})
    check_case(data)
    before = snapshot(case)
    old = {name: getattr(case, name) for name in COLUMNS}
    fill(case, data)
    changes = {
        name: [_shown(name, old[name]), _shown(name, getattr(case, name))]
        for name in COLUMNS
        if old[name] != getattr(case, name)
    }
    sections = sync_children(case, data)
    if not changes and not sections:
        return case
    revision = keep_revision(case, actor=actor, reason=reason, before=before)
    revision.changed = [*changes, *sections]
    revision.save(update_fields=["changed"])
    save_change(case, sector_before=old["sector"])
    refresh_clocks(case, data, actor=actor)
    record(
        actor=actor,
        verb="case.correct",
        obj=case,
        case_id=case.pk,
        changes={**changes, "sections": sections},
        ground=reason,
    )
    return case


def save_change(case: Case, *, sector_before: str) -> None:
    """Save the next version of a case and let access rows and the floors above follow."""
    case.version += 1
    case.changed_at = timezone.now()
    case.save()
    sharing.follow_case(case, sector_before=sector_before)
    announce(case)
