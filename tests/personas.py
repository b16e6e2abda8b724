"""A small county with one person per post, made by the services that the platform uses.

Every name is invented. Everybody's password is `PASSWORD`.
"""

from dataclasses import dataclass
from typing import Any

from agencies.models import Agency, AgencyKind, Person, Post, Region
from agencies.services import create_agency, create_person

PASSWORD = "Ning-2026-an"
REGION = "339901"

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def valid_uscc(serial: int, *, prefix: str = "11") -> str:
    """A made-up unified social credit code with right check digits (GB 11714, GB 32100)."""
    body = f"{serial:08d}"
    rest = (11 - sum(int(d) * w for d, w in zip(body, _ORG_WEIGHTS, strict=True)) % 11) % 11
    first = f"{prefix}{REGION}{body}{'X' if rest == 10 else rest}"
    total = sum(_USCC_LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + _USCC_LETTERS[(31 - total % 31) % 31]


@dataclass
class World:
    """The county. Agencies and people are attributes, so that a test reads like a sentence."""

    region: Region
    market: Agency
    urban: Agency
    township: Agency
    procuratorate: Agency
    police: Agency
    court: Agency
    justice: Agency
    discipline: Agency
    coordination: Agency
    clerk: Person
    clerk_b: Person
    leader: Person
    legal_reviewer: Person
    urban_clerk: Person
    urban_leader: Person
    township_clerk: Person
    procurator: Person
    procurator_b: Person
    chief_procurator: Person
    police_intake: Person
    judge: Person
    justice_officer: Person
    discipline_officer: Person
    coordinator: Person
    system_admin: Person
    security_admin: Person
    security_admin_b: Person
    audit_admin: Person
    people: dict[str, Person]


# attribute → kind, full name, short name, sector, prefix of document numbers
_AGENCIES: dict[str, tuple[AgencyKind, str, str, str, str]] = {
    "market": (
        AgencyKind.ENFORCEMENT, "宁川县市场监督管理局", "市场监管局", "market", "宁市监",
    ),
    "urban": (
        AgencyKind.ENFORCEMENT, "宁川县综合行政执法局", "综合执法局", "urban", "宁综执",
    ),
    "township": (AgencyKind.TOWNSHIP, "宁川县柳溪镇人民政府", "柳溪镇", "urban", "宁柳政"),
    "procuratorate": (AgencyKind.PROCURATORATE, "宁川县人民检察院", "检察院", "", "宁检"),
    "police": (AgencyKind.POLICE, "宁川县公安局", "公安局", "police", "宁公"),
    "court": (AgencyKind.COURT, "宁川县人民法院", "法院", "", "宁法"),
    "justice": (AgencyKind.JUSTICE, "宁川县司法局", "司法局", "", "宁司"),
    "discipline": (
        AgencyKind.DISCIPLINE, "宁川县纪委监委", "纪委监委", "", "宁纪",
    ),
    "coordination": (
        AgencyKind.COORDINATION, "宁川县执法监督协调办公室", "协调办", "", "宁协",
    ),
}  # fmt: skip

# attribute → name, agency, posts, clearance
_PEOPLE: dict[str, tuple[str, str, tuple[Post, ...], int]] = {
    "clerk": ("林知远", "market", (Post.HANDLER,), 3),
    "clerk_b": ("苏映岚", "market", (Post.HANDLER,), 3),
    "leader": ("贺青川", "market", (Post.LEADER,), 4),
    "legal_reviewer": ("孟书言", "market", (Post.LEGAL_REVIEWER,), 3),
    "urban_clerk": ("秦牧之", "urban", (Post.HANDLER,), 3),
    "urban_leader": ("俞怀瑾", "urban", (Post.LEADER,), 4),
    "township_clerk": ("程小满", "township", (Post.HANDLER,), 2),
    "procurator": ("顾明澈", "procuratorate", (Post.PROCURATOR,), 4),
    "procurator_b": ("沈若谷", "procuratorate", (Post.PROCURATOR,), 4),
    "chief_procurator": ("陆正言", "procuratorate", (Post.CHIEF_PROCURATOR,), 4),
    "police_intake": ("韩守一", "police", (Post.INTAKE,), 3),
    "judge": ("裴允中", "court", (Post.JUDGE,), 3),
    "justice_officer": ("叶清和", "justice", (Post.SUPERVISION_OFFICER,), 3),
    "discipline_officer": ("方致远", "discipline", (Post.SUPERVISION_OFFICER,), 4),
    "coordinator": ("许安宁", "coordination", (Post.COORDINATOR,), 2),
    "system_admin": ("罗思齐", "coordination", (Post.SYSTEM_ADMIN,), 1),
    "security_admin": ("康守诚", "coordination", (Post.SECURITY_ADMIN,), 1),
    "security_admin_b": ("曾慎行", "justice", (Post.SECURITY_ADMIN,), 1),
    "audit_admin": ("薛明鉴", "coordination", (Post.AUDIT_ADMIN,), 1),
}


def make_world() -> World:
    """Build the county in the database of the running test."""
    region = Region.objects.create(
        code=REGION, name="宁川县", full_name="宁川县", level=3, valid_to=None
    )
    agencies = {
        key: create_agency(
            actor=None,
            kind=kind,
            name=name,
            short_name=short_name,
            sector=sector,
            number_prefix=prefix,
            uscc=valid_uscc(10_000_000 + serial),
            region=region,
        )
        for serial, (key, (kind, name, short_name, sector, prefix)) in enumerate(
            _AGENCIES.items(), 1
        )
    }
    people = {
        key: create_person(
            actor=None,
            username=key,
            name=name,
            agency=agencies[agency],
            password=PASSWORD,
            posts=posts,
            clearance=clearance,
            must_change_password=False,
        )
        for key, (name, agency, posts, clearance) in _PEOPLE.items()
    }
    named: dict[str, Any] = {**agencies, **people}
    return World(region=region, people=people, **named)
