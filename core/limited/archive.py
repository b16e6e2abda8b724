"""What a zip archive says of itself, before anything in it is unpacked."""

import io
import zipfile
from collections.abc import Sequence

from core.limited import Unreadable

# A sheet shrinks to a tenth, perhaps to a fiftieth: beyond that it was made to explode.
MAX_RATIO = 150
_SMALL = 50 * 1024 * 1024
MAX_MEMBERS = 2000


def members_of(data: bytes, *, unpacked: int) -> Sequence[zipfile.ZipInfo]:
    """The members of an archive that unpacks to at most so many bytes.

    Raises Unreadable("broken"), "encrypted" or "bomb".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable("broken") from error
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > unpacked:
        raise Unreadable("bomb")
    if any(m.file_size > max(_SMALL, m.compress_size * MAX_RATIO) for m in members):
        raise Unreadable("bomb")
    return members
