"""Makes agencies and people. Everybody has the one printed password, hashed once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agencies.models import Agency, PasswordHistory, Person, Post, Posting, Region
from agencies.services import create_agency
from core.text import pinyin_initials
from supervision.demo import names, numbers
from supervision.demo.county import NAME, OFFICES, PASSWORD, PERSONAS, STAFF, Office, Persona


@dataclass(frozen=True)
class County:
    """The agencies by key and their people."""

    agencies: dict[str, Agency]
    people: dict[str, Person]

    def with_post(self, key: str, post: Post) -> list[Person]:
        """The people of an agency who hold a post."""
        agency = self.agencies[key]
        return [p for p in self.people.values() if p.agency_id == agency.pk and p.holds(post)]


def make_county(random: Random, today: dt.date) -> County:
    """Region, agencies, people and posts."""
    region = Region.objects.create(code=numbers.REGION, name=NAME, full_name=NAME, level=3)
    agencies = {
        office.key: create_agency(
            actor=None,
            kind=office.kind,
            name=office.name,
            short_name=office.short_name,
            sector=office.sectors[0] if len(office.sectors) == 1 else "",
            number_prefix=office.prefix,
            uscc=numbers.credit_code(90_000_000 + serial * 13, prefix="11"),
            region=region,
            phone=numbers.desk_phone(serial * 37),
        )
        for serial, office in enumerate(OFFICES, 1)
    }
    return County(agencies, _make_people(random, today, agencies))


def _staff() -> Iterator[tuple[Office, Persona]]:
    """Everybody: first who can be signed in as, then posts that nobody there holds yet."""
    for office in OFFICES:
        here = [persona for persona in PERSONAS if persona.office == office.key]
        yield from ((office, persona) for persona in here)
        held = {post for persona in here for post in persona.posts}
        usual = STAFF[office.kind]
        missing = [post for post in usual[:-1] if post not in held]
        missing += [usual[-1]] * (office.staff - len(here) - len(missing))
        for serial, post in enumerate(missing, len(here) + 1):
            clearance = 4 if post == Post.LEADER else 3
            yield office, Persona(f"{office.key}{serial:02d}", office.key, (post,), clearance)


def _make_people(random: Random, today: dt.date, agencies: dict[str, Agency]) -> dict[str, Person]:
    password, now = make_password(PASSWORD), timezone.now()
    staff, taken, people = list(_staff()), set[str](), list[Person]()
    for serial, (office, persona) in enumerate(staff, 1):
        while (name := names.person(random)) in taken:
            pass
        taken.add(name)
        certified = agencies[office.key].owns_cases
        expires = today + dt.timedelta(days=random.randint(20, 1500))
        people.append(
            Person(
                username=persona.username,
                name=name,
                pinyin=pinyin_initials(name)[:40],
                agency=agencies[office.key],
                password=password,
                clearance=persona.clearance,
                certificate_no=f"{numbers.REGION}{serial * 17 % 100:02d}{serial:04d}" * certified,
                certificate_expires_on=expires if certified else None,
                phone=numbers.phone(900_000 + serial * 31),
                password_changed_at=now,
            )
        )
    Person.objects.bulk_create(people)
    Posting.objects.bulk_create(
        Posting(person=person, post=post)
        for person, (_, persona) in zip(people, staff, strict=True)
        for post in persona.posts
    )
    PasswordHistory.objects.bulk_create(
        PasswordHistory(person=person, password=password) for person in people
    )
    Person.groups.through.objects.bulk_create(
        Person.groups.through(person_id=person.pk, group_id=person.agency.group_id)
        for person in people
    )
    return {person.username: person for person in people}
