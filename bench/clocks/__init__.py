"""Periods and the log by the hundred thousand, as they come after a night or a new calendar."""
