"""What the inbox refuses, in words for the person who asked."""


class TodoRefusedError(Exception):
    """A to-do cannot be claimed or finished; the message says why."""
