"""What is too large is refused before it is taken in."""

import tracemalloc
from collections.abc import Iterator
from io import RawIOBase
from typing import Any

from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from cases.models import ImportSession
from tests.conftest import ClientAs
from tests.personas import World

MB = 1024 * 1024


class Endless(RawIOBase):
    """The body of an upload of so many bytes, made as it is read."""

    def __init__(self, size: int) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        self.parts = self._parts(head.encode(), size, f"\r\n--{BOUNDARY}--\r\n".encode())
        self.length = len(head.encode()) + size + len(BOUNDARY) + 8
        self.left = b""
        self.read_so_far = 0

    def _parts(self, head: bytes, size: int, tail: bytes) -> Iterator[bytes]:
        yield head
        for _ in range(size // MB):
            yield b"x" * MB
        yield tail

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size and (part := next(self.parts, b"")):
            self.left += part
        given, self.left = self.left[:size], self.left[size:]
        self.read_so_far += len(given)
        return given


def send(client: Client, body: Endless) -> tuple[int, str]:
    extra: dict[str, Any] = {"wsgi.input": body}
    answer = client.generic(
        "POST",
        "/imports/",
        b"",
        CONTENT_TYPE=MULTIPART_CONTENT,
        CONTENT_LENGTH=str(body.length),
        **extra,
    )
    return answer.status_code, answer.content.decode()


def test_two_hundred_megabytes_are_refused_in_words_and_never_held(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.clerk)
    body = Endless(200 * MB)
    tracemalloc.start()
    status, page = send(client, body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert status == 422
    assert "超过 60 MB" in page
    assert peak < 40 * MB
    assert not ImportSession.objects.exists()


@override_settings(IMPORT_MAX_BYTES=8 * MB)
def test_the_form_refuses_what_is_a_little_too_large(world: World, client_as: ClientAs) -> None:
    status, page = send(client_as(world.clerk), Endless(9 * MB))
    assert status == 422
    assert "超过 8 MB" in page
