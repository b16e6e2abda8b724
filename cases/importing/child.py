"""The child process that reads a file: `python -m cases.importing.child xlsx < file`.

A file from outside may be made to exhaust whoever parses it. The parser therefore
runs here, with a limit on memory and processor time, and writes JSON; when it is
killed, only the upload fails. It knows neither settings nor database.
"""

import json
import resource
import sys

from cases.importing.sheets import read_csv, read_xlsx
from cases.importing.sniff import Unreadable

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 30


def main() -> int:
    """Read standard input, write a sheet or {"refused": code} to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read = {"csv": read_csv, "xlsx": read_xlsx}[sys.argv[1]]
    try:
        answer: object = read(sys.stdin.buffer.read())
    except Unreadable as refusal:
        answer = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        answer = {"refused": "bomb", "detail": ""}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
