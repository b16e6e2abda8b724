"""Whoever acts in a run: works off the plan, however often killed."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from django.db import DatabaseError, InterfaceError, connection

from agencies.models import Person
from core.clock import current_day, current_moment
from documents.models import Delivery, DocumentState
from documents.services import sign_for
from referrals.errors import ReferralError
from referrals.flows import FLOWS
from referrals.services import perform, start_referral
from tests.faults.county import receiver
from tests.faults.county.lingering import amid
from tests.faults.county.referrals.ways import SIGN_FOR, Way, planned

logger = logging.getLogger(__name__)

# So many referrals are under way at once in each process.
_AT_ONCE = 8
_STEP = 'INSERT INTO "referrals_referralstep"'
_STEP_SECONDS = 0.02


class Notes:
    """What was asked for and what was answered, in files that outlive every process."""

    def __init__(self, place: str) -> None:
        self._place = place

    def write(self, what: str, *words: object) -> None:
        """One line, whole or not at all; it survives the process, which is all that is asked."""
        line = " ".join(map(str, words)) + "\n"
        file = os.open(_file(what, self._place), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, line.encode("ascii"))
        finally:
            os.close(file)


def noted(what: str, place: str = "*") -> Iterator[list[str]]:
    """The lines of a sort, of one process or of all."""
    for file in sorted(receiver.folder().glob(f"{what}.{place}.txt")):
        for line in file.read_text("ascii").splitlines():
            yield line.split()


def _file(what: str, place: str) -> Path:
    return receiver.folder() / f"{what}.{place}.txt"


class Work:
    """The part of the plan that falls to one of so many processes."""

    def __init__(self, place: int, of: int) -> None:
        self._notes = Notes(str(place))
        self._random = Random(place)
        self._places: Counter[int] = Counter()
        self._referrals: dict[int, int] = {}
        for number, act, referral in noted("answered", str(place)):
            self._places[int(number)] = int(act) + 1
            self._referrals[int(number)] = int(referral)
        stuck = {int(number) for number, *_rest in noted("refused", str(place))}
        self._waiting = [
            way
            for way in planned()[place::of]
            if way.number not in stuck and self._places[way.number] < len(way.acts)
        ]

    def go_on(self) -> bool:
        """The next act of one of the referrals under way; False when nothing is left."""
        if not self._waiting:
            return False
        way = self._random.choice(self._waiting[:_AT_ONCE])
        place = self._places[way.number]
        self._notes.write("asked", way.number, place)
        try:
            with connection.execute_wrapper(_linger):
                referral = self._act(way, place)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("not answered: %s", error)
            connection.close()
            return True
        except ReferralError:
            # Nothing but a plan that doesn't hold, or an act that was done twice.
            logger.exception("refused: %s of %s", way.acts[place].name, way.flow)
            self._notes.write("refused", way.number, place)
            self._waiting.remove(way)
            return True
        self._notes.write("answered", way.number, place, referral)
        self._referrals[way.number] = referral
        self._places[way.number] += 1
        if self._places[way.number] == len(way.acts):
            self._waiting.remove(way)
        return True

    def _act(self, way: Way, place: int) -> int:
        """Returns the referral."""
        act = way.acts[place]
        actor = Person.objects.select_related("agency").get(username=act.who)
        if place == 0:
            return start_referral(
                actor=actor,
                flow=way.flow,
                transition=act.name,
                case_id=way.case_id,
                values=act.values,
                paper=act.paper,
                key=way.key(place),
            ).pk
        referral = self._referrals[way.number]
        if act.name == SIGN_FOR:
            self._sign_for(actor, referral)
            return referral
        # Nothing happens before the step that led there: the plan was drawn up before both.
        done = FLOWS[way.flow].transition_of(act.name)
        names = {"received_at", done.happened if done else ""} & act.values.keys()
        now = {
            name: (current_moment() if name.endswith("_at") else current_day()).isoformat()
            for name in names
        }
        return perform(
            actor=actor,
            referral_id=referral,
            transition=act.name,
            version=None,
            values=act.values | now,
            paper=act.paper,
            key=way.key(place),
        ).pk

    def _sign_for(self, actor: Person, referral: int) -> None:
        """All that was sent to the actor's agency and isn't signed for yet."""
        unsigned = Delivery.objects.filter(
            receiver=actor.agency_id,
            document__subject_type="referral",
            document__subject_id=referral,
            document__state=DocumentState.SIGNED,
            signed_for_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        for pk in list(unsigned.order_by("pk").values_list("pk", flat=True)):
            sign_for(actor=actor, delivery_id=pk)
            self._notes.write("signed", pk)


def _linger(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Be in the middle of a transition for a while, so that a kill finds it under way."""
    result = execute(sql, params, many, context)
    if sql.startswith(_STEP):
        amid("transitions", _STEP_SECONDS)
    return result
