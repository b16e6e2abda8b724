"""The receiving police say what became of an item of evidence in the criminal case."""

import datetime as dt
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.inputs import CaseInput, EvidenceInput
from cases.models import Conversion
from cases.policies import access_of, may_convert
from cases.services.referred import change_by_referral


@transaction.atomic
def convert_evidence(
    *,
    actor: Person,
    case_id: int,
    evidence_id: int,
    conversion: Conversion,
    converted_by: str,
    converted_on: dt.date,
) -> None:
    """Record how an item came into the criminal case, by whom and when; nothing else of it.

    Raises PermissionDenied for who isn't of the police to which it was handed over, and for
    an item that isn't one of the case; ValidationError with what is wrong with the day.
    """
    access = access_of(actor, case_id)
    if access is None or not may_convert(actor, access):
        raise PermissionDenied

    def said(item: EvidenceInput) -> EvidenceInput:
        return replace(
            item,
            conversion=conversion.value,
            converted_by=converted_by.strip(),
            converted_on=converted_on,
        )

    def change(before: CaseInput) -> CaseInput:
        if evidence_id not in {item.id for item in before.evidence}:
            raise PermissionDenied
        items = tuple(said(item) if item.id == evidence_id else item for item in before.evidence)
        return replace(before, evidence=items)

    reason = _("公安机关登记刑事证据转换")
    change_by_referral(actor=actor, case_id=case_id, change=change, reason=reason)
