"""A scanner for tests: it speaks as clamd does, and finds a virus where the test has put one."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

MARK = b"X5O!P%@AP"
NAME = "Eicar-Signature"


@contextmanager
def scanner(*, answer: str = "", most: int = 0) -> Iterator[str]:
    """Its address. `answer` is said whatever comes; beyond `most` bytes it hangs up."""
    server = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=_serve, args=(server, answer, most), daemon=True)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _serve(server: socket.socket, answer: str, most: int) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            line.sendall(f"{answer or _verdict(line, most)}\0".encode())


def _verdict(line: socket.socket, most: int) -> str:
    assert _exactly(line, 10) == b"zINSTREAM\0"
    seen = bytearray()
    while length := struct.unpack(">I", _exactly(line, 4))[0]:
        seen += _exactly(line, length)
        if most and len(seen) > most:
            return "INSTREAM size limit exceeded. ERROR"
    return f"stream: {NAME} FOUND" if MARK in seen else "stream: OK"


def _exactly(line: socket.socket, size: int) -> bytes:
    read = b""
    while len(read) < size:
        piece = line.recv(size - len(read))
        if not piece:
            return read
        read += piece
    return read
