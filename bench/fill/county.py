"""Sixty agencies, their clerks, a procuratorate, a coordination office, and agreements."""

import datetime as dt

from django.db import connection

from agencies.models import (
    Agency,
    AgencyKind,
    Person,
    Post,
    Posting,
    Region,
    Sector,
    SharingAgreement,
)
from agencies.services import create_agency
from cases.models import Matter
from cases.services.children import identifier_hash
from core.crypto import encrypt
from supervision.demo import numbers

OWNERS = 60
# All but the last three share with the procuratorate.
SHARING = OWNERS - 3
NAME = "压测县"
# The agencies whose cases the coordination office sees: half of all cases.
COORDINATED = range(1, 25)
PROCURATOR, COORDINATOR = "bench_procurator", "bench_coordinator"


def clerk_of(rank: int) -> str:
    """The sign-in name of the clerk of the agency with this rank by number of cases."""
    return f"bench_clerk_{rank}"


def make_county() -> None:
    """Agencies with one person each, agreements, and helper tables for the SQL."""
    region = Region.objects.get_or_create(
        code=numbers.REGION, defaults={"name": NAME, "full_name": NAME, "level": 3}
    )[0]
    sectors = [sector for sector in Sector.values if Matter.objects.filter(sector=sector).exists()]
    owners = [
        _agency(region, AgencyKind.ENFORCEMENT, rank, sectors[rank % len(sectors)])
        for rank in range(OWNERS)
    ]
    procuratorate = _agency(region, AgencyKind.PROCURATORATE, OWNERS, "")
    office = _agency(region, AgencyKind.COORDINATION, OWNERS + 1, "")
    clerks = [
        _person(clerk_of(rank), agency, Post.HANDLER, 3) for rank, agency in enumerate(owners)
    ]
    _person(PROCURATOR, procuratorate, Post.PROCURATOR, 4)
    _person(COORDINATOR, office, Post.HANDLER, 3)
    agreements = [_agreement(owner, procuratorate, 4) for owner in owners[:SHARING]]
    agreements += [_agreement(owners[rank], office, 3) for rank in COORDINATED]
    SharingAgreement.objects.bulk_create(agreements)
    _helper_tables(owners, clerks)


def _agreement(owner: Agency, receiver: Agency, ceiling: int) -> SharingAgreement:
    return SharingAgreement(
        provider=owner,
        receiver=receiver,
        grade_ceiling=ceiling,
        purpose="行政执法监督",
        legal_basis="人民检察院组织法第二十一条",
        valid_from=dt.date(2020, 1, 1),
        status="in_force",
    )


def _agency(region: Region, kind: str, rank: int, sector: str) -> Agency:
    return create_agency(
        actor=None,
        kind=kind,
        name=f"{NAME}第{rank:02d}机关",
        short_name=f"第{rank:02d}机关",
        sector=sector,
        number_prefix=f"压{_letter(rank)}",
        uscc=numbers.credit_code(80_000_000 + rank * 13, prefix="11"),
        region=region,
    )


def _letter(rank: int) -> str:
    return chr(ord("一") + rank)


def _person(username: str, agency: Agency, post: Post, clearance: int) -> Person:
    """Somebody whom only the benchmark signs in: no password is hashed."""
    person = Person.objects.create(
        username=username, name="压测员", agency=agency, clearance=clearance, password="!"
    )
    Posting.objects.create(person=person, post=post)
    return person


def _helper_tables(owners: list[Agency], clerks: list[Person]) -> None:
    """What the SQL joins; the schema `bench` is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench.owner (rank int PRIMARY KEY, agency_id bigint, group_id int,"
            " prefix text, short_name text, sector text, clerk_id bigint);"
            "CREATE TABLE bench.token (slot int, is_natural boolean, identifier text,"
            " type text, hash text);"
            "CREATE TABLE bench.matter AS"
            " SELECT row_number() OVER (ORDER BY code) - 1 AS slot, id, name FROM cases_matter;"
            "CREATE TABLE bench.agreement AS SELECT a.*, g.group_id"
            " FROM agencies_sharingagreement a JOIN agencies_agency g ON g.id = a.receiver_id"
        )
        cursor.executemany(
            "INSERT INTO bench.owner VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (rank, a.pk, a.group_id, a.number_prefix, a.short_name, a.sector, clerk.pk)
                for rank, (a, clerk) in enumerate(zip(owners, clerks, strict=True))
            ],
        )
        cursor.executemany("INSERT INTO bench.token VALUES (%s, %s, %s, %s, %s)", _tokens())


def _tokens() -> list[tuple[int, bool, str, str, str]]:
    rows = []
    for slot in range(200):
        person = numbers.id_number(dt.date(1980, 1, 1), slot)
        company = numbers.credit_code(70_000_000 + slot, prefix="91")
        for natural, number, kind in ((True, person, "id_card"), (False, company, "uscc")):
            rows.append((slot, natural, encrypt(number), kind, identifier_hash(number)))
    return rows
