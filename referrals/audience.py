"""Who in each agency may know of a matter that isn't for the whole agency: asked for the system,
nothing of it is read."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from agencies.models import Person, Posting
from cases.models import CaseAccess, CasePersonAccess, Profile
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import NAMING

People = dict[int, dict[int, set[int]]]


def restricted_audience(ids: Collection[int]) -> People:
    """Of the referrals of restricted cases: by id and agency on a side, who reads them there.

    In the case's own agency whom it named; in any other who was named for the referral, or has
    acted on it. Empty where nobody was named yet.
    """
    named_only = CaseAccess.objects.filter(profile=Profile.OWNER, named_only=True)
    cases = dict(
        Referral.objects.filter(
            pk__in=list(ids), case__in=named_only.values("content_object")
        ).values_list("pk", "case_id")
    )
    if not cases:
        return {}
    owners = dict(Referral.objects.filter(pk__in=cases).values_list("pk", "case__owner"))
    of_case: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    named = CasePersonAccess.objects.filter(content_object__in=cases.values())
    for case, agency, person in named.values_list("content_object", "user__agency", "user"):
        of_case[case, agency].add(person)
    found: People = {pk: {} for pk in cases}
    seats = ReferralAccess.objects.filter(referral__in=cases)
    for pk, agency, people in seats.values_list("referral_id", "agency_id", "people"):
        reading = found[pk].setdefault(agency, set(of_case[cases[pk], agency]))
        if agency != owners[pk]:
            reading.update(people)
    acted = ReferralStep.objects.filter(referral__in=cases, actor__isnull=False)
    for pk, agency, person in acted.values_list("referral_id", "agency_id", "actor_id"):
        if agency in found[pk] and agency != owners[pk]:
            found[pk][agency].add(person)
    return found


def confidential_audience(ids: Collection[int]) -> People:
    """Of the confidential referrals: by id and agency, who may know of them."""
    rows = ReferralAccess.objects.filter(referral__in=list(ids), referral__confidential=True)
    seats: list[tuple[int, int, int | None, list[str]]] = list(
        rows.values_list("referral_id", "agency_id", "person_id", "posts")
    )
    held: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    postings = Posting.objects.filter(
        person__agency__in={agency for _pk, agency, person, _posts in seats if person is None},
        person__is_active=True,
    )
    for agency, post, person in postings.values_list("person__agency", "post", "person"):
        held[agency, post].add(person)
    found: People = {}
    for pk, agency, named, posts in seats:
        people = found.setdefault(pk, {}).setdefault(agency, set())
        if named is not None:
            people.add(named)
            continue
        for post in posts:
            people |= held[agency, post]
    return found


def naming_people(agency_id: int) -> set[int]:
    """Who in an agency says who works on a restricted matter."""
    people = Person.objects.filter(
        agency=agency_id, is_active=True, is_system=False, postings__post__in=sorted(NAMING)
    )
    return set(people.values_list("pk", flat=True))


@dataclass(frozen=True)
class Closed:
    """Of referrals of restricted cases: who reads them in each agency, and what posts they hold."""

    people: People = field(default_factory=dict)
    posts: Mapping[int, frozenset[str]] = field(default_factory=dict)
    owners: Mapping[int, int | None] = field(default_factory=dict)

    def desk(self, referral_id: int, agency_id: int, post: str) -> list[int] | None:
        """The named people to whom goes what is for a post, those who hold it if there are any;
        None where the referral isn't restricted."""
        if referral_id not in self.people:
            return None
        named = sorted(self.people[referral_id].get(agency_id, set()) & self.posts.keys())
        return [person for person in named if post in self.posts[person]] or named

    def must_name(self, referral_id: int, agency_id: int) -> bool:
        """Whether nobody reads it in this agency, which isn't the one whose case it is."""
        own = self.owners.get(referral_id) == agency_id
        return not own and self.desk(referral_id, agency_id, "") == []


def closed_among(ids: Collection[int]) -> Closed:
    """One query where none of them is restricted. Who has left is no longer told anything."""
    people = restricted_audience(ids)
    if not people:
        return Closed()
    named = {one for agencies in people.values() for each in agencies.values() for one in each}
    held: dict[int, set[str]] = {}
    there = Person.objects.filter(pk__in=named, is_active=True, is_system=False)
    for person, post in there.values_list("pk", "postings__post"):
        held.setdefault(person, set()).add(post or "")
    owners = dict(Referral.objects.filter(pk__in=people).values_list("pk", "case__owner"))
    return Closed(people, {one: frozenset(posts) for one, posts in held.items()}, owners)
