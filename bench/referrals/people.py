"""Who passes on and who receives, beside the people of the county."""

from agencies.models import Agency, AgencyKind, Person, Post, Posting
from agencies.services import create_agency
from bench.fill.county import NAME, OWNERS, PROCURATOR, clerk_of
from bench.people import named
from supervision.demo import numbers

CLERK = clerk_of(0)
COLLEAGUE, LEADER = "bench_colleague", "bench_leader"
INTAKE, POLICE_LEADER = "bench_intake", "bench_police_leader"
CHIEF, RECEPTION = "bench_chief", "bench_reception"
_RANK = OWNERS + 2


def make_people() -> None:
    """A police bureau, and the posts that the flows need besides."""
    own, procuratorate = named(CLERK).agency, named(PROCURATOR).agency
    police = create_agency(
        actor=None,
        kind=AgencyKind.POLICE,
        name=f"{NAME}公安局",
        short_name="公安局",
        sector="police",
        number_prefix="压公",
        uscc=numbers.credit_code(80_000_000 + _RANK * 13, prefix="11"),
        region=own.region,
    )
    _person(COLLEAGUE, own, Post.HANDLER, 3)
    _person(LEADER, own, Post.LEADER, 4)
    _person(INTAKE, police, Post.INTAKE, 3)
    _person(POLICE_LEADER, police, Post.LEADER, 4)
    _person(RECEPTION, procuratorate, Post.INTAKE, 4)
    _person(CHIEF, procuratorate, Post.CHIEF_PROCURATOR, 4)
    for place, username in enumerate((CLERK, COLLEAGUE)):
        Person.objects.filter(username=username).update(certificate_no=f"339900{place:04d}")


def _person(username: str, agency: Agency, post: Post, clearance: int) -> None:
    """Somebody whom only the benchmark signs in: no password is hashed."""
    person = Person.objects.create(
        username=username, name="压测员", agency=agency, clearance=clearance, password="!"
    )
    Posting.objects.create(person=person, post=post)
