"""Who acts: somebody of the agency on that side who may both act and sign."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agencies.models import Agency, Person, Post
from deadlines.workdays import WorkCalendar
from documents.kinds import KINDS
from documents.policies import may_receive
from referrals.flows.table import Role, Transition
from supervision.demo.people import County

# Where a county has but one that may stand there.
STANDING = {
    Role.SUPERVISOR: "procuratorate",
    Role.COURT: "court",
    Role.OFFICE: "coordination",
}
RECEIVERS = {
    "forward": "police",
    "filing_supervision": "police",
    "suspect": "procuratorate",
    "non_litigation": "court",
    "discipline": "discipline",
}


@dataclass(frozen=True)
class Cast:
    """The people of the county, those whom one can sign in as first."""

    county: County
    today: dt.date
    calendar: WorkCalendar

    def workday(self, ago: int) -> dt.date:
        """The last working day up to so many days ago."""
        day = self.today - dt.timedelta(days=ago)
        while not self.calendar.is_working(day):
            day -= dt.timedelta(days=1)
        return day

    @cached_property
    def staff(self) -> Mapping[int, list[Person]]:
        """Everybody by agency, with posts and agency at hand."""
        people = Person.objects.select_related("agency").prefetch_related("postings")
        found: dict[int, list[Person]] = {}
        for person in people.order_by("pk"):
            found.setdefault(person.agency_id, []).append(person)
        return found

    def agency(self, key: str) -> Agency:
        """An agency by its key."""
        return self.county.agencies[key]

    def who(self, agency_id: int, done: Transition) -> Person:
        """Whoever makes this transition there, and signs its paper."""
        posts: frozenset[Post] = done.posts
        if done.paper:
            posts &= KINDS[done.paper].signers
        return next(each for each in self.staff[agency_id] if each.holds(*posts))

    def team(self, agency_id: int) -> list[Person]:
        """Two whose certificates hold."""
        return [
            each
            for each in self.staff[agency_id]
            if each.certificate_no
            and each.certificate_expires_on
            and each.certificate_expires_on > self.today
            and each.holds(Post.HANDLER)
        ][:2]

    def handler(self, agency_id: int) -> Person:
        """Whoever is put in charge there."""
        posts = (Post.HANDLER, Post.PROCURATOR, Post.SUPERVISION_OFFICER, Post.JUDGE)
        return next(each for each in self.staff[agency_id] if each.holds(*posts))

    def desk(self, agency_id: int, grade: int) -> Person:
        """Whoever signs for papers there."""
        able = [
            each for each in self.staff[agency_id] if may_receive(each) and each.clearance >= grade
        ]
        return next((each for each in able if each.holds(Post.INTAKE)), able[0])
