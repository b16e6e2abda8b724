"""Why a paper can't be drafted, signed, delivered or changed."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied


class NotVisible(Exception):
    """There is no such paper, subject or delivery for this actor."""


class MayNotSign(PermissionDenied):
    """The actor's post or agency doesn't sign papers of this kind."""


class MayNotDraft(PermissionDenied):
    """The actor's agency doesn't issue papers of this kind, or may not write on the subject."""


class Incomplete(Exception):
    """What is missing or wrong: a message for each section; "" for the paper as a whole."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class Stale(Exception):
    """Somebody else has saved the draft since; `current_version` is theirs."""

    def __init__(self, current_version: int) -> None:
        super().__init__(current_version)
        self.current_version = current_version


class Refused(Exception):
    """What is asked for isn't possible any more; the message is for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
