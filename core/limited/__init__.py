"""Reading files from outside in a child process with limits.

A file may be made to exhaust whoever parses it. `child` is what runs there: it knows neither
settings nor database, and must not import Django. `parent` starts it and reads its answers.
"""


class Unreadable(Exception):
    """A file that isn't taken; `code` says why, whoever asked puts it into words."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail
