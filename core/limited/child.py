"""The inner side: a module run as `python -m module '{…task…}' < file`.

It answers with JSON, one line an answer; when it is killed, only this one file fails.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable
from typing import Any

from core.limited import Unreadable

Work = Callable[[dict[str, Any]], Iterable[object]]

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 60


def serve(work: Work, *, memory: int = MEMORY_BYTES, seconds: int = CPU_SECONDS) -> int:
    """Do the task within `memory` bytes and `seconds` of processor time; write its answers.

    The last line is {"end": true}, or {"refused": code} when the file can't be read on.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    last: dict[str, object] = {"end": True}
    try:
        for line in work(json.loads(sys.argv[1])):
            sys.stdout.write(json.dumps(line) + "\n")
    except Unreadable as refusal:
        last = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        last = {"refused": "bomb", "detail": ""}
    sys.stdout.write(json.dumps(last) + "\n")
    return 0
