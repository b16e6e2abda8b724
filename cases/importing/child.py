"""The child process that reads a file: `python -m cases.importing.child '{…}' < file`.

A file from outside may be made to exhaust whoever parses it. The parser therefore
runs here, with a limit on memory and processor time, and writes JSON, one line a row;
when it is killed, only the upload fails. It knows neither settings nor database.
"""

import json
import resource
import sys
from collections.abc import Iterator

from cases.importing.sheets import probe, read
from cases.importing.sniff import Unreadable

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 60


def main() -> int:
    """Read standard input; write a line per answer to standard output.

    The last line is {"end": true}, or {"refused": code} when the file can't be read on.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    task = json.loads(sys.argv[1])
    last: dict[str, object] = {"end": True}
    try:
        for line in _lines(task, sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(line) + "\n")
    except Unreadable as refusal:
        last = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        last = {"refused": "bomb", "detail": ""}
    sys.stdout.write(json.dumps(last) + "\n")
    return 0


def _lines(task: dict[str, object], data: bytes) -> Iterator[object]:
    if task.pop("do") == "probe":
        yield probe(str(task["file_format"]), data)
    else:
        yield from read(data=data, **task)  # type: ignore[arg-type]  # made by reading.rows_of


if __name__ == "__main__":
    sys.exit(main())
