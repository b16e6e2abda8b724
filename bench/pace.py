"""How quick the processor is just now: machines are shared, and some are twice as slow at noon."""

import time

_WORK = 1_000_000


def pace() -> float:
    """Milliseconds for a million multiplications, the best of three; the lower the quicker."""
    return min(_once() for _ in range(3))


def _once() -> float:
    started = time.process_time()
    total = 0
    for number in range(_WORK):
        total += number * number
    return (time.process_time() - started) * 1000
