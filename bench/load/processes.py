"""Processor time and memory of processes, from /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """The process and its descendants."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


def processor_seconds(pid: int) -> float:
    """Of the process, its descendants, and those of them that ended and were waited for."""
    total = 0
    for each in tree(pid):
        fields = _stat(each)
        # The process's own, then that of children waited for; both user and system.
        total += sum(int(fields[n]) for n in (11, 12, 13, 14)) if fields else 0
    return total / _TICKS


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def machine_seconds() -> tuple[float, float]:
    """Processor seconds spent and passed on the whole machine, all processors together."""
    first = Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]
    ticks = [int(part) for part in first]
    idle = ticks[3] + ticks[4]
    return (sum(ticks) - idle) / _TICKS, sum(ticks) / _TICKS


def peak_megabytes(pid: int) -> float:
    """The most memory the process ever held (VmHWM); 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def command_line(pid: int) -> str:
    """How the process was started; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
