"""Sound and film: whole, and what they say they are. Nothing is decoded."""

from core.limited import Unreadable

_LEAST_FRAMES = 3
# kbit/s of MPEG 1 and 2 audio by layer (3, 2, 1) and index; samples per second by version.
_RATES_1 = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
}
_RATES_2 = {
    1: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
}
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAYER_1 = 3


def check_mp4(data: bytes) -> None:
    """The boxes follow one another to the end, and one of them describes the tracks."""
    at, names = 0, set()
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise Unreadable("broken")
        names.add(data[at + 4 : at + 8])
        at += size
    if b"moov" not in names:
        raise Unreadable("broken")


def check_mp3(data: bytes) -> None:
    """Frames of MPEG audio follow one another after the tag."""
    at = 0
    if data.startswith(b"ID3"):
        sizes = data[6:10]
        at = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(sizes, (21, 14, 7, 0), strict=False)
        )
        while data[at : at + 1] == b"\0":
            at += 1
    for _ in range(_LEAST_FRAMES):
        length = _frame(data[at : at + 4])
        if not length or at + length > len(data):
            raise Unreadable("broken")
        at += length


def _frame(head: bytes) -> int:
    """The length of the frame that begins so; 0 when none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    rate, samples = head[2] >> 4, (head[2] >> 2) & 3
    if version not in _SAMPLES or not layer or rate in {0, 15} or samples == 3:
        return 0
    kbits = (_RATES_1 if version == 3 else _RATES_2)[layer][rate]
    hertz, padding = _SAMPLES[version][samples], (head[2] >> 1) & 1
    if layer == _LAYER_1:
        return (12 * kbits * 1000 // hertz + padding) * 4
    half = version != 3 and layer == 1
    return (72 if half else 144) * kbits * 1000 // hertz + padding
