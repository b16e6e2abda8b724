"""Standing agreements: proposed by one person, decided by another, ended with a reason."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, AgreementStatus, Person, SharingAgreement
from agencies.policies import agreement_policy
from agencies.services.changes import require
from audit.services import record
from core.clock import current_moment
from core.outbox import publish

TOPIC = "agreement.changed"


def _publish(agreement: SharingAgreement) -> None:
    publish(
        topic=TOPIC,
        key=f"agreement:{agreement.pk}:{agreement.status}",
        payload={"agreement_id": agreement.pk},
    )


@transaction.atomic
def propose_agreement(
    *,
    actor: Person | None,
    provider: Agency,
    receiver: Agency,
    purpose: str,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None = None,
    profile: str = "supervisor",
    sectors: Sequence[str] = (),
    grade_ceiling: int = 3,
) -> SharingAgreement:
    """Propose that `provider` shares with `receiver`. Nothing is shared until approved."""
    require(actor is None or agreement_policy.may_propose(actor, provider, receiver))
    if not provider.owns_cases:
        raise ValidationError({"provider": _("该机关不作出处罚决定，没有可共享的案件。")})
    agreement = SharingAgreement(
        provider=provider,
        receiver=receiver,
        profile=profile,
        sectors=sorted(set(sectors)),
        grade_ceiling=grade_ceiling,
        purpose=purpose,
        legal_basis=legal_basis,
        valid_from=valid_from,
        valid_to=valid_to,
        proposed_by=actor,
    )
    agreement.clean_fields(exclude=["proposed_by", "decided_by", "decided_at", "ended_reason"])
    _check(agreement)
    agreement.save()
    record(actor=actor, verb="agreement.propose", obj=agreement, ground=legal_basis)
    return agreement


def _check(agreement: SharingAgreement) -> None:
    """Raise ValidationError in plain words before a database constraint would."""
    if agreement.provider_id == agreement.receiver_id:
        raise ValidationError({"receiver": _("接收机关不能与提供机关相同。")})
    if agreement.valid_to is not None and agreement.valid_to < agreement.valid_from:
        raise ValidationError({"valid_to": _("终止日期不能早于生效日期。")})


def _locked(agreement: SharingAgreement, status: str) -> SharingAgreement:
    """The agreement, locked. Raises ValidationError when it isn't in this status any more."""
    agreement = SharingAgreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.status != status:
        raise ValidationError(
            _("协议的状态已经是“%(status)s”，请刷新页面。")
            % {"status": agreement.get_status_display()}
        )
    return agreement


def _decide(actor: Person | None, agreement: SharingAgreement, status: str) -> SharingAgreement:
    agreement = _locked(agreement, AgreementStatus.PROPOSED)
    if actor is not None and agreement.proposed_by_id == actor.pk:
        raise ValidationError(_("提出协议的人不能自己批准或者否决，请由另一人办理。"))
    require(actor is None or agreement_policy.may_decide(actor, agreement))
    agreement.status = status
    agreement.decided_by = actor
    agreement.decided_at = current_moment()
    agreement.save(update_fields=["status", "decided_by", "decided_at"])
    return agreement


@transaction.atomic
def approve_agreement(*, actor: Person | None, agreement: SharingAgreement) -> SharingAgreement:
    """Put the agreement in force; the cases it covers are opened after commit."""
    agreement = _decide(actor, agreement, AgreementStatus.IN_FORCE)
    record(actor=actor, verb="agreement.approve", obj=agreement, ground=agreement.legal_basis)
    _publish(agreement)
    return agreement


@transaction.atomic
def refuse_agreement(
    *, actor: Person | None, agreement: SharingAgreement, reason: str
) -> SharingAgreement:
    """Refuse what was proposed. Nothing was shared, so nothing is taken back."""
    if not reason.strip():
        raise ValidationError({"reason": _("请写明不同意的原因。")})
    agreement = _decide(actor, agreement, AgreementStatus.REFUSED)
    agreement.ended_reason = reason
    agreement.save(update_fields=["ended_reason"])
    record(actor=actor, verb="agreement.refuse", obj=agreement, ground=reason)
    return agreement


@transaction.atomic
def end_agreement(
    *, actor: Person | None, agreement: SharingAgreement, reason: str
) -> SharingAgreement:
    """End an agreement in force. It bites at once; its access rows are removed afterwards."""
    if not reason.strip():
        raise ValidationError({"reason": _("请写明终止原因。")})
    agreement = _locked(agreement, AgreementStatus.IN_FORCE)
    require(actor is None or agreement_policy.may_end(actor, agreement))
    agreement.status = AgreementStatus.ENDED
    agreement.ended_reason = reason
    agreement.save(update_fields=["status", "ended_reason"])
    record(actor=actor, verb="agreement.end", obj=agreement, ground=reason)
    _publish(agreement)
    return agreement
