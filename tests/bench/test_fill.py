"""The county of the benchmark is one that the platform itself could have written."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Length

from agencies.models import Person
from bench.fill.bare import dress
from bench.fill.county import COORDINATOR, OWNERS, PROCURATOR, clerk_of
from bench.fill.make import TABLES, NotOurs, begin, fill, fill_pieces, known
from cases.clocks import clock_facts
from cases.models import Case, CaseAccess, Party
from cases.parsing.names import name_initials
from cases.selectors import input_of, visible_cases
from cases.services.children import identifier_hash
from core.clock import current_moment
from deadlines.calendar import current_rulebook
from deadlines.models import Clock
from deadlines.position import step
from deadlines.services import check_overdue, clock_of, recount_open_clocks
from deadlines.services.facts import ladder_of
from inbox.models import Todo
from tests.bench.conftest import CASES, make_small_county
from tests.cases.factory import recorded
from tests.personas import World

# What a county without history doesn't have: later changes, files, drafts and decisions.
EMPTY = {
    "cases_casedraft",
    "cases_casegrant",
    "cases_casepersonaccess",
    "cases_caserevision",
    "cases_coercivemeasure",
    "cases_evidenceitem",
    "cases_importrow",
    "cases_offenceanswer",
    "cases_requestkey",
}


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def defined() -> set[tuple[str, str]]:
    """Indexes, constraints and triggers of the filled tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%(tables)s)"
            " UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = ANY (%(tables)s::regclass[])"
            " UNION ALL SELECT tgname, tgenabled::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid = ANY (%(tables)s::regclass[])",
            {"tables": TABLES},
        )
        return set(cursor.fetchall())


def test_it_fills_every_table_it_names(county: None) -> None:
    assert {table for table in TABLES if not rows_of(table)} <= {"cases_remedy", "cases_deferral"}
    assert Case.objects.count() == CASES


def test_it_gives_every_index_and_reference_back(reference: None) -> None:
    before = defined()
    make_small_county()
    assert defined() == before
    assert rows_of("bench.build") == 0


def test_tables_are_bare_while_they_are_filled(reference: None) -> None:
    before = defined()
    begin(CASES, 1)
    assert len(defined()) < len(before)


def test_a_fill_that_was_stopped_goes_on(reference: None) -> None:
    begin(CASES, 1)
    with transaction.atomic():
        fill_pieces(workers=1)
        transaction.set_rollback(True)
    fill_pieces(workers=1)
    fill_pieces(workers=1)
    dress()
    dress()
    assert Case.objects.count() == CASES


def contents() -> list[tuple[object, ...]]:
    return list(
        Case.objects.order_by("pk", "parties__name").values_list(
            "cause", "facts", "fine_total", "parties__name"
        )
    )


def test_the_same_seed_gives_the_same_county_and_another_seed_another(reference: None) -> None:
    counties = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make_small_county(seed)
            counties.append(contents())
            transaction.set_rollback(True)
    assert counties[0] == counties[1] != counties[2]


def test_it_refuses_a_database_with_cases_of_its_own(reference: None, world: World) -> None:
    recorded(world.clerk)
    with pytest.raises(NotOurs, match="cases of its own"):
        fill(CASES)


def test_it_refuses_another_size_or_seed(county: None) -> None:
    with pytest.raises(NotOurs, match="300 cases, seed 1"):
        fill(CASES + 1)
    with pytest.raises(NotOurs):
        fill(CASES, seed=2)


def test_it_knows_the_county_it_made(county: None) -> None:
    there = known()
    assert there is not None
    assert (there.cases, there.ready) == (CASES, False)


def test_four_people_see_few_many_very_many_and_nearly_all(county: None) -> None:
    seen = {
        name: visible_cases(Person.objects.get(username=name)).count()
        for name in (clerk_of(OWNERS - 1), clerk_of(0), COORDINATOR, PROCURATOR)
    }
    few, many, very_many, nearly_all = seen.values()
    assert few == 8
    assert CASES * 0.1 < many < CASES * 0.35
    assert CASES * 0.35 < very_many < CASES * 0.7
    assert nearly_all > CASES * 0.9


def test_facts_read_like_facts(county: None) -> None:
    lengths = Case.objects.annotate(n=Length("facts")).values_list("n", flat=True)
    assert all(50 <= n <= 260 for n in lengths)
    assert not Case.objects.filter(Q(facts__contains="{") | Q(conduct_place="")).exists()
    assert Case.objects.values("facts").distinct().count() > CASES * 0.95


def test_people_have_names_of_two_to_four_characters(county: None) -> None:
    lengths = Party.objects.filter(kind="natural").values_list(Length("name"), flat=True)
    assert {2, 3} <= set(lengths) <= {2, 3, 4}


def test_names_are_found_by_their_initials(county: None) -> None:
    parties = Party.objects.all()
    alike = [party.name_initials == name_initials(party.name) for party in parties]
    # Some characters are read otherwise beside others.
    assert sum(alike) > 0.9 * len(alike)
    assert {len(party.name) - len(party.name_initials) for party in parties} == {0}


def test_parties_stand_in_the_identity_of_their_number(county: None) -> None:
    assert not Party.objects.filter(identity=None).exists()
    wrong = Party.objects.exclude(identity__identifier_hash=F("identifier_hash"))
    assert not wrong.exists()
    real = Party.objects.filter(identity__lte=200)
    assert all(party.identifier_hash == identifier_hash(party.identifier) for party in real)


def test_every_case_has_its_owner_and_its_clocks(county: None) -> None:
    owners = CaseAccess.objects.filter(profile="owner").values("content_object")
    assert owners.annotate(n=Count("pk")).count() == CASES
    ordinary = Case.objects.exclude(procedure="simple").exclude(sector="police")
    clocked = Clock.objects.filter(subject_type="case", rule_key="ap.decision")
    assert set(clocked.values_list("subject_id")) == set(ordinary.values_list("pk"))


def test_open_clocks_are_those_that_the_platform_would_set(county: None) -> None:
    # Who applied to the court, or may pay later, has other days than the county knows.
    plain = Case.objects.exclude(execution_status__in=["applied", "deferred"])
    book = current_rulebook()
    facts = clock_facts([(case, input_of(case)) for case in plain], book)
    wanted = set()
    for fact in facts:
        clock = clock_of(book, fact) if fact.closed_on is None else None
        if clock and not clock.has_lapsed:
            step(clock, ladder_of(book, clock), current_moment())
            wanted.add(told(clock))
    held = Clock.objects.filter(subject_type="case", subject_id__in=plain, closed_on=None)
    assert {told(clock) for clock in held} == wanted


def told(clock: Clock) -> tuple[object, ...]:
    return (
        *(clock.rule_key, clock.subject_id, clock.started_on, clock.raw_due_on, clock.due_on),
        *(clock.lapses, clock.provisional, clock.rung, clock.next_at),
    )


def test_nothing_is_left_to_count_anew_or_to_tell(county: None) -> None:
    assert recount_open_clocks(actor=None) == 0
    todos = Todo.objects.count()
    assert todos
    assert check_overdue().raised == 0
    assert Todo.objects.count() == todos


def test_a_clock_that_is_told_again_raises_the_to_dos_that_are_there(county: None) -> None:
    todos = set(Todo.objects.filter(settled_at=None).values_list("key", flat=True))
    late = Clock.objects.filter(subject_type="case", closed_on=None, lapses=False, rung__gt=0)
    assert late
    late.update(rung=None, next_at=current_moment())
    assert check_overdue().raised == len(late)
    own = Todo.objects.filter(settled_at=None, post__in=["handler", "leader"])
    assert set(own.values_list("key", flat=True)) == todos


def test_no_table_of_a_case_is_forgotten() -> None:
    tables = {
        model._meta.db_table
        for model in apps.get_app_config("cases").get_models()
        if any(field.related_model is Case for field in model._meta.fields)
    }
    assert tables - set(TABLES) <= EMPTY
