"""Reads. Everything that shows a referral starts from `visible_referrals`."""

from referrals.selectors.actions import actions_of, start_actions
from referrals.selectors.shapes import Action, ReferralView
from referrals.selectors.view import referral_view
from referrals.selectors.visibility import queue_rows, visible_referrals

__all__ = [
    "Action",
    "ReferralView",
    "actions_of",
    "queue_rows",
    "referral_view",
    "start_actions",
    "visible_referrals",
]
