"""The child process that reads a file of cases; see core.limited."""

import sys
from collections.abc import Iterator
from typing import Any

from cases.importing.sheets import probe, read
from core.limited.child import serve


def _answers(task: dict[str, Any]) -> Iterator[object]:
    data = sys.stdin.buffer.read()
    if task.pop("do") == "probe":
        yield probe(task["file_format"], data)
    else:
        # Made by reading.rows_of.
        yield from read(data=data, **task)


if __name__ == "__main__":
    sys.exit(serve(_answers))
