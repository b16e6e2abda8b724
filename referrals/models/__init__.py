"""What is passed on: referrals, their steps, who sees them, who holds them."""

from referrals.models.referral import Custody, FlowEdge, Referral, ReferralAccess, ReferralStep

__all__ = ["Custody", "FlowEdge", "Referral", "ReferralAccess", "ReferralStep"]
