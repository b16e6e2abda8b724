"""A year of the calendar as it is typed, loaded from a file, checked and drawn: no database."""

from deadlines.year_text.checks import check_year
from deadlines.year_text.files import MAX_BYTES, read_file
from deadlines.year_text.lines import Checked, DayLine, Fault, Read
from deadlines.year_text.typed import Run, lines_of, parse_days, runs_of

__all__ = [
    "MAX_BYTES",
    "Checked",
    "DayLine",
    "Fault",
    "Read",
    "Run",
    "check_year",
    "lines_of",
    "parse_days",
    "read_file",
    "runs_of",
]
