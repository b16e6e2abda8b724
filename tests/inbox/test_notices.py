"""Notices: for whom, read or not, gone with their ground."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent
from inbox.models import Notice, NoticeRead
from inbox.selectors import count_waiting, page_of_notices, unread_ids
from inbox.services import (
    NoticeInput,
    mark_read,
    post_notices,
    remove_old_notices,
    withdraw_notices,
)
from tests.conftest import ClientAs
from tests.inbox.conftest import Subjects
from tests.personas import World
from tests.queries import real_queries


def told(world: World, number: int = 1, **changes: Any) -> NoticeInput:
    """For the handlers of the market agency about a case."""
    given: dict[str, Any] = {
        "kind": "overdue",
        "key": f"n{number}",
        "agency_id": world.market.pk,
        "post": "handler",
        "subject_type": "case",
        "subject_id": number,
    }
    return NoticeInput(**given | changes)


def seen_by(world: World, *names: str) -> dict[str, int]:
    return {name: count_waiting(getattr(world, name)).notices for name in names}


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_each_sees_those_for_the_own_agency_post_or_name(world: World) -> None:
    post_notices(
        [
            told(world),
            told(world, 2, post=""),
            told(world, 3, post="", person_id=world.clerk_b.pk),
            told(world, 4, agency_id=world.urban.pk),
        ]
    )
    expected = {"clerk": 2, "clerk_b": 3, "leader": 1, "urban_clerk": 1, "procurator": 0}
    assert seen_by(world, *expected) == expected


def test_read_by_one_it_is_unread_by_the_colleague(world: World, client_as: ClientAs) -> None:
    post_notices([told(world)])
    notice = Notice.objects.get()
    browser = client_as(world.clerk)
    assert browser.head(f"/notices/{notice.pk}/").status_code == 302
    assert seen_by(world, "clerk") == {"clerk": 1}
    assert browser.get(f"/notices/{notice.pk}/").headers["Location"] == "/subject/1/"
    assert browser.get(f"/notices/{notice.pk}/").status_code == 302
    assert seen_by(world, "clerk", "clerk_b") == {"clerk": 0, "clerk_b": 1}
    assert "已读" in text_of(browser, "/notices/")


def test_all_are_read_at_once_hidden_ones_too(
    world: World, client_as: ClientAs, subjects: Subjects
) -> None:
    post_notices([told(world, number) for number in range(3)])
    subjects.hidden = {1}
    browser = client_as(world.clerk)
    assert "案件1" not in text_of(browser, "/notices/")
    assert browser.post("/notices/read/").headers["Location"] == "/notices/"
    assert unread_ids(world.clerk) == []
    assert len(unread_ids(world.clerk_b)) == 3


def test_a_hidden_subject_hides_its_notice(
    world: World, client_as: ClientAs, subjects: Subjects
) -> None:
    post_notices([told(world)])
    subjects.hidden = {1}
    notice = Notice.objects.get()
    assert client_as(world.clerk).get(f"/notices/{notice.pk}/").status_code == 404
    assert not NoticeRead.objects.exists()


def test_it_refuses_a_stranger(world: World, client_as: ClientAs) -> None:
    post_notices([told(world)])
    notice = Notice.objects.get()
    for person in (world.leader, world.urban_clerk, world.procurator):
        assert client_as(person).get(f"/notices/{notice.pk}/").status_code == 404


def test_posting_twice_leaves_one_and_withdrawing_takes_it_away(world: World) -> None:
    post_notices([told(world)])
    post_notices([told(world), told(world, 2)])
    assert withdraw_notices(actor=None, subject_type="case", subject_ids=[1]) == 1
    assert withdraw_notices(actor=None, subject_type="case", subject_ids=[1]) == 0
    assert seen_by(world, "clerk") == {"clerk": 1}
    verbs = AuditEvent.objects.filter(verb__startswith="notice.").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "notice.post",
        "notice.post",
        "notice.withdraw",
    ]


def test_one_that_comes_back_is_unread_again(world: World) -> None:
    post_notices([told(world)])
    mark_read(actor=world.clerk, notice_ids=unread_ids(world.clerk))
    withdraw_notices(actor=None, keys=["n1"])
    post_notices([told(world)])
    assert seen_by(world, "clerk") == {"clerk": 1}


def test_it_refuses_a_kind_nobody_registered(world: World) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        post_notices([told(world, kind="nonsense")])
    with pytest.raises(ValueError, match="keys"):
        withdraw_notices(actor=None)


def test_the_newest_comes_first_and_the_pages_hold_everything_once(world: World) -> None:
    for number in range(5):
        post_notices([told(world, number)])
    first = page_of_notices(world.clerk, cursor=None, size=3)
    second = page_of_notices(world.clerk, cursor=first.next_cursor, size=3)
    labels = [line.subject.label for line in (*first.items, *second.items)]
    assert labels == [f"案件{number}" for number in (4, 3, 2, 1, 0)]


def test_old_ones_are_removed_with_their_marks(world: World) -> None:
    post_notices([told(world), told(world, 2)])
    mark_read(actor=world.clerk, notice_ids=unread_ids(world.clerk))
    Notice.objects.filter(key="n1").update(posted_at=timezone.now() - timedelta(days=91))
    assert remove_old_notices() == 1
    assert Notice.objects.get().key == "n2"


@pytest.mark.parametrize("many", [1, 40])
def test_the_statements_do_not_grow_with_the_number(world: World, many: int) -> None:
    items = [told(world, number) for number in range(many)]
    with real_queries() as posted:
        post_notices(items)
    assert world.clerk.posts
    with real_queries() as counted:
        count_waiting(world.clerk)
    with real_queries() as page:
        page_of_notices(world.clerk, cursor=None)
    with real_queries() as withdrawn:
        withdraw_notices(actor=None, subject_type="case", subject_ids=range(many))
    assert [len(asked) for asked in (posted, counted, page, withdrawn)] == [3, 1, 1, 3]


def test_the_bell_tells_them_apart(world: World, client_as: ClientAs) -> None:
    post_notices([told(world), told(world, 2)])
    text = text_of(client_as(world.clerk), "/todos/")
    assert 'top-count-quiet">2<' in text
    home = text_of(client_as(world.clerk), "/")
    assert "未读知会" in home
    assert 'top-count-quiet">2<' in home
