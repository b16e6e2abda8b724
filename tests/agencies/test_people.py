"""Accounts, posts and the three administrators who exclude one another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency, Person, Post, Posting
from agencies.services import (
    create_person,
    deactivate_person,
    reset_password,
    set_posts,
    update_agency,
    update_person,
)
from audit.models import AuditEvent
from tests.personas import PASSWORD, World, make_world


def test_a_person_joins_the_group_of_their_agency(world: World) -> None:
    assert list(world.clerk.groups.all()) == [world.market.group]


def test_a_sign_in_name_is_lowered_and_unique_in_any_case(world: World) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_person(
            actor=world.system_admin,
            username=" CLERK ",
            name="卫子清",
            agency=world.market,
            password=PASSWORD,
        )
    assert "username" in refusal.value.error_dict
    assert not Person.objects.filter(name="卫子清").exists()


def test_posts_must_go_with_the_kind_of_agency(world: World) -> None:
    with pytest.raises(ValidationError, match="检察官"):
        set_posts(actor=world.security_admin, person=world.clerk, posts=[Post.PROCURATOR])
    assert set(world.clerk.postings.values_list("post", flat=True)) == {Post.HANDLER}


@pytest.mark.parametrize("other", [Post.SECURITY_ADMIN, Post.AUDIT_ADMIN, Post.HANDLER])
def test_an_administrator_holds_no_other_post(world: World, other: Post) -> None:
    with pytest.raises(ValidationError):
        set_posts(
            actor=world.security_admin, person=world.clerk_b, posts=[Post.SYSTEM_ADMIN, other]
        )
    assert set(world.clerk_b.postings.values_list("post", flat=True)) == {Post.HANDLER}


@pytest.mark.parametrize("second", [Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN])
def test_the_database_itself_refuses_two_administrators_in_one(world: World, second: Post) -> None:
    with pytest.raises(IntegrityError, match="posting_one_administrator"), transaction.atomic():
        Posting.objects.create(person=world.audit_admin, post=second)


def test_one_administrator_can_become_another_in_one_step(world: World) -> None:
    set_posts(actor=world.security_admin, person=world.security_admin_b, posts=[Post.SYSTEM_ADMIN])
    assert Person.objects.get(pk=world.security_admin_b.pk).posts == {Post.SYSTEM_ADMIN}


def test_the_last_administrator_can_not_be_taken_away(world: World) -> None:
    with pytest.raises(ValidationError, match="唯一"):
        set_posts(actor=world.security_admin, person=world.audit_admin, posts=[])
    with pytest.raises(ValidationError, match="唯一"):
        deactivate_person(actor=world.system_admin, person=world.audit_admin, reason="调离")
    with pytest.raises(ValidationError, match="唯一"):
        update_person(actor=world.system_admin, person=world.audit_admin, agency=world.market)


def test_the_agency_of_the_last_administrator_can_not_be_closed(world: World) -> None:
    with pytest.raises(ValidationError, match="唯一的审计管理员、系统管理员在本机关") as refusal:
        update_agency(actor=world.system_admin, agency=world.coordination, is_active=False)
    assert "is_active" in refusal.value.error_dict
    assert Agency.objects.get(pk=world.coordination.pk).is_active
    assert not update_agency(
        actor=world.system_admin, agency=world.justice, is_active=False
    ).is_active


def test_an_administrator_of_a_closed_agency_replaces_nobody(world: World) -> None:
    update_agency(actor=world.system_admin, agency=world.justice, is_active=False)
    with pytest.raises(ValidationError, match="唯一"):
        deactivate_person(actor=world.system_admin, person=world.security_admin, reason="调离")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_at_once_leave_one() -> None:
    world = make_world()
    first, second = world.security_admin, world.security_admin_b
    together = Barrier(2)

    def close(person: Person) -> bool:
        try:
            with transaction.atomic():
                Person.objects.select_for_update().get(pk=person.pk)
                together.wait(timeout=10)
                deactivate_person(actor=None, person=person, reason="调离")
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        closed = list(pool.map(close, [first, second]))
    assert sorted(closed) == [False, True]
    assert Person.objects.filter(pk__in=[first.pk, second.pk], is_active=True).count() == 1


def test_nobody_changes_their_own_posts_or_closes_their_own_account(world: World) -> None:
    with pytest.raises(ValidationError, match="自己"):
        set_posts(actor=world.security_admin, person=world.security_admin, posts=[])
    with pytest.raises(ValidationError, match="自己"):
        deactivate_person(actor=world.system_admin, person=world.system_admin, reason="x")


@pytest.mark.parametrize("who", ["clerk", "leader", "security_admin", "audit_admin", "procurator"])
def test_only_the_system_administrator_makes_accounts(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        create_person(
            actor=world.people[who],
            username="new",
            name="卫子清",
            agency=world.market,
            password=PASSWORD,
        )
    assert not Person.objects.filter(username="new").exists()


@pytest.mark.parametrize("who", ["clerk", "leader", "system_admin", "audit_admin", "procurator"])
def test_only_the_security_administrator_gives_posts(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        set_posts(actor=world.people[who], person=world.clerk_b, posts=[Post.LEADER])


def test_a_maker_of_accounts_gives_no_posts_with_them(world: World) -> None:
    with pytest.raises(PermissionDenied):
        create_person(
            actor=world.system_admin,
            username="new",
            name="卫子清",
            agency=world.market,
            password=PASSWORD,
            posts=[Post.HANDLER],
        )


@pytest.mark.parametrize("who", ["security_admin", "audit_admin", "system_admin"])
def test_an_administrators_password_is_not_reset_by_another(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        reset_password(actor=world.system_admin, person=world.people[who])


def test_whoever_moves_leaves_posts_and_group_behind(world: World) -> None:
    moved = update_person(actor=world.system_admin, person=world.clerk, agency=world.urban)
    moved = Person.objects.get(pk=moved.pk)
    assert moved.posts == frozenset()
    assert list(moved.groups.all()) == [world.urban.group]
    event = AuditEvent.objects.filter(verb="person.update").latest("pk")
    assert event.changes["agency"] == ["市场监管局", "综合执法局"]


def test_a_failure_leaves_neither_account_nor_log_line(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("agencies.services.people.write_posts", broken)
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError):
        create_person(
            actor=None, username="new", name="卫子清", agency=world.market, password=PASSWORD
        )
    assert not Person.objects.filter(username="new").exists()
    assert AuditEvent.objects.count() == before
