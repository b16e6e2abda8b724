"""What is passed on: referrals, their steps, who sees them, who holds them."""

from referrals.models.consultation import FollowUp, FollowUpKind
from referrals.models.event import EventKind, EventsRemoved, ReferralEvent
from referrals.models.goods import GoodsItem, GoodsList
from referrals.models.referral import Custody, FlowEdge, Referral, ReferralAccess, ReferralStep
from referrals.models.suspect import NamedSuspect

__all__ = [
    "Custody",
    "EventKind",
    "EventsRemoved",
    "FlowEdge",
    "FollowUp",
    "FollowUpKind",
    "GoodsItem",
    "GoodsList",
    "NamedSuspect",
    "Referral",
    "ReferralAccess",
    "ReferralEvent",
    "ReferralStep",
]
