"""Error pages stand without session and database and say what to do."""

import json

import pytest
from django.http import HttpRequest, HttpResponseNotAllowed
from django.test import RequestFactory

from core import errors
from core.middleware import FormAddressMiddleware
from tests.conftest import ClientAs
from tests.personas import World


@pytest.fixture
def bare_request() -> HttpRequest:
    """As it arrives: no session, no person."""
    return RequestFactory().get("/cases/1/")


def test_a_server_error_needs_no_database(bare_request: HttpRequest) -> None:
    # Without the `db` fixture any query fails the test.
    answer = errors.server_error(bare_request)
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "系统管理员" in page
    assert "代码 500" in page


def test_a_bad_request_needs_no_database(bare_request: HttpRequest) -> None:
    answer = errors.bad_request(bare_request, Exception("secret detail"))
    assert answer.status_code == 400
    assert "secret detail" not in answer.content.decode()


def test_an_old_form_is_explained_without_the_reason(bare_request: HttpRequest) -> None:
    answer = errors.csrf_failure(bare_request, reason="Referer checking failed")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "页面已过期" in page
    assert "Referer" not in page


def test_a_page_that_saves_by_itself_gets_a_new_token(bare_request: HttpRequest) -> None:
    bare_request.META["HTTP_X_REQUESTED_WITH"] = "fetch"
    answer = errors.csrf_failure(bare_request)
    assert answer.status_code == 403
    assert len(json.loads(answer.content)["csrf"]) == 64


def test_an_address_that_only_takes_forms_says_so(rf: RequestFactory) -> None:
    only_forms = FormAddressMiddleware(lambda request: HttpResponseNotAllowed(["POST"]))
    answer = only_forms(rf.get("/deadlines/calendar/load/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址不能直接打开" in answer.content.decode()
    assert not only_forms(rf.put("/deadlines/calendar/load/")).content
    assert not only_forms(rf.get("/api/v1/cases/batch/")).content


@pytest.mark.django_db
def test_the_page_arrives_with_its_length(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.clerk).get("/notices/read/")
    assert answer.status_code == 405
    assert int(answer["Content-Length"]) == len(answer.content) > 0
