"""Drafts, and what becomes of them when they are signed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency, AgencyKind
from agencies.services import create_agency
from audit.models import AuditEvent
from core.clock import current_day
from core.models import OutboxMessage
from documents.errors import (
    Incomplete,
    MayNotDraft,
    MayNotSign,
    NotVisible,
    Refused,
    Stale,
)
from documents.kinds import KINDS, Layout
from documents.models import Delivery, Document, SerialCounter
from documents.paper import paper_of
from documents.rendering import composing, render_pdf
from documents.rendering.wording import Line
from documents.sealing import is_intact
from documents.services import (
    Page,
    Recipient,
    Subject,
    amend_document,
    discard_draft,
    issue_document,
    save_draft,
    void_document,
)
from tests.documents.papers import INTERNAL, ONE, OTHER, drafted, signed
from tests.personas import World, valid_uscc


def test_a_second_draft_for_the_same_purpose_is_the_first_with_what_it_says(
    world: World, matter: Subject
) -> None:
    first = drafted(world.clerk, matter, values={ONE: "甲"}, purpose="send")
    again = drafted(world.clerk_b, matter, values={OTHER: "乙"}, purpose="send")
    assert again.pk == first.pk
    assert (again.values, again.version) == ({ONE: "甲", OTHER: "乙"}, 2)
    assert drafted(world.clerk, matter, purpose="other").pk != first.pk


def test_only_agencies_that_issue_the_kind_and_may_write_on_the_subject_draft(
    world: World, matter: Subject
) -> None:
    for stranger in (world.urban_clerk, world.police_intake, world.system_admin):
        with pytest.raises(MayNotDraft):
            drafted(stranger, matter)
    with pytest.raises(MayNotDraft):
        drafted(world.clerk, matter, kind="no_such_kind", values={"x": ""})


def test_it_refuses_sections_that_the_kind_does_not_have_and_values_of_another_shape(
    world: World, matter: Subject
) -> None:
    with pytest.raises(Incomplete) as wrong:
        drafted(world.clerk, matter, values={"nonsense": "x", ONE: ["x"]})
    assert wrong.value.errors.keys() == {"nonsense", ONE}
    assert not Document.objects.exists()


def test_what_cannot_be_read_as_a_day_stays_as_typed_until_it_is_signed(
    world: World, matter: Subject
) -> None:
    draft = drafted(
        world.clerk, matter, kind=INTERNAL, values={"found_on": "大约五月", "amount": "1,200.5元"}
    )
    assert draft.values["found_on"] == "大约五月"
    assert draft.values["amount"] == "1200.5"
    with pytest.raises(Incomplete) as wrong:
        issue_document(actor=world.leader, document_id=draft.pk, recipients=[])
    assert "found_on" in wrong.value.errors


def test_saving_over_what_a_colleague_saved_is_refused_and_keeps_theirs(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter)
    save_draft(actor=world.clerk_b, document_id=draft.pk, version=1, values={OTHER: "新"})
    with pytest.raises(Stale) as stale:
        save_draft(actor=world.clerk, document_id=draft.pk, version=1, values={OTHER: "旧"})
    assert stale.value.current_version == 2
    draft.refresh_from_db()
    assert draft.values == {OTHER: "新"}


def test_an_urgency_is_one_of_those_that_are_printed(world: World, matter: Subject) -> None:
    draft = drafted(world.clerk, matter)
    with pytest.raises(Incomplete) as refused:
        save_draft(
            actor=world.clerk, document_id=draft.pk, version=1, values={}, urgency="十万火急"
        )
    assert refused.value.errors.keys() == {"urgency"}
    save_draft(actor=world.clerk, document_id=draft.pk, version=1, values={}, urgency="特急")
    draft.refresh_from_db()
    assert draft.frame["urgency"] == "特急"


def test_a_page_may_follow_its_own_saves_but_nothing_older_of_it_comes_back(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter)

    def send(sequence: int, text: str) -> None:
        save_draft(
            actor=world.clerk,
            document_id=draft.pk,
            version=1,
            values={OTHER: text},
            page=Page("mark", sequence),
        )

    send(1, "一")
    send(3, "三")
    with pytest.raises(Stale):
        send(2, "二")
    draft.refresh_from_db()
    assert draft.values == {OTHER: "三"}


def test_signing_gives_number_seal_deliveries_and_messages_at_once(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter)
    document = issue_document(
        actor=world.leader,
        document_id=draft.pk,
        recipients=[Recipient(world.police.pk), Recipient(world.procuratorate.pk, is_copy=True)],
    )
    document.refresh_from_db()
    assert document.number == f"宁市监线移〔{current_day().year}〕1号"
    assert (document.state, document.signed_by) == ("signed", world.leader)
    assert document.addressee == world.police.name
    assert document.frame["copy_names"] == [world.procuratorate.name]
    assert is_intact(document)
    ways = dict(Delivery.objects.values_list("receiver", "is_copy"))
    assert ways == {world.police.pk: False, world.procuratorate.pk: True}
    topics = sorted(
        OutboxMessage.objects.filter(topic__startswith="document.").values_list("topic", flat=True)
    )
    assert topics == ["document.sent", "document.sent", "document.signed"]
    line = AuditEvent.objects.get(verb="document.issue")
    assert (line.case_id, line.changes["seal"]) == (matter.case_id, document.seal)


def test_the_issuer_gets_no_delivery_and_nobody_gets_two(world: World, matter: Subject) -> None:
    draft = drafted(world.clerk, matter)
    issue_document(
        actor=world.leader,
        document_id=draft.pk,
        recipients=[
            Recipient(world.police.pk, is_copy=True),
            Recipient(world.market.pk),
            Recipient(world.police.pk),
        ],
    )
    assert list(Delivery.objects.values_list("receiver", "is_copy")) == [(world.police.pk, False)]


def test_a_post_that_does_not_sign_this_kind_is_refused(world: World, matter: Subject) -> None:
    draft = drafted(world.clerk, matter)
    with pytest.raises(MayNotSign):
        issue_document(actor=world.clerk, document_id=draft.pk, recipients=[])
    for stranger in (world.urban_leader, world.chief_procurator):
        with pytest.raises(NotVisible):
            issue_document(actor=stranger, document_id=draft.pk, recipients=[])
    assert not SerialCounter.objects.exists()


def test_an_incomplete_paper_says_each_section_that_is_missing_and_takes_no_number(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter, values={ONE: "甲"})
    tomorrow = current_day() + dt.timedelta(days=1)
    with pytest.raises(Incomplete) as wrong:
        issue_document(actor=world.leader, document_id=draft.pk, recipients=[], dated=tomorrow)
    assert {OTHER, "dated"} <= wrong.value.errors.keys()
    assert ONE not in wrong.value.errors
    assert not SerialCounter.objects.exists()


def test_an_internal_paper_goes_to_nobody_and_a_closed_agency_gets_none(
    world: World, matter: Subject
) -> None:
    inner = drafted(world.clerk, matter, kind=INTERNAL)
    with pytest.raises(Incomplete) as wrong:
        issue_document(
            actor=world.leader, document_id=inner.pk, recipients=[Recipient(world.police.pk)]
        )
    assert "recipients" in wrong.value.errors
    Agency.objects.filter(pk=world.police.pk).update(is_active=False)
    draft = drafted(world.clerk, matter)
    with pytest.raises(Incomplete):
        issue_document(
            actor=world.leader, document_id=draft.pk, recipients=[Recipient(world.police.pk)]
        )


def test_an_agency_without_a_symbol_of_its_own_cannot_number_papers(
    world: World, matter: Subject
) -> None:
    draft = drafted(world.clerk, matter)
    Agency.objects.filter(pk=world.market.pk).update(number_prefix="")
    with pytest.raises(Incomplete) as wrong:
        issue_document(actor=world.leader, document_id=draft.pk, recipients=[])
    assert "" in wrong.value.errors


def test_a_signed_paper_is_no_draft_any_more(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter)
    with pytest.raises(Refused):
        save_draft(actor=world.clerk, document_id=document.pk, version=2, values={})
    with pytest.raises(Refused):
        issue_document(actor=world.leader, document_id=document.pk, recipients=[])
    with pytest.raises(Refused):
        discard_draft(actor=world.leader, document_id=document.pk)


def test_a_draft_can_be_thrown_away_and_leaves_a_line(world: World, matter: Subject) -> None:
    draft = drafted(world.clerk, matter)
    with pytest.raises(NotVisible):
        discard_draft(actor=world.urban_clerk, document_id=draft.pk)
    discard_draft(actor=world.clerk, document_id=draft.pk)
    assert not Document.objects.exists()
    assert AuditEvent.objects.filter(verb="document.discard", case_id=matter.case_id).exists()


def test_an_agency_that_is_renamed_changes_no_paper(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter, to=[world.police])
    Agency.objects.filter(pk=world.market.pk).update(name="改名局", number_prefix="改")
    fresh = Document.objects.get(pk=document.pk)
    assert is_intact(fresh)
    assert fresh.frame["issuer"] == "宁川县市场监督管理局"


def test_a_template_that_is_worded_anew_changes_no_issued_paper(
    world: World, matter: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = signed(world.leader, matter, to=[world.police])
    as_signed = paper_of(document)
    pdf = render_pdf(as_signed).content
    anew = (Line("heading", "改写的标题", level=1), Line("paragraph", "改写的正文。"))
    monkeypatch.setattr(composing, "lines_of", lambda key, edition=1: anew)
    named_anew = replace(KINDS[document.kind], name="改名的文书", layout=Layout.FORM)
    monkeypatch.setitem(KINDS, document.kind, named_anew)
    fresh = Document.objects.select_related("issuer", "amends").get(pk=document.pk)
    assert is_intact(fresh)
    assert paper_of(fresh) == as_signed
    assert render_pdf(paper_of(fresh)).content == pdf
    draft = drafted(world.clerk, matter)
    assert "改写的正文。" in [block.text for block in paper_of(draft).blocks]


def test_the_text_of_an_issued_paper_is_under_its_seal(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter)
    document.frame["sheet"]["blocks"][0]["text"] = "另一句话。"
    assert not is_intact(document)


def test_a_paper_from_before_sheets_were_kept_is_still_printed(
    world: World, matter: Subject
) -> None:
    document = signed(world.leader, matter, to=[world.police])
    as_signed = paper_of(document)
    del document.frame["sheet"]
    assert paper_of(document) == as_signed


def test_a_sheet_names_every_agency_that_it_goes_to_however_long_their_names(
    world: World, matter: Subject
) -> None:
    many = [
        create_agency(
            actor=None,
            kind=AgencyKind.ENFORCEMENT,
            name=f"宁川县某某综合行政执法大队第{number}中队（驻某某镇人民政府）",
            short_name=f"第{number}中队",
            uscc=valid_uscc(20_000_000 + number),
            region=world.market.region,
        )
        for number in range(101, 113)
    ]
    document = signed(world.leader, matter, to=many)
    assert len(document.addressee) == 200
    assert paper_of(document).addressee == "、".join(each.name for each in many)


def test_a_void_paper_keeps_its_number_and_the_next_goes_on(world: World, matter: Subject) -> None:
    first = signed(world.leader, matter)
    with pytest.raises(Refused):
        void_document(actor=world.leader, document_id=first.pk, reason=" ")
    with pytest.raises(MayNotSign):
        void_document(actor=world.clerk, document_id=first.pk, reason="错发")
    with pytest.raises(NotVisible):
        void_document(actor=world.urban_leader, document_id=first.pk, reason="错发")
    voided = void_document(actor=world.leader, document_id=first.pk, reason="错发")
    assert (voided.state, voided.number) == ("void", first.number)
    assert is_intact(voided)
    assert (
        void_document(actor=world.leader, document_id=first.pk, reason="又").void_reason == "错发"
    )
    assert signed(world.leader, matter).serial == 2


def test_an_amendment_is_a_new_paper_that_names_the_old_one(world: World, matter: Subject) -> None:
    first = signed(world.leader, matter, to=[world.police])
    draft = amend_document(actor=world.clerk, document_id=first.pk)
    assert draft.amends_id == first.pk
    assert draft.values == first.values
    assert draft.frame["recipients"] == [world.police.pk]
    second = issue_document(
        actor=world.leader, document_id=draft.pk, recipients=[Recipient(world.police.pk)]
    )
    assert (second.frame["amends"], second.serial) == (first.number, 2)
    void_document(actor=world.leader, document_id=first.pk, reason="错发")
    with pytest.raises(Refused):
        amend_document(actor=world.clerk, document_id=first.pk)


def test_what_is_issued_for_another_years_day_is_numbered_in_that_year(
    world: World, matter: Subject
) -> None:
    last_year = dt.date(current_day().year - 1, 12, 31)
    signed(world.leader, matter)
    draft = drafted(world.clerk, matter)
    late = issue_document(actor=world.leader, document_id=draft.pk, recipients=[], dated=last_year)
    assert (late.year, late.serial) == (last_year.year, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一个标题"},
        {"values": {}},
        {"number": "宁市监线移〔2026〕9号"},
        {"seal": "0" * 64},
        {"state": "draft"},
        {"void_reason": "x"},
        {"grade": 1},
        {"dated": dt.date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_any_change_of_a_signed_paper(
    world: World, matter: Subject, change: dict[str, object]
) -> None:
    document = signed(world.leader, matter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)
    void_document(actor=world.leader, document_id=document.pk, reason="错发")
    for state in ("signed", "draft"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(state=state)


def test_the_database_keeps_numbers_counters_and_papers(world: World, matter: Subject) -> None:
    document = signed(world.leader, matter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        SerialCounter.objects.all().delete()
    for last in (0, 1, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            SerialCounter.objects.update(last=last)
    born_signed = Document(
        kind=document.kind,
        issuer=world.market,
        subject_type=matter.type,
        subject_id=matter.id,
        drafted_at=document.drafted_at,
        signed_at=document.signed_at,
        dated=document.dated,
        symbol=document.symbol,
        year=document.year,
        serial=99,
        number="x",
        seal="x",
        state="signed",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        born_signed.save()
