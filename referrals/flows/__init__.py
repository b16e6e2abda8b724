"""Every flow, by its name."""

from collections.abc import Mapping

from referrals.flows.table import Flow

FLOWS: Mapping[str, Flow] = {}
