"""Files as they lie in the storage: sealed part by part, so that one is never whole in memory.

Each part says its place and whether it is the last: parts can't be lost, doubled or swapped
without notice. That the file is the one that was brought, its SHA-256 says.
"""

import hashlib
import struct
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from core.crypto import DecryptionError, decrypt_bytes, encrypt_bytes

PART_BYTES = 1024 * 1024
_LENGTH = struct.Struct(">I")
_PLACE = struct.Struct(">I?")
# A part and what its seal adds to it.
_LONGEST = PART_BYTES + 1024


class Damaged(Exception):
    """What lies in the storage isn't the file that was brought."""


def sealed(content: Iterable[bytes]) -> IO[bytes]:
    """A temporary file with the sealed content, at its beginning."""
    # Closed by whoever takes it over.
    out = tempfile.TemporaryFile()  # noqa: SIM115
    held = bytearray()
    number = 0
    for piece in content:
        held += piece
        while len(held) > PART_BYTES:
            _write(out, number, bytes(held[:PART_BYTES]), last=False)
            del held[:PART_BYTES]
            number += 1
    _write(out, number, bytes(held), last=True)
    out.seek(0)
    return out


def _write(out: IO[bytes], number: int, part: bytes, *, last: bool) -> None:
    closed = encrypt_bytes(_PLACE.pack(number, last) + part)
    out.write(_LENGTH.pack(len(closed)) + closed)


def keep(name: str, content: Iterable[bytes]) -> str:
    """Put the content into the storage; the name under which it lies there."""
    with sealed(content) as file:
        return default_storage.save(name, File(file))


def parts_of(name: str, sha256: str) -> Iterator[bytes]:
    """The content, in parts. Raises Damaged, at the latest in place of the last part."""
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        number, last = 0, False
        while not last:
            part, last = _read(file, number)
            digest.update(part)
            if last and digest.hexdigest() != sha256:
                raise Damaged(name)
            number += 1
            yield part


def _read(file: IO[bytes], number: int) -> tuple[bytes, bool]:
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size or (length := _LENGTH.unpack(head)[0]) > _LONGEST:
        raise Damaged
    try:
        opened = decrypt_bytes(file.read(length))
    except DecryptionError as error:
        raise Damaged from error
    place, last = _PLACE.unpack_from(opened)
    if place != number:
        raise Damaged
    return opened[_PLACE.size :], last
