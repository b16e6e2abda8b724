"""Evidence: who took it where, whether it holds, and what becomes of it in a criminal case."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cases.inputs import CaseInput, EvidenceInput
from cases.models import CONVERSION_OF, EvidenceItem, EvidenceKind
from cases.selectors import case_view, input_of
from cases.services import correct_case, record_case
from cases.services.checks import check_case
from tests.cases.at_the_form import shown
from tests.cases.factory import agreement, case_input, recorded
from tests.personas import World

pytestmark = pytest.mark.django_db

TALK = EvidenceInput(
    kind="testimony",
    name="对店员的询问笔录",
    obtained_on=dt.date(2026, 5, 7),
    holder="店员",
    place="宁川县柳溪镇东街8号",
    collected_by="周子谦（33990101001）、沈若冰（33990101002）",
    legality="lawful",
)


def test_every_kind_of_evidence_has_a_way_into_criminal_proceedings() -> None:
    assert set(CONVERSION_OF) == set(EvidenceKind)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("physical", "direct"),
        ("electronic", "direct"),
        ("expert", "review"),
        ("record", "review"),
        ("testimony", "again"),
        ("statement", "again"),
    ],
)
def test_an_item_goes_the_way_of_its_kind_until_somebody_says_otherwise(
    kind: str, path: str
) -> None:
    assert EvidenceItem(kind=kind).conversion_path == path
    assert EvidenceItem(kind=kind, conversion="review").conversion_path == "review"


def test_what_was_recorded_of_an_item_is_shown(world: World) -> None:
    case = recorded(world.clerk, evidence=(TALK,))
    (item,) = case_view(world.clerk, case.pk).evidence
    assert (item.place, item.collected_by) == (TALK.place, TALK.collected_by)
    assert item.legality_label == "合法"
    assert item.conversion_path_label == "重新收集"


def test_an_item_recorded_with_the_old_fields_alone_still_shows(world: World) -> None:
    case = recorded(world.clerk, evidence=(EvidenceInput(kind="physical", name="糕点一袋"),))
    (item,) = case_view(world.clerk, case.pk).evidence
    assert (item.legality, item.converted_by, item.converted_on) == ("", "", None)
    assert item.conversion_path == "direct"


def _case(**said: object) -> CaseInput:
    return case_input(evidence=(replace(TALK, **said),))  # type: ignore[arg-type]  # names by hand


@pytest.mark.parametrize(
    "said",
    [
        {"converted_by": "韩守一"},
        {"converted_on": dt.date(2026, 6, 2)},
        {"converted_by": "韩守一", "converted_on": dt.date(2026, 5, 6)},
        {"converted_by": "韩守一", "converted_on": dt.date(2999, 1, 1)},
    ],
)
def test_a_conversion_that_cannot_be_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as fault:
        check_case(_case(**said))
    assert set(fault.value.message_dict) == {"evidence"}


def test_a_conversion_with_its_day_and_its_person_is_taken() -> None:
    check_case(_case(converted_by="韩守一", converted_on=dt.date(2026, 6, 2)))


def test_a_correction_records_the_conversion_and_says_which_rows_changed(world: World) -> None:
    case = record_case(actor=world.clerk, data=_case())
    data = input_of(case)
    row = replace(data.evidence[0], converted_by="韩守一", converted_on=dt.date(2026, 6, 2))
    correct_case(
        actor=world.clerk,
        case_id=case.pk,
        data=replace(data, evidence=(row,)),
        reason="公安机关已重新收集",
        version=case.version,
    )
    (item,) = case_view(world.clerk, case.pk).evidence
    assert item.converted_by == "韩守一"


def test_the_page_and_the_paper_show_collecting_and_conversion(
    world: World, client: Client
) -> None:
    case = recorded(world.clerk, evidence=(TALK,))
    client.force_login(world.clerk)
    for address in (f"/cases/{case.pk}/", f"/cases/{case.pk}/print/"):
        page = shown(client.get(address))
        for text in (TALK.place, TALK.collected_by, "重新收集"):
            assert text in page


def test_the_form_folds_what_most_items_leave_empty_and_opens_what_says_something(
    world: World, client: Client
) -> None:
    client.force_login(world.clerk)
    plain = recorded(world.clerk, evidence=(EvidenceInput(kind="physical", name="糕点一袋"),))
    page = shown(client.get(f"/cases/{plain.pk}/correct/"))
    assert 'name="evidence-0-collected_by"' in page
    said = recorded(world.clerk, evidence=(TALK,), decision_number="宁市监罚决字〔2026〕13号")
    opened = shown(client.get(f"/cases/{said.pk}/correct/"))
    assert opened.count("<details") == page.count("<details")
    assert opened.count('query-more" open') == page.count('query-more" open') + 1


def test_a_viewer_below_the_grade_of_evidence_is_told_nothing_of_it(world: World) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, evidence=(TALK,))
    assert case_view(world.procurator, case.pk).evidence == ()
