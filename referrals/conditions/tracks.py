"""Conditions between a referral and those that hang on it."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from referrals.clocks.running import is_over, running
from referrals.flows import FLOWS
from referrals.flows.forward.review import REVIEW_RULES, REVIEWING
from referrals.models import Referral
from referrals.registry import Move, condition
from referrals.suspects import suspect_of

# The police have decided, and decided against it.
REFUSED = frozenset({"not_filed", "not_filed_final"})
# The acts by which they do; that supervision ended without a filing is none of theirs.
_REFUSALS = frozenset({"not_file", "reconsider_uphold"})
_RESUMED = "admin_resumed"
# What goes on under a case of the police: its suspects, and the goods that belong to it.
_SUSPECT, _GOODS = "suspect", "goods"
_SUPERVISION = "filing_supervision"
# The procuratorate hasn't decided yet whether an administrative penalty is called for.
_REVIEWED = frozenset({"intake", "review", "suspended"})


@condition("parent_filed")
def parent_filed(move: Move) -> str:
    """Suspects and goods only where the police have filed."""
    parent = move.referral.parent
    return "" if parent and parent.state == "filed" else _("公安机关尚未立案。")


@condition("refusal_stands")
def refusal_stands(move: Move) -> str:
    """Supervision is proposed where filing was refused, once for each refusal; also by who has
    gone on alone, and where the police let the days for their decision pass (中办发〔2011〕8号)."""
    parent = move.referral.parent
    late = parent is not None and _late(parent)
    if parent is None or not (parent.state in REFUSED or late or _resumed_after_refusal(parent)):
        return _("公安机关没有作出不予立案的决定，审查期限也没有届满，或者已经在立案监督中。")
    earlier = Referral.objects.filter(parent=parent.pk, flow=_SUPERVISION)
    if earlier.filter(ended_at__isnull=True).exists():
        return _("已经在立案监督中。")
    if late and earlier.exists():
        return _("检察院已对这次逾期未作决定进行过立案监督。")
    refused_at = parent.steps.filter(transition__in=_REFUSALS).aggregate(Max("at"))["at__max"]
    if refused_at is not None and earlier.filter(ended_at__gte=refused_at).exists():
        return _("检察院已对这次不予立案进行过立案监督。公安机关再次不予立案的，可以再次建议。")
    return ""


def _late(handover: Referral) -> bool:
    """Whether the police are examining it after the last day that they have for it."""
    return handover.state in REVIEWING and is_over(running(handover, REVIEW_RULES))


@condition("suspects_done")
def suspects_done(move: Move) -> str:
    """The matter ends with the last suspect."""
    tracks = Referral.objects.filter(parent=move.referral.pk, flow=_SUSPECT)
    if tracks.filter(ended_at__isnull=True).exists():
        return _("还有犯罪嫌疑人没有办理终结。")
    return "" if tracks.exists() else _("还没有登记犯罪嫌疑人的办理结果。")


@condition("goods_done")
def goods_done(move: Move) -> str:
    """No list of goods is left half signed."""
    return _named(_open_under(move.referral.pk, _GOODS))


@condition("reverse_decided")
def reverse_decided(move: Move) -> str:
    """行政处罚法 Art. 27: who isn't prosecuted may have to be penalised. Until that is decided the
    procuratorate needs the case, and the end of the criminal proceedings would close it."""
    reviews = Referral.objects.filter(
        flow="reverse", parent__parent=move.referral.pk, state__in=_REVIEWED
    )
    if reviews.exists():
        return _("检察院正在审查是否需要行政处罚，请在其作出决定后办理。")
    return ""


@condition("tracks_ended")
def tracks_ended(move: Move) -> str:
    """程序规定 Art. 186: a case is withdrawn with every suspect let go and its goods seen to.

    Each of these is an act of its own, with its day, by who holds the track.
    """
    return _named(_open_under(move.referral.pk, _SUSPECT, _GOODS))


@condition("parent_tracks_ended")
def parent_tracks_ended(move: Move) -> str:
    """The same, where the case is withdrawn under supervision."""
    parent = move.referral.parent
    return _named(_open_under(parent.pk, _SUSPECT, _GOODS)) if parent else ""


def _resumed_after_refusal(parent: Referral) -> bool:
    if parent.state != _RESUMED:
        return False
    ending = parent.steps.filter(to_state=_RESUMED).exclude(from_state=_RESUMED)
    return ending.order_by("-number").values_list("from_state", flat=True).first() in REFUSED


def _open_under(parent_id: int, *flows: str) -> Sequence[Referral]:
    tracks = Referral.objects.filter(parent=parent_id, flow__in=flows, ended_at__isnull=True)
    return list(tracks.select_related("party").order_by("pk"))


def _named(tracks: Sequence[Referral]) -> str:
    """Which tracks stand in the way, and where they stand."""
    if not tracks:
        return ""
    lines = [
        _("%(what)s（%(state)s）")
        % {
            "what": suspect.name if suspect and suspect.name else flow.label,
            "state": flow.state(track.state).label,
        }
        for track, flow, suspect in ((each, FLOWS[each.flow], suspect_of(each)) for each in tracks)
    ]
    return _("请先办结：%(tracks)s。") % {"tracks": "、".join(lines)}
