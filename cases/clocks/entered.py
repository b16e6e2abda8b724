"""Leaders hear of what a handler entered as approved on paper, so that they can check it."""

from django.utils.translation import gettext_lazy as _

from agencies.models import HEADS, Person, Post
from cases.clocks.audience import named_people
from cases.clocks.refresh import SUBJECT
from cases.models import Case
from deadlines.models import ClockExtension, ClockPause
from inbox.registry import register_kind
from inbox.services import NoticeInput, post_notices, withdraw_notices

_Entry = ClockPause | ClockExtension
_PAUSE, _EXTENSION = "clock.entered.pause", "clock.entered.extension"


def tell_leaders(actor: Person, case: Case, entry: _Entry) -> None:
    """A notice for the leaders of the agency who may see the case; none of their own entries."""
    if actor.holds(*HEADS):
        return
    named = named_people({case.pk}).get(case.pk)
    people = [None] if named is None else sorted(named.get(Post.LEADER, ()))
    post_notices(
        [
            NoticeInput(
                kind=_kind(entry),
                key=f"{_kind(entry)}:{entry.pk}:{person or ''}",
                agency_id=entry.clock.agency_id,
                post="" if person else Post.LEADER,
                person_id=person,
                subject_type=SUBJECT,
                subject_id=case.pk,
                note=entry.document,
            )
            for person in people
        ]
    )


def untell_leaders(actor: Person, case: Case, entry: _Entry) -> None:
    """The entry was struck: there is nothing left to check."""
    named = named_people({case.pk}).get(case.pk, {})
    people = ["", *named.get(Post.LEADER, ())]
    withdraw_notices(actor=actor, keys=[f"{_kind(entry)}:{entry.pk}:{who}" for who in people])


def register_entered_kinds() -> None:
    """Name these notices."""
    register_kind(_PAUSE, _("办案人员登记了期限的中止或扣除"))
    register_kind(_EXTENSION, _("办案人员登记了期限的延长"))


def _kind(entry: _Entry) -> str:
    return _PAUSE if isinstance(entry, ClockPause) else _EXTENSION
