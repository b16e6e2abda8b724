"""Who knows of a paper, and how much of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from agencies.models import Agency, Person
from audit.models import AuditEvent
from cases.selectors.trail import trail_of
from deadlines import reference
from documents import registry
from documents.errors import Incomplete, NotVisible
from documents.models import Document
from documents.selectors import (
    ReceivedFilter,
    RegisterFilter,
    Verdict,
    check_file,
    check_seal,
    document_view,
    documents_of,
    issued,
    page_of_issued,
    page_of_received,
    visible_documents,
)
from documents.services import Subject, sign_for, take_file, void_document, withdraw_delivery
from inbox.models import Todo
from tests.cases.factory import recorded
from tests.documents.conftest import DESK
from tests.documents.papers import delivery, drafted, signed
from tests.personas import World
from tests.queries import real_queries


def sees(person: Person, document: Document) -> bool:
    return visible_documents(person).filter(pk=document.pk).exists()


def uncleared(person: Person) -> Person:
    Person.objects.filter(pk=person.pk).update(clearance=1)
    return Person.objects.get(pk=person.pk)


def test_a_draft_is_seen_by_its_agency_alone(world: World, matter: Subject) -> None:
    draft = drafted(world.clerk, matter)
    seeing = {name for name, person in world.people.items() if sees(person, draft)}
    assert seeing == {"clerk", "clerk_b", "leader", "legal_reviewer"}


def test_a_signed_paper_is_seen_by_whom_it_was_sent_to_until_it_is_taken_back(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police], copies=[world.court])
    seeing = {name for name, person in world.people.items() if sees(person, document)}
    market = {"clerk", "clerk_b", "leader", "legal_reviewer"}
    assert seeing == market | {"police_intake", "judge"}
    way = delivery(document, world.court)
    withdraw_delivery(actor=world.leader, delivery_id=way.pk, reason="发错")
    assert not sees(world.judge, document)


def test_who_may_not_read_the_subject_sees_no_paper_of_their_own_agency(
    world: World, matter: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = signed(world.leader, matter)

    def only_leader(actor: Person, ids: Collection[int]) -> set[int]:
        return set(ids) if actor.pk == world.leader.pk else set()

    rows = DESK.rows
    assert rows is not None
    narrow = replace(
        DESK,
        readable=only_leader,
        rows=lambda actor, desk: (
            rows(actor, desk) if actor.pk == world.leader.pk else rows(actor, desk).none()
        ),
    )
    monkeypatch.setitem(registry._subjects, "desk", narrow)
    assert sees(world.leader, document)
    assert not sees(world.clerk, document)
    assert not issued(world.clerk, RegisterFilter()).exists()


def test_without_clearance_only_number_kind_and_issuer_are_shown(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police], title="张某涉嫌犯罪")
    view = document_view(uncleared(world.police_intake), document.pk)
    assert (view.line.number, view.line.issuer) == (document.number, world.market.short_name)
    assert view.line.withheld
    assert (view.line.title, view.line.addressee, view.paper, view.seal) == ("", "", None, "")
    assert view.files == ()
    assert not any(way.may_sign_for for way in view.deliveries)
    with pytest.raises(NotVisible):
        take_file(actor=uncleared(world.police_intake), document_id=document.pk, form="pdf")


def test_a_receiver_sees_no_other_receiver_and_no_name_of_the_issuers_people(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police, world.procuratorate])
    view = document_view(world.police_intake, document.pk)
    assert [way.receiver for way in view.deliveries] == [world.police.short_name]
    assert (view.line.signed_by, view.line.drafted_by) == ("", "")
    assert not (view.may_void)
    assert not (view.may_amend)
    assert view.subject is None


def test_of_a_confidential_matter_only_the_named_people_know(
    world: World, matter: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(ids: Collection[int]) -> Mapping[int, Mapping[int, Collection[int]]]:
        return {pk: {world.discipline.pk: [world.discipline_officer.pk]} for pk in ids}

    rows = DESK.rows
    assert rows is not None
    monkeypatch.setitem(registry._subjects, "desk", replace(DESK, named=named))
    with pytest.raises(Incomplete) as refused:
        signed(world.leader, matter, to=[world.discipline, world.police])
    assert "recipients" in refused.value.errors
    document = signed(world.leader, matter, to=[world.discipline])
    assert document.confidential
    assert not sees(world.discipline_officer, document)
    todo = Todo.objects.get(kind="document.sign_for", agency=world.discipline)
    assert (todo.post, todo.person) == ("", world.discipline_officer)
    assert not sees(world.police_intake, document)
    told = replace(
        DESK,
        named=named,
        rows=lambda actor, desk: Agency.objects.filter(pk=world.market.pk).filter(pk=desk),
    )
    monkeypatch.setitem(registry._subjects, "desk", told)
    assert sees(world.discipline_officer, document)


def test_papers_of_subjects_come_in_few_statements(world: World, matter: Subject) -> None:
    for _ in range(4):
        signed(world.leader, matter, to=[world.police])
    drafted(world.clerk, matter)
    with real_queries() as found:
        lines = documents_of(world.leader, "desk", [world.market.pk])
    assert [line.state for line in lines] == ["signed"] * 4 + ["draft"]
    assert len(found) <= 2
    assert documents_of(world.police_intake, "desk", []) == []


def test_lists_take_as_many_statements_for_one_as_for_many(world: World, matter: Subject) -> None:
    counts = []
    assert world.leader.posts
    assert world.police_intake.posts
    for more in (1, 6):
        for _ in range(more):
            signed(world.leader, matter, to=[world.police], copies=[world.court])
        with real_queries() as register:
            page_of_issued(world.leader, RegisterFilter(), cursor=None)
        with real_queries() as received:
            page_of_received(world.police_intake, ReceivedFilter(), cursor=None)
        counts.append((len(register), len(received)))
    assert counts[0] == counts[1]
    assert sum(counts[0]) <= 8


def test_the_register_is_narrowed_by_number_kind_state_day_and_receiver(
    world: World, matter: Subject
) -> None:
    first = signed(world.leader, matter, to=[world.police])
    second = signed(world.leader, matter, to=[world.court])
    void_document(actor=world.leader, document_id=second.pk, reason="错发")
    year = first.year

    def found(**wanted: object) -> list[int | None]:
        rows = issued(world.leader, RegisterFilter(**wanted))  # type: ignore[arg-type]
        return [each.serial for each in rows.order_by("serial")]

    assert found() == [1, 2]
    assert found(state="void") == [2]
    assert found(receiver=world.police.pk) == [1]
    assert found(number=f"宁市监线移[{year}]第01号") == [1]
    assert found(kind="no") == []
    assert found(dated_from=first.dated, dated_to=first.dated) == [1, 2]


def test_a_seal_a_file_and_a_void_paper_are_told_apart(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police])
    taken = take_file(actor=world.police_intake, document_id=document.pk, form="pdf")
    spaced = " ".join(document.seal[at : at + 4].upper() for at in range(0, 64, 4))
    reader = world.police_intake
    number = document.number

    def verdict(seal: str) -> Verdict:
        return check_seal(reader, number=number, seal=seal).verdict

    assert verdict(spaced) == Verdict.GENUINE
    assert verdict(document.seal[:16]) == Verdict.GENUINE
    assert verdict(document.seal[:8]) == Verdict.DIFFERENT
    assert verdict("0" * 64) == Verdict.DIFFERENT
    assert check_file(reader, taken.content).verdict == Verdict.GENUINE
    assert check_file(reader, taken.content + b" ").verdict == Verdict.UNKNOWN
    assert check_file(world.urban_clerk, taken.content).verdict == Verdict.UNKNOWN
    stranger = check_seal(world.urban_clerk, number=number, seal=document.seal)
    assert (stranger.verdict, stranger.line) == (Verdict.UNKNOWN, None)
    void_document(actor=world.leader, document_id=document.pk, reason="错发")
    assert verdict(document.seal) == Verdict.VOID


def test_a_look_and_a_download_are_logged_with_the_case(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police])
    document_view(world.police_intake, document.pk)
    taken = take_file(actor=world.police_intake, document_id=document.pk, form="docx")
    read, took = AuditEvent.objects.filter(
        verb__in=["document.read", "document.download"], actor_id=world.police_intake.pk
    ).order_by("id")
    assert (read.case_id, read.outside, read.reading) == (matter.case_id, True, True)
    assert took.changes == {"form": "docx", "sha256": taken.sha256}


def test_the_trail_of_a_case_tells_of_its_papers_to_who_may_read_them(world: World) -> None:
    reference.load(lambda text: None)
    case = recorded(world.clerk)
    about = Subject("case", case.pk, case.pk)
    document = signed(world.leader, about, to=[world.police])
    sign_for(actor=world.police_intake, delivery_id=delivery(document, world.police).pk)
    secret = signed(world.leader, about, grade=4)
    told = [(line.what, line.who) for line in trail_of(world.clerk, case.pk).lines]
    assert ("签发文书", world.leader.name) in told
    assert ("签收文书", world.police_intake.name) in told
    numbers = str([line.changes for line in trail_of(world.clerk, case.pk).lines])
    assert document.number in numbers
    assert secret.number not in numbers
    assert secret.number in str([line.changes for line in trail_of(world.leader, case.pk).lines])
