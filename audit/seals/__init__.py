"""Closing finished stretches of the log, in the database and outside it."""

from audit.seals.book import BookAhead
from audit.seals.origin import ClusterChanged, NumberingChanged, follow_cluster
from audit.seals.sealing import seal_rows, start_chain

__all__ = [
    "BookAhead",
    "ClusterChanged",
    "NumberingChanged",
    "follow_cluster",
    "seal_rows",
    "start_chain",
]
