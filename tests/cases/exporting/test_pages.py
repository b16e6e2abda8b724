"""The pages of exports offer what can be taken, and what lapsed no more."""

import pytest
from django.urls import reverse

from agencies.models import Person
from agencies.services import end_agreement
from cases.exporting.make import make_export
from cases.exporting.services import (
    FileGone,
    delete_lapsed_exports,
    exports_of,
    take_file,
)
from cases.exporting.terms import lapsed
from cases.models import CaseExport, ExportFile
from tests.cases.exporting.asked import PURPOSE, file_url, made, numbered, page, taken
from tests.cases.factory import agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries


def test_the_file_is_gone_when_an_agreement_ends(world: World) -> None:
    shared = agreement(world, receiver=world.procuratorate)
    recorded(world.clerk)
    export = made(world.procurator)
    assert taken(world.procurator, export)
    end_agreement(actor=world.security_admin, agreement=shared, reason="协议期满不再续签")
    with pytest.raises(FileGone):
        take_file(actor=world.procurator, export=export)


def test_the_file_is_gone_when_the_clearance_falls(world: World) -> None:
    agreement(world, receiver=world.procuratorate)
    recorded(world.clerk)
    export = made(world.procurator)
    Person.objects.filter(pk=world.procurator.pk).update(clearance=1)
    with pytest.raises(FileGone):
        take_file(actor=Person.objects.get(pk=world.procurator.pk), export=export)


def test_a_file_that_would_be_refused_is_not_offered(world: World, client_as: ClientAs) -> None:
    shared = agreement(world, receiver=world.procuratorate)
    recorded(world.clerk)
    export = made(world.procurator)
    url = reverse("cases:exports")
    browser = client_as(world.procurator)
    assert file_url(export) in page(browser, url)
    end_agreement(actor=world.security_admin, agreement=shared, reason="协议期满不再续签")
    told = page(browser, url)
    assert "已失效" in told
    assert "可下载" not in told
    assert file_url(export) not in told


def test_looking_at_many_exports_costs_the_queries_of_one(
    world: World, client_as: ClientAs
) -> None:
    recorded(world.clerk)
    browser, url = client_as(world.clerk), reverse("cases:exports")
    made(world.clerk)
    page(browser, url)
    with real_queries() as one:
        page(browser, url)
    for _ in range(4):
        made(world.clerk)
    with real_queries() as five:
        page(browser, url)
    assert len(five) == len(one)


def test_a_page_looks_at_so_many_cases_and_no_more(world: World) -> None:
    for n in range(3):
        recorded(world.clerk, decision_number=numbered(n))
    kept = [made(world.clerk).pk for _ in range(2)]
    Person.objects.filter(pk=world.clerk.pk).update(clearance=1)
    actor = Person.objects.get(pk=world.clerk.pk)
    assert lapsed(actor, exports_of(actor), most=6) == set(kept)
    assert lapsed(actor, exports_of(actor), most=5) == {kept[1]}
    assert lapsed(actor, exports_of(actor), most=2) == set()


def test_the_worker_deletes_files_that_would_be_refused(world: World) -> None:
    recorded(world.clerk)
    export = made(world.clerk)
    assert delete_lapsed_exports() == 0
    Person.objects.filter(pk=world.clerk.pk).update(clearance=1)
    assert delete_lapsed_exports() == 1
    export.refresh_from_db()
    assert (export.state, export.fault, export.case_ids) == ("deleted", "lapsed", [])
    assert not ExportFile.objects.exists()
    assert delete_lapsed_exports() == 0


def test_the_pages_lead_from_the_list_to_the_file(world: World, client_as: ClientAs) -> None:
    recorded(world.clerk)
    clerk = client_as(world.clerk)
    assert 'href="/exports/new/?party=%E6%99%A8%E5%85%89"' in page(clerk, "/cases/?party=晨光")
    new = reverse("cases:export_new") + "?party=晨光"
    assert "晨光" in page(clerk, new)
    answer = clerk.post(new, {"kind": "list", "purpose": PURPOSE})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/exports/")
    export = CaseExport.objects.get()
    make_export(export.pk)
    assert file_url(export) in page(clerk, "/exports/")
    taken = clerk.get(file_url(export))
    assert taken.status_code == 200
    assert "attachment" in taken.headers["Content-Disposition"]
    assert clerk.post(reverse("cases:export_discard", args=[export.pk])).status_code == 302
    assert clerk.get(file_url(export)).status_code == 302
    assert "文件已删除" in page(clerk, "/exports/")


def test_a_form_in_fault_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.clerk).post(
        "/exports/new/",
        {"kind": "list", "purpose": "年度核对工作", "with_identifiers": "on"},
    )
    assert answer.status_code == 422
    assert "年度核对工作" in answer.content.decode()


def test_the_list_of_cases_offers_no_export_of_nothing(world: World, client_as: ClientAs) -> None:
    assert "/exports/new/" not in page(client_as(world.clerk), "/cases/")
