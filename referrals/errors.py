"""Why something could not be done with a referral. What people read is translated."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _


class ReferralError(Exception):
    """What all of these are."""


class NotVisible(ReferralError):
    """No such referral, case or party, as far as this actor may know."""


class NotAllowed(ReferralError):
    """The actor's side, post or the matter itself doesn't let them; the text says why."""


class NoSuchTransition(ReferralError):
    """The flow has no such transition, or none from where the referral stands."""


class Stale(ReferralError):
    """Somebody else moved the referral meanwhile; says who did what, as far as that is shown."""

    def __init__(
        self, current_version: int, *, what: str = "", who: str = "", at: dt.datetime | None = None
    ) -> None:
        self.current_version = current_version
        self.what = what
        self.who = who
        self.at = at
        super().__init__(current_version)

    def __str__(self) -> str:
        if not self.what:
            return _("该事项已有新的进展，请查看后再办理。")
        return _("%(who)s已办理“%(what)s”，请查看后再办理。") % {"who": self.who, "what": self.what}


class Invalid(ReferralError):
    """What was asked for is missing or wrong: messages by the name of the field.

    Of a paper the names are those of its sections after ``paper.``; "" is the whole. `codes`
    tell a system apart what it can answer.
    """

    def __init__(
        self, errors: Mapping[str, str], *, codes: Mapping[str, str] | None = None
    ) -> None:
        self.errors = dict(errors)
        self.codes = dict(codes or {})
        super().__init__("; ".join(f"{name}: {text}" for name, text in self.errors.items()))


class TooMany(ReferralError):
    """More rows than one file takes."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)

    def __str__(self) -> str:
        return _("超过%(most)d件，请增加条件、缩小范围后再导出。") % {"most": self.most}
