"""Accounts: created, changed and closed by the system administrator."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from agencies.policies import people_policy
from agencies.services.changes import apply_changes, require
from agencies.services.passwords import remember_password
from agencies.services.posts import (
    check_clearance,
    check_posts,
    refuse_last_administrator,
    write_posts,
)
from audit.services import record
from core.text import pinyin_initials

EDITABLE = frozenset(
    {"name", "username", "agency", "certificate_no", "certificate_expires_on", "phone"}
)


def clean_username(value: str) -> str:
    """Sign-in names are lower case, so that a capital letter is no other account."""
    return value.strip().lower()


@transaction.atomic
def create_person(
    *,
    actor: Person | None,
    username: str,
    name: str,
    agency: Agency,
    password: str,
    posts: Collection[str] = (),
    clearance: int = 2,
    certificate_no: str = "",
    certificate_expires_on: date | None = None,
    phone: str = "",
    must_change_password: bool = True,
) -> Person:
    """Create an account in an agency.

    A person who creates accounts gives no posts and no clearance above the usual one: those
    are the security administrator's to give. Raises ValidationError by field.
    """
    require(actor is None or people_policy.may_manage_accounts(actor))
    if actor is not None and (posts or clearance != 2):
        require(people_policy.may_give_posts(actor))
    check_posts(agency, posts)
    check_clearance(clearance)
    person = Person(
        username=clean_username(username),
        name=name,
        agency=agency,
        clearance=clearance,
        certificate_no=certificate_no,
        certificate_expires_on=certificate_expires_on,
        phone=phone,
        must_change_password=must_change_password,
        password_changed_at=timezone.now(),
    )
    person.set_password(password)
    _check_and_save(person)
    remember_password(person)
    person.groups.add(agency.group_id)
    write_posts(person, posts)
    record(
        actor=actor,
        verb="person.create",
        obj=person,
        changes={"name": name, "agency": agency.name, "posts": sorted(posts)},
    )
    return person


@transaction.atomic
def update_person(*, actor: Person | None, person: Person, **values: Any) -> Person:
    """Change fields of an account; those not named stay.

    Whoever moves to another agency leaves their posts behind: the new agency's are
    given anew. Raises ValidationError by field; TypeError for a field not editable here.
    """
    require(actor is None or people_policy.may_manage_accounts(actor))
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    person = _locked(person)
    if "username" in values:
        values["username"] = clean_username(values["username"])
    old_agency = person.agency
    changes = apply_changes(person, values)
    if "agency" in changes:
        refuse_last_administrator(person, keep=frozenset())
        write_posts(person, ())
        person.groups.remove(old_agency.group_id)
        person.groups.add(person.agency.group_id)
    _check_and_save(person)
    if changes:
        record(actor=actor, verb="person.update", obj=person, changes=changes)
    return person


@transaction.atomic
def deactivate_person(*, actor: Person | None, person: Person, reason: str) -> Person:
    """Close an account at once; open sessions end with their next request."""
    require(actor is None or people_policy.may_manage_accounts(actor))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明停用原因。")})
    if actor is not None and actor.pk == person.pk:
        raise ValidationError({"reason": _("不能停用自己的账号。")})
    person = _locked(person)
    refuse_last_administrator(person, keep=frozenset())
    changes = apply_changes(person, {"is_active": False})
    if changes:
        person.save(update_fields=["is_active"])
        record(actor=actor, verb="person.deactivate", obj=person, changes=changes, ground=reason)
    return person


@transaction.atomic
def reactivate_person(*, actor: Person | None, person: Person) -> Person:
    """Open a closed account again; its posts are as they were."""
    require(actor is None or people_policy.may_manage_accounts(actor))
    person = _locked(person)
    changes = apply_changes(person, {"is_active": True})
    if changes:
        person.save(update_fields=["is_active"])
        record(actor=actor, verb="person.reactivate", obj=person, changes=changes)
    return person


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("agency").get(pk=person.pk)


def _check_and_save(person: Person) -> None:
    person.full_clean(exclude=["pinyin"])
    person.pinyin = pinyin_initials(person.name)[:40]
    person.save()
