"""The seal of a paper: HMAC-SM3 over everything that it says.

The spelling, version 1: a JSON object of the fields below, members sorted, no spaces, text as it
is, in UTF-8. Days are ISO; the moment of signing is the number of microseconds since
1970-01-01 UTC. Deliveries and a voiding come afterwards and are no part of it.
"""

import datetime as dt
import json
from hmac import compare_digest
from typing import Any

from core.crypto import keyed_mac
from documents.models import Document

# Signed under the key of the log, whose lines and seals begin otherwise.
_BEGINS = b"paper\x01"
_KEY = "AUDIT_KEY"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIELDS = (
    "kind",
    "edition",
    "issuer_id",
    "subject_type",
    "subject_id",
    "case_id",
    "purpose",
    "title",
    "addressee",
    "values",
    "frame",
    "grade",
    "confidential",
    "amends_id",
    "signed_by_id",
    "symbol",
    "year",
    "serial",
    "number",
)
_spell = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def spelling(document: Document) -> bytes:
    """Everything that the paper says, in one exact spelling."""
    said: dict[str, Any] = {name: getattr(document, name) for name in _FIELDS}
    said["dated"] = document.dated.isoformat() if document.dated else ""
    signed_at = document.signed_at
    said["signed_at"] = (signed_at - _EPOCH) // dt.timedelta(microseconds=1) if signed_at else 0
    return _spell(said).encode()


def seal_of(document: Document) -> str:
    """The seal that a paper with this content bears, 64 hexadecimal digits."""
    return keyed_mac(_KEY, _BEGINS + spelling(document)).hex()


def is_intact(document: Document) -> bool:
    """Whether a signed paper still says what it was sealed with."""
    return bool(document.seal) and compare_digest(document.seal, seal_of(document))
