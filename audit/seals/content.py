"""What a seal says, in one exact spelling.

Version 1: a JSON object with sorted members and no spaces, in UTF-8; times are microseconds
since 1970-01-01 UTC. `digest` is SM3 over 57 bytes a row in order of transaction and id: both as
8 bytes, big end first, then the row hash. `marks` are four bytes a row, CRC-32 of these 57, in
order of id: they only tell which row differs where the digest does. The seal's hash is
HMAC-SM3 under AUDIT_KEY of "seal" and the spelling.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from audit.hashing import microseconds
from audit.models import AuditSeal
from core.crypto import digest, keyed_mac

_spell = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_pack = struct.Struct(">qq").pack
MARK_BYTES = 4


def row_bytes(xid: int, row_id: int, row_hash: bytes) -> bytes:
    """What the digest takes of a row."""
    return _pack(xid, row_id) + row_hash


def mark(row: bytes) -> bytes:
    """Four bytes that tell one row from another."""
    return zlib.crc32(row).to_bytes(MARK_BYTES, "big")


def runs(ids: Iterable[int]) -> str:
    """Ids as runs in rising order: "12-19,21"."""
    found: list[list[int]] = []
    for each in sorted(ids):
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def ids_in(text: str) -> Iterator[int]:
    """The ids of runs, in rising order."""
    for run in filter(None, text.split(",")):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def said(seal: AuditSeal) -> dict[str, Any]:
    """What a seal says, but for its hash."""
    return {
        "v": 1,
        "chain": seal.chain,
        "number": seal.number,
        "first_xid": seal.first_xid,
        "end_xid": seal.end_xid,
        "rows": seal.rows,
        "first_at": microseconds(seal.first_at) if seal.first_at else None,
        "last_at": microseconds(seal.last_at) if seal.last_at else None,
        "ids": seal.ids,
        "marks": digest([bytes(seal.marks)]).hex(),
        "digest": seal.digest,
        "previous": seal.previous,
        "ground": seal.ground,
        "sealed_at": microseconds(seal.sealed_at),
    }


def hash_of(seal: AuditSeal) -> str:
    """The signature that belongs to what a seal says."""
    return keyed_mac("AUDIT_KEY", b"seal" + _spell(said(seal)).encode()).hex()


def line_of(seal: AuditSeal) -> str:
    """The line of the seal in the file outside the database."""
    return _spell(said(seal) | {"hash": seal.hash})
