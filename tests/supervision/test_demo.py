"""The demo county: believable, the same for the same seed, and true to what a clerk records."""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from agencies.models import Agency, AgreementStatus, Person, Posting, SharingAgreement
from audit.models import AuditEvent
from cases.models import Case, CaseAccess, CaseDraft, Party
from cases.models.evidence import EvidenceItem
from cases.models.execution import Payment
from cases.parsing.numbers import parse_number
from cases.parsing.reference import read_matters
from cases.reference import load_charges, load_laws, load_matters
from cases.services import record_case
from core.identifiers import clean_id_number, clean_uscc
from deadlines import reference as deadline_rules
from deadlines.calendar import current_calendar
from deadlines.models import Clock
from inbox.models import Todo
from supervision.demo import agreements, numbering, people, record
from supervision.demo.courses import Almanac
from supervision.demo.fill import fill
from supervision.demo.referrals import passing
from supervision.demo.stories import read_stories
from supervision.demo.writer import Writer, Written
from supervision.models import Flag, Severity

TODAY = dt.date(2026, 6, 10)
SEED = 7


def quiet(text: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture
def reference(db: None) -> None:
    """Laws, matters, rules and calendar."""
    for load in (load_laws, load_matters, load_charges, deadline_rules.load):
        load(quiet)


@pytest.fixture
def filled(reference: None) -> None:
    """A small county."""
    fill(seed=SEED, cases=110, today=TODAY, say=quiet, passed_on=False)


def drawn(number: int) -> tuple[list[Written], list[SharingAgreement]]:
    """Cases and agreements of the county, the cases not yet recorded."""
    random = Random(SEED)
    county = people.make_county(random, TODAY)
    shared = agreements.make_agreements(random, TODAY, county)
    writer = Writer(random, Almanac(random, TODAY, current_calendar()), county)
    return numbering.numbered(random, writer.write(number)), shared


def story_of_all() -> list[Any]:
    """What the county says, without ids and moments."""
    columns = ("decision_number", "file_number", "facts", "decided_on", "fine_total", "closed_on")
    cases = [list(row) for row in Case.objects.order_by("pk").values_list(*columns)]
    names = list(Person.objects.order_by("pk").values_list("username", "name"))
    parties = [[p.name, p.identifier] for p in Party.objects.order_by("pk")]
    return json.loads(json.dumps([cases, names, parties], default=str))  # type: ignore[no-any-return]  # JSON


def test_the_same_seed_makes_the_same_county(reference: None) -> None:
    stories = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            fill(seed=seed, cases=40, today=TODAY, say=quiet, passed_on=False)
            stories.append(story_of_all())
            transaction.set_rollback(True)
    assert stories[0] == stories[1] != stories[2]


_FREE = {"id", "case", "entered_at", "changed_at", "granted_at", "content_object", "created_at"}
# Numbered anew each time.
_FREE |= {"identity", "since_xid", "changed_xid"}


def rows(model: Any, found: Iterable[Any]) -> list[dict[str, Any]]:
    """The columns of rows that must be the same whichever way they were written."""
    names = [field.name for field in model._meta.concrete_fields if field.name not in _FREE]
    return [{name: str(getattr(row, name)) for name in names} for row in found]


def shape(case: Case) -> dict[str, Any]:
    """Everything that hangs on a case."""
    found = Clock.objects.filter(subject_id=case.pk).order_by("rule_key", "started_on")
    clocks = rows(Clock, found)
    for clock in clocks:
        # Ids of the case and of the row that started it.
        del clock["subject_id"], clock["slot"]
    event = AuditEvent.objects.get(case_id=case.pk, verb="case.record")
    same = (event.actor_id, event.actor_name, event.agency_name, event.object_label, event.ground)
    return {
        "case": rows(Case, [Case.objects.get(pk=case.pk)]),
        "parties": rows(Party, case.parties.all()),
        "payments": rows(Payment, case.payments.all()),
        "evidence": rows(EvidenceItem, case.evidence.all()),
        "access": rows(CaseAccess, case.access.order_by("group")),
        "clocks": clocks,
        "event": [str(part) for part in (*same, event.object_type)],
    }


def test_a_case_is_what_a_clerk_would_have_recorded(reference: None) -> None:
    written, shared = drawn(60)
    with transaction.atomic():
        bulk = [shape(case) for case in record.record_all(Random(SEED), written, shared, quiet)]
        transaction.set_rollback(True)
    one_by_one = [
        shape(record_case(actor=each.clerk, data=each.data, channel=each.channel))
        for each in written
    ]
    assert bulk == one_by_one


def test_entering_is_dated_like_the_work(filled: None) -> None:
    for case in Case.objects.prefetch_related("access__agreement"):
        started = case.decided_on or case.filed_on
        assert started is not None
        assert -1 <= (case.entered_at.date() - started).days <= 14
        assert case.changed_at >= case.entered_at
        assert AuditEvent.objects.get(case_id=case.pk, verb="case.record").at == case.entered_at
        for row in case.access.all():
            assert row.entered_at == case.entered_at
            assert row.granted_at >= case.entered_at


def test_numbers_of_people_and_organisations_hold_their_check_digits(filled: None) -> None:
    check = {"id_card": clean_id_number, "uscc": clean_uscc}
    for party in Party.objects.all():
        assert check[party.identifier_type](party.identifier) == party.identifier
    for agency in Agency.objects.all():
        assert clean_uscc(agency.uscc) == agency.uscc


def test_one_number_never_stands_for_two_names(filled: None) -> None:
    called: defaultdict[str, set[str]] = defaultdict(set)
    for party in Party.objects.all():
        called[party.identifier].add(party.name)
    assert {len(names) for names in called.values()} == {1}


def test_fines_are_round_and_within_what_is_usual(filled: None) -> None:
    usual = {row.code: (row.fine_min, row.fine_max) for row in read_matters()}
    fined = Case.objects.filter(fine_total__gt=0).select_related("matter")
    assert fined.count() > 60
    for case in fined:
        assert case.matter is not None
        low, high = usual[case.matter.code]
        assert low is not None
        assert high is not None
        assert low <= case.fine_total <= high
        assert case.fine_total % 50 == 0


def test_numbers_run_in_the_order_of_the_decisions(filled: None) -> None:
    series: defaultdict[tuple[int, str, int], list[int]] = defaultdict(list)
    decided = Case.objects.exclude(decision_number="")
    for case in decided.order_by("decided_on"):
        number = parse_number(case.decision_number)
        assert number.year is not None
        assert case.decided_on is not None
        assert number.year == case.decided_on.year
        series[case.owner_id, number.prefix, number.year].append(number.serial)
    for serials in series.values():
        assert serials == sorted(serials)
        assert serials[-1] <= len(serials) + 4


def test_there_are_flags_of_every_severity_and_some_are_decided(filled: None) -> None:
    assert set(Flag.objects.values_list("severity", flat=True)) == set(Severity.values)


def test_desks_look_used(filled: None) -> None:
    outcomes = Counter(Todo.objects.values_list("outcome", flat=True))
    assert outcomes["done"]
    assert outcomes[""]
    assert CaseDraft.objects.filter(person__username="clerk", case=None).count() == 3
    states = Counter(SharingAgreement.objects.values_list("status", flat=True))
    assert states[AgreementStatus.ENDED] == states[AgreementStatus.PROPOSED] == 1
    profiles = {
        agreement.profile
        for agreement in SharingAgreement.objects.filter(status=AgreementStatus.IN_FORCE)
    }
    assert profiles == {"supervisor", "follower", "pointer"}
    assert not Case.objects.filter(access=None).exists()


def test_texts_are_finished(filled: None) -> None:
    for story in read_stories():
        for seed in range(5):
            told = story.tell(Random(seed), TODAY)
            assert not set("[]{}/") & set(told.text.replace("毫克/100", ""))
    assert not Case.objects.filter(facts__contains="None").exists()


def test_everybody_has_a_post_of_their_agency(filled: None) -> None:
    for person in Person.objects.select_related("agency").prefetch_related("groups", "postings"):
        assert [group.pk for group in person.groups.all()] == [person.agency.group_id]
        assert person.posts
    sizes = Counter(Person.objects.values_list("agency", flat=True))
    assert all(5 <= size <= 12 for size in sizes.values())
    assert Posting.objects.filter(post="security_admin").count() == 2


def test_the_command_fills_once_and_prints_the_sign_ins(
    reference: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    # Told for themselves in test_demo_referrals.
    monkeypatch.setattr(passing, "PLOTS", ())
    call_command("fill_demo", "--cases=20", f"--today={TODAY}", stdout=StringIO())
    before = Case.objects.count()
    said = StringIO()
    call_command("fill_demo", stdout=said)
    assert "already" in said.getvalue()
    assert Case.objects.count() == before == 20
    table = StringIO()
    call_command("demo_sign_ins", stdout=table)
    lines = table.getvalue().splitlines()
    assert len(lines) == 18
    assert any("检察院" in line and " procurator " in line for line in lines)


def test_it_refuses_a_database_in_use(world: object, settings: Settings) -> None:
    settings.DEMO = True
    agencies = Agency.objects.count()
    with pytest.raises(CommandError, match="isn't a demo county"):
        call_command("fill_demo", stdout=StringIO())
    assert Agency.objects.count() == agencies


def test_it_refuses_outside_a_demo(reference: None) -> None:
    with pytest.raises(CommandError, match="Everybody's password is known"):
        call_command("fill_demo", stdout=StringIO())
