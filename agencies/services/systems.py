"""Systems of agencies: registered and bounded by the security administrator."""

import ipaddress
import secrets
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, AgencySystem, Person, Scope, posts_of_system
from agencies.policies import system_policy
from agencies.services.changes import apply_changes, require
from agencies.services.posts import check_clearance, write_posts
from agencies.services.tokens import revoke_all
from audit.services import record
from core.text import pinyin_initials

# Of the account, and of the system itself.
_ACCOUNT = ("name", "clearance")
_TERMS = ("purpose", "contact", "scopes", "networks")


def clean_networks(texts: Collection[str]) -> list[str]:
    """Addresses and networks in CIDR; ValidationError names the first that is neither."""
    found = []
    for text in texts:
        try:
            found.append(str(ipaddress.ip_network(text.strip(), strict=False)))
        except ValueError as error:
            raise ValidationError(
                {"networks": _("“%s”不是IP地址或网段，例如 10.0.8.15 或 10.0.8.0/24。") % text[:60]}
            ) from error
    return sorted(set(found))


def check_scopes(agency: Agency, scopes: Collection[str]) -> list[str]:
    """The scopes in order; ValidationError for what an agency of this kind can't be given."""
    if not scopes:
        raise ValidationError({"scopes": _("至少选择一项接口权限。")})
    if Scope.CASES_WRITE in scopes and not agency.owns_cases:
        raise ValidationError({"scopes": _("%s不办理处罚案件，不能登记案件。") % agency.name})
    if unknown := set(scopes) - set(Scope.values):
        raise ValidationError({"scopes": _("没有这项权限：%s") % "、".join(sorted(unknown))})
    return [scope for scope in Scope.values if scope in scopes]


@transaction.atomic
def register_system(
    *,
    actor: Person | None,
    agency: Agency,
    name: str,
    purpose: str,
    contact: str,
    scopes: Collection[str],
    clearance: int = 2,
    networks: Collection[str] = (),
) -> AgencySystem:
    """Register a system of an agency, with an account of its own. Raises ValidationError.

    It holds the post of those whose work it carries, and no more sees or does than they.
    """
    require(actor is None or system_policy.may_manage(actor))
    check_clearance(clearance)
    person = Person(
        username=f"system.{secrets.token_hex(6)}",
        name=name.strip(),
        agency=agency,
        clearance=clearance,
        is_system=True,
    )
    person.set_unusable_password()
    person.full_clean(exclude=["pinyin", "password"])
    person.pinyin = pinyin_initials(person.name)[:40]
    person.save()
    person.groups.add(agency.group_id)
    write_posts(person, posts_of_system(agency.kind, scopes))
    system = AgencySystem(
        person=person,
        purpose=purpose,
        contact=contact,
        scopes=check_scopes(agency, scopes),
        networks=clean_networks(networks),
        created_by=actor,
    )
    system.full_clean(exclude=["person", "networks", "created_by"])
    system.save()
    changes = {
        "agency": agency.name,
        "scopes": system.scopes,
        "clearance": clearance,
        "networks": system.networks,
    }
    record(actor=actor, verb="system.register", obj=system, changes=changes)
    return system


@transaction.atomic
def change_system(*, actor: Person, system: AgencySystem, **values: Any) -> AgencySystem:
    """Change what a system may; narrower scopes bite on its tokens at once."""
    require(system_policy.may_manage(actor))
    if unknown := values.keys() - {*_ACCOUNT, *_TERMS}:
        raise TypeError(f"not editable: {sorted(unknown)}")
    system = _locked(system)
    if "clearance" in values:
        check_clearance(values["clearance"])
    if "scopes" in values:
        values["scopes"] = check_scopes(system.person.agency, values["scopes"])
    if "networks" in values:
        values["networks"] = clean_networks(values["networks"])
    of_account = {name: values[name] for name in _ACCOUNT if name in values}
    of_system = {name: values[name] for name in _TERMS if name in values}
    changes = {
        **apply_changes(system.person, of_account),
        **apply_changes(system, of_system),
    }
    if changes:
        write_posts(system.person, posts_of_system(system.person.agency.kind, system.scopes))
        system.person.full_clean(exclude=["pinyin", "password"])
        system.person.save(update_fields=["name", "clearance"])
        system.full_clean(exclude=["person", "networks", "created_by"])
        system.save()
        record(actor=actor, verb="system.change", obj=system, changes=changes)
    return system


@transaction.atomic
def close_system(*, actor: Person, system: AgencySystem, reason: str) -> AgencySystem:
    """Close the account of a system for good; its tokens are revoked with it."""
    require(system_policy.may_manage(actor))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明停用原因。")})
    system = _locked(system)
    if system.person.is_active:
        system.person.is_active = False
        system.person.save(update_fields=["is_active"])
        revoked = revoke_all(actor=actor, system=system)
        record(
            actor=actor,
            verb="system.close",
            obj=system,
            changes={"tokens": revoked},
            ground=reason,
        )
    return system


def _locked(system: AgencySystem) -> AgencySystem:
    rows = AgencySystem.objects.select_for_update(of=("self",))
    return rows.select_related("person__agency").get(pk=system.pk)
