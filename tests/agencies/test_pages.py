"""The pages: who gets them, what they say, how many queries they take."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Person, Post, SharingAgreement
from agencies.services import create_agency, create_person, propose_agreement
from tests.conftest import ClientAs
from tests.personas import PASSWORD, World, valid_uscc

LISTS = ["/agencies/", "/people/", "/agreements/"]


def _agency_data(world: World, **values: Any) -> dict[str, Any]:
    return {
        "name": "宁川县应急管理局",
        "short_name": "应急局",
        "kind": "enforcement",
        "uscc": valid_uscc(20_000_001),
        "region": world.region.code,
        **values,
    }


def _propose(world: World, actor: Person | None = None) -> SharingAgreement:
    return propose_agreement(
        actor=actor,
        provider=world.market,
        receiver=world.procuratorate,
        purpose="法律监督",
        legal_basis="依据",
        valid_from=date(2026, 1, 1),
    )


@pytest.mark.parametrize("url", LISTS)
def test_a_list_takes_the_same_few_queries_for_many_rows(
    world: World, client_as: ClientAs, django_assert_max_num_queries: Any, url: str
) -> None:
    client = client_as(world.security_admin)
    client.get(url)
    with django_assert_max_num_queries(15) as few:
        assert client.get(url).status_code == 200
    for number in range(12):
        agency = create_agency(
            actor=None,
            **{
                **_agency_data(world),
                "region": world.region,
                "name": f"宁川县第{number}局",
                "uscc": valid_uscc(20_000_001 + number),
            },
        )
        create_person(
            actor=None,
            username=f"extra{number}",
            name="卫子清",
            agency=agency,
            password=PASSWORD,
            posts=[Post.HANDLER, Post.LEADER],
        )
        _propose(world)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("clerk", "/agencies/", 200),
        ("clerk", "/people/", 404),
        ("clerk", "/agreements/", 404),
        ("leader", "/people/", 200),
        ("leader", "/people/new/", 404),
        ("leader", "/agreements/", 200),
        ("audit_admin", "/people/", 404),
        ("audit_admin", "/agreements/", 404),
        ("system_admin", "/agreements/", 404),
        ("system_admin", "/people/new/", 200),
        ("security_admin", "/people/new/", 404),
        ("security_admin", "/agencies/new/", 404),
        ("system_admin", "/agencies/new/", 200),
        ("security_admin", "/agreements/new/", 200),
    ],
)
def test_a_page_that_is_not_ones_business_does_not_exist(
    world: World, client_as: ClientAs, who: str, url: str, status: int
) -> None:
    assert client_as(world.people[who]).get(url).status_code == status


def test_a_head_sees_the_people_of_the_own_agency_only(world: World, client_as: ClientAs) -> None:
    client = client_as(world.leader)
    shown = client.get("/people/").context["page"].items
    assert {person.agency_id for person in shown} == {world.market.pk}
    assert client.get(f"/people/{world.clerk.pk}/").status_code == 200
    assert client.get(f"/people/{world.urban_clerk.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "qmz"}, {"urban_clerk"}),
        ({"q": "知远"}, {"clerk"}),
        ({"q": "URBAN_"}, {"urban_clerk", "urban_leader"}),
        ({"post": "audit_admin"}, {"audit_admin"}),
        ({"state": "inactive"}, set()),
        ({"state": "no_post"}, set()),
    ],
)
def test_people_are_found_by_name_initials_post_and_state(
    world: World, client_as: ClientAs, query: dict[str, str], expected: set[str]
) -> None:
    page = client_as(world.system_admin).get("/people/", query).context["page"]
    assert {person.username for person in page.items} == expected


@pytest.mark.parametrize("text", ["市场", "nc", "scjgj", "NCXSC", "市场监管局"])
def test_agencies_are_found_by_name_or_initials(
    world: World, client_as: ClientAs, text: str
) -> None:
    answer = client_as(world.clerk).get("/agencies/find/", {"q": text}).content.decode()
    assert f'data-value="{world.market.pk}"' in answer
    assert 'role="option"' in answer


def test_an_agency_is_made_and_refused_with_what_was_typed(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.system_admin)
    wrong = client.post("/agencies/new/", _agency_data(world, uscc="11339901MB00000000"))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "error-summary" in page
    assert 'value="宁川县应急管理局"' in page
    assert "uscc" in wrong.context["form"].errors
    twice = client.post("/agencies/new/", _agency_data(world, name=world.market.name))
    assert "name" in twice.context["form"].errors
    assert client.post("/agencies/new/", _agency_data(world)).status_code == 302
    made = Agency.objects.get(name="宁川县应急管理局")
    assert made.group.name.endswith(made.uscc)
    edit = f"/agencies/{made.pk}/edit/"
    assert f'value="{world.region.code} 宁川县"' in client.get(edit).content.decode()
    above = client.post(edit, _agency_data(world, parent=made.pk, is_active="on"))
    assert "parent" in above.context["form"].errors


def test_an_unknown_or_ambiguous_region_is_explained(world: World, client_as: ClientAs) -> None:
    client = client_as(world.system_admin)
    unknown = client.post("/agencies/new/", _agency_data(world, region="123456"))
    assert "没有这个行政区划" in unknown.content.decode()


def test_a_new_person_gets_a_password_that_is_shown_once_and_works(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.system_admin)
    data = {"name": "卫子清", "username": "Weiziqing", "agency": world.market.pk}
    answer = client.post("/people/new/", data)
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    fresh = Client()
    fresh.post("/sign-in/", {"username": "weiziqing", "password": password})
    assert fresh.get("/agencies/")["Location"] == "/password/"
    person = Person.objects.get(username="weiziqing")
    reset = client.post(f"/people/{person.pk}/reset-password/")
    assert reset.context["password"] != password
    assert fresh.get("/agencies/")["Location"].startswith("/sign-in/")


def test_posts_are_given_on_their_own_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.security_admin)
    url = f"/people/{world.clerk.pk}/posts/"
    data = {"posts": [Post.HANDLER, Post.LEGAL_REVIEWER], "clearance": "4"}
    assert client.post(url, data).status_code == 302
    person = Person.objects.get(pk=world.clerk.pk)
    assert person.posts == {Post.HANDLER, Post.LEGAL_REVIEWER}
    assert person.clearance == 4
    two = {"posts": [Post.SYSTEM_ADMIN, Post.AUDIT_ADMIN], "clearance": "1"}
    refused = client.post(url, two)
    assert "互相排斥" in refused.content.decode()
    own = client.post(f"/people/{world.security_admin.pk}/posts/", {"clearance": "4"})
    assert "自己" in own.content.decode()


def test_deactivating_asks_for_a_reason(world: World, client_as: ClientAs) -> None:
    client = client_as(world.system_admin)
    url = f"/people/{world.clerk.pk}/deactivate/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "退休"}).status_code == 302
    assert not Person.objects.get(pk=world.clerk.pk).is_active
    client.post(f"/people/{world.clerk.pk}/reactivate/")
    assert Person.objects.get(pk=world.clerk.pk).is_active


def test_an_agreement_goes_from_proposal_to_end_on_its_pages(
    world: World, client_as: ClientAs
) -> None:
    security, leader = client_as(world.security_admin), client_as(world.leader)
    data = {
        "provider": world.market.pk,
        "receiver": world.procuratorate.pk,
        "profile": "supervisor",
        "sectors": ["market"],
        "grade_ceiling": "3",
        "purpose": "法律监督",
        "legal_basis": "依据",
        "valid_from": "2026-01-01",
    }
    made = security.post("/agreements/new/", data)
    url = made["Location"]
    assert "须由另一人批准" in security.get(url).content.decode()
    refused = security.post(f"{url}approve/")
    assert refused.status_code == 422
    assert "另一人" in refused.content.decode()
    assert "批准协议" in leader.get(url).content.decode()
    assert leader.post(f"{url}approve/").status_code == 302
    assert leader.post(f"{url}end/", {"reason": ""}).status_code == 422
    assert leader.post(f"{url}end/", {"reason": "机构改革"}).status_code == 302
    assert SharingAgreement.objects.get().status == "ended"


def test_an_agreement_of_others_does_not_exist(world: World, client_as: ClientAs) -> None:
    agreement = _propose(world)
    stranger, receiver = client_as(world.urban_leader), client_as(world.chief_procurator)
    for client, status in ((stranger, 404), (receiver, 200)):
        assert client.get(f"/agreements/{agreement.pk}/").status_code == status
    for act in ("approve", "refuse", "end"):
        for client in (stranger, receiver):
            url = f"/agreements/{agreement.pk}/{act}/"
            assert client.post(url, {"reason": "x"}).status_code == 404


def test_a_head_proposes_only_for_the_own_agency(world: World, client_as: ClientAs) -> None:
    data = {
        "provider": world.market.pk,
        "receiver": world.procuratorate.pk,
        "profile": "pointer",
        "grade_ceiling": "1",
        "purpose": "法律监督",
        "legal_basis": "依据",
        "valid_from": "2026-01-01",
    }
    answer = client_as(world.urban_leader).post("/agreements/new/", data)
    assert answer.status_code == 422
    assert not SharingAgreement.objects.exists()
