"""What ten times as many cases cost, from the tables that stand in docs/performance.md."""

from pathlib import Path

from bench.report import PAGE, marks, table, write

SMALL, LARGE = 1_000_000, 10_000_000
# Shorter than this, a difference is the machine's mood.
_FLOOR_MS = 5.0
Key = tuple[str, str]


def compare(page: Path = PAGE) -> None:
    """Write the questions of both tables side by side, the worst first, once both are there."""
    small, large = (_medians(page, size) for size in (SMALL, LARGE))
    both = [key for key in small if key in large]
    if not both:
        return
    grown = {key: max(large[key], _FLOOR_MS) / max(small[key], _FLOOR_MS) for key in both}
    rows = [
        (*key, f"{small[key]:.1f}", f"{large[key]:.1f}", f"{grown[key]:.1f}")
        for key in sorted(both, key=lambda key: -grown[key])
        if grown[key] > 2
    ]
    within = len(both) - len(rows)
    text = f"{within} of {len(both)} questions take at most twice as long at {LARGE:,} cases."
    if rows:
        head = ("who", "what", f"p50 ms at {SMALL:,}", f"p50 ms at {LARGE:,}", "factor")
        text += f" The others:\n\n{table(head, rows)}"
    write("growth", LARGE, text, page)


def _medians(page: Path, size: int) -> dict[Key, float]:
    begin, end = marks("pages", size)
    part = page.read_text().partition(begin)[2].partition(end)[0]
    rows = [
        [cell.strip() for cell in row.strip("| ").split("|")]
        for row in part.splitlines()
        if row.startswith("|")
    ]
    return {(row[0], row[1]): float(row[2]) for row in rows[2:]}
