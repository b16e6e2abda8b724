"""What a row of the log says, in one exact spelling, signed with a key of its own.

The spelling, version 1: a JSON array of the row's values in the order of `FIELDS`, members of
objects sorted, no spaces, text as it is, encoded in UTF-8. `at` is the number of microseconds
since 1970-01-01 UTC; an address is its bytes in hexadecimal; `changes` holds text, whole
numbers, true, false, null, arrays and objects only (`plain`).

A row hash is one byte of version, eight random bytes, and HMAC-SM3 under AUDIT_KEY of
"row", those nine bytes and the spelling: two rows that say the same differ, so a copy of a
row shows. It doesn't hold the id and the transaction, which the database gives out after it is
computed; the seals hold these.
"""

import datetime as dt
import ipaddress
import json
import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hmac import compare_digest
from operator import attrgetter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from core.crypto import keyed_mac

VERSION = b"\x01"
NONCE_BYTES = 8
HASH_BYTES = 41
FIELDS = (
    "at",
    "actor_id",
    "actor_name",
    "agency_id",
    "agency_name",
    "on_behalf_of",
    "verb",
    "object_type",
    "object_id",
    "object_label",
    "case_id",
    "changes",
    "ground",
    "outside",
    "reading",
    "request_id",
    "ip",
)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_spell = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode
_values = attrgetter(*FIELDS[1:-1])


def plain(value: Any) -> Any:
    """A value of `changes` as JSON gives it back: no fractions, dates or lazy texts."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, float):
        # The database may give another number of digits back.
        return repr(value)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def microseconds(moment: dt.datetime) -> int:
    """Since 1970-01-01 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=1024)
def spelt_address(address: str | None) -> str | None:
    """The bytes of an address in hexadecimal; what is none stays as it is."""
    if address is None:
        return None
    try:
        return ipaddress.ip_address(address).packed.hex()
    except ValueError:
        return address


def content_of(event: Any) -> bytes:
    """The spelling of an event; `event.changes` has gone through `plain` or is so anyway."""
    return spelling([microseconds(event.at), *_values(event), spelt_address(event.ip)])


def spelling(values: Sequence[Any]) -> bytes:
    """The spelling of values in the order of `FIELDS`."""
    try:
        return _spell(values).encode()
    except TypeError:
        return _spell(plain(values)).encode()


def row_hash(content: bytes) -> bytes:
    """A new row hash of 41 bytes for a spelling."""
    head = VERSION + secrets.token_bytes(NONCE_BYTES)
    return head + _mac(head, content)


def is_hash_of(stored: bytes, content: bytes) -> bool:
    """Whether a stored row hash is one of this spelling."""
    head, mac = stored[: 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
    return stored[:1] == VERSION and compare_digest(mac, _mac(head, content))


def _mac(head: bytes, content: bytes) -> bytes:
    return keyed_mac("AUDIT_KEY", b"row" + head + content)
