"""Writes: keyword-only, the actor first, one transaction, the log line inside."""

from referrals.services.perform import perform
from referrals.services.start import start_referral

__all__ = ["perform", "start_referral"]
