"""What an agreement means, in plain sentences for those who decide on it."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.models import AgreementStatus, SharingAgreement
from core.clock import current_day


def state_of(agreement: SharingAgreement, today: date | None = None) -> tuple[str, str]:
    """The tone and the words for where the agreement stands today; dates included."""
    today = today or current_day()
    if agreement.status != AgreementStatus.IN_FORCE:
        tones = {
            AgreementStatus.PROPOSED: "pending",
            AgreementStatus.REFUSED: "refused",
            AgreementStatus.ENDED: "closed",
        }
        return tones[AgreementStatus(agreement.status)], agreement.get_status_display()
    if agreement.valid_from > today:
        return "info", _("已批准，尚未到生效日期")
    if agreement.valid_to is not None and agreement.valid_to < today:
        return "closed", _("已到期")
    return "ok", agreement.get_status_display()


def _what(agreement: SharingAgreement) -> str:
    names = {"provider": str(agreement.provider), "receiver": str(agreement.receiver)}
    if agreement.profile == "follower":
        return (
            _("%(receiver)s能看到%(provider)s这些案件办到了哪一步，看不到证据和当事人的个人信息。")
            % names
        )
    if agreement.profile == "pointer":
        return _("%(receiver)s只能看到有这个案件：文号、承办机关和联系人，看不到内容。") % names
    return _("%(receiver)s能看到%(provider)s这些案件的全部内容，敏感数据按级别脱敏。") % names


def explain(agreement: SharingAgreement) -> list[str]:
    """Who will see which cases, how much of them, since when and until when."""
    if agreement.sectors:
        scope = _("涉及领域：%(sectors)s。其他领域的案件不共享。") % {
            "sectors": _("、").join(agreement.sector_labels)
        }
    else:
        scope = _("涉及全部领域的案件，已录入的和今后录入的都包括在内。")
    if agreement.valid_to is None:
        period = _("自%(start)s起，直到有人终止协议。") % {
            "start": agreement.valid_from.isoformat()
        }
    else:
        period = _("自%(start)s起，至%(end)s止，到期自动失效。") % {
            "start": agreement.valid_from.isoformat(),
            "end": agreement.valid_to.isoformat(),
        }
    return [
        _what(agreement),
        _("数据级别最高为 L%(grade)d：更高级别的数据不会显示，即使查看人本人的级别更高。")
        % {"grade": agreement.grade_ceiling},
        scope,
        period,
        _("接收机关的每一次查看都会记入审计日志。终止协议后，对方立即看不到这些案件。"),
    ]
