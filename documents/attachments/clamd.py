"""The virus scanner, spoken to by its own protocol (clamd, INSTREAM).

The client on PyPI had its last release in 2014; these are three dozen lines.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_PIECE = 64 * 1024
_LENGTH = struct.Struct(">I")
_LONGEST_ANSWER = 4096
_PORT = 3310


class ScannerFault(Exception):
    """The scanner can't be reached, or gives no verdict; the same file is asked again later."""


def find_virus(address: str, content: Iterable[bytes], *, timeout: float) -> str:
    """The name of the virus in the content, "" when it is clean.

    `address` is tcp://host:port or unix:///path; `timeout` in seconds, of each step. Raises
    ScannerFault.
    """
    try:
        with _connected(address, timeout) as line:
            answer = _ask(line, content)
    except OSError as error:
        raise ScannerFault(str(error)) from error
    if answer.endswith(" FOUND"):
        return answer.removesuffix(" FOUND").partition(": ")[2]
    if answer.endswith(": OK"):
        return ""
    raise ScannerFault(answer or "no answer")


@contextmanager
def _connected(address: str, timeout: float) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with line:
            line.settimeout(timeout)
            line.connect(parts.path)
            yield line
    elif parts.scheme == "tcp" and parts.hostname:
        target = (parts.hostname, parts.port or _PORT)
        with socket.create_connection(target, timeout=timeout) as line:
            yield line
    else:
        raise ImproperlyConfigured("CLAMD_ADDRESS must be tcp://host:port or unix:///path.")


def _ask(line: socket.socket, content: Iterable[bytes]) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        for part in content:
            for start in range(0, len(part), _PIECE):
                piece = part[start : start + _PIECE]
                line.sendall(_LENGTH.pack(len(piece)) + piece)
        line.sendall(_LENGTH.pack(0))
    except (BrokenPipeError, ConnectionResetError):
        # It says why before it hangs up: larger than its StreamMaxLength.
        return _answer(line)
    return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
