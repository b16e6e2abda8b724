"""Agencies are created and changed here; each has one Django group that carries access."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.closing import pass_on, refuse_while_awaited
from agencies.models import Agency, Person, Region
from agencies.policies import can_manage_agencies
from agencies.services.changes import apply_changes, require
from agencies.services.posts import refuse_last_agency
from audit.services import record
from core.identifiers import clean_uscc
from core.text import pinyin_initials

EDITABLE = frozenset(
    {"kind", "name", "short_name", "uscc", "region", "parent", "sector", "number_prefix"}
    | {"phone", "is_active"}
)


def _pinyin(agency: Agency) -> str:
    """Initials of both names, so that typing those of either finds the agency."""
    initials = [pinyin_initials(agency.short_name), pinyin_initials(agency.name)]
    return " ".join(dict.fromkeys(text.lower() for text in initials if text))[:120]


def _group_name(agency: Agency) -> str:
    return f"agency {agency.uscc}"


def _clean_uscc(value: str) -> str:
    try:
        return clean_uscc(value)
    except ValidationError as error:
        raise ValidationError({"uscc": error.error_list}) from error


def _check_parent(agency: Agency) -> None:
    """Raise ValidationError when the agency would stand above itself."""
    above = agency.parent
    while above is not None:
        if above.pk == agency.pk:
            raise ValidationError({"parent": _("上级机关不能是本机关或其下级机关。")})
        above = above.parent


@transaction.atomic
def create_agency(
    *,
    actor: Person | None,
    kind: str,
    name: str,
    short_name: str,
    uscc: str,
    region: Region,
    parent: Agency | None = None,
    sector: str = "",
    number_prefix: str = "",
    phone: str = "",
) -> Agency:
    """Create an agency and its group. Raises ValidationError by field, PermissionDenied."""
    require(actor is None or can_manage_agencies(actor))
    agency = Agency(
        kind=kind,
        name=name,
        short_name=short_name,
        uscc=_clean_uscc(uscc),
        region=region,
        parent=parent,
        sector=sector,
        number_prefix=number_prefix,
        phone=phone,
    )
    agency.full_clean(exclude=["group", "pinyin"])
    agency.pinyin = _pinyin(agency)
    agency.group = Group.objects.create(name=_group_name(agency))
    agency.save()
    record(actor=actor, verb="agency.create", obj=agency, changes={"name": agency.name})
    return agency


@transaction.atomic
def update_agency(*, actor: Person | None, agency: Agency, **values: Any) -> Agency:
    """Change fields of an agency; those not named stay.

    Raises as `create_agency` does, and TypeError for a field not editable here.
    """
    require(actor is None or can_manage_agencies(actor))
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if "uscc" in values:
        values["uscc"] = _clean_uscc(values["uscc"])
    _check_kind(agency, values.get("kind", agency.kind))
    changes = apply_changes(agency, values)
    _check_parent(agency)
    if "is_active" in changes and not agency.is_active:
        refuse_last_agency(agency)
        refuse_while_awaited(agency)
    elif "is_active" in changes:
        # It works again: nobody stands in its place any more.
        agency.successor = None
    agency.full_clean(exclude=["group", "pinyin"])
    agency.pinyin = _pinyin(agency)
    agency.save()
    if "uscc" in changes:
        Group.objects.filter(pk=agency.group_id).update(name=_group_name(agency))
    if changes:
        record(actor=actor, verb="agency.update", obj=agency, changes=changes)
    return agency


@transaction.atomic
def close_agency(*, actor: Person, agency: Agency, successor: Agency) -> dict[str, int]:
    """Close an agency and let another take over what it still had to do (停用并移交).

    Its open referrals, what they ask, and papers that it hasn't signed for pass to the successor,
    all or none of it; what has ended stays under its name and is read by the successor. Returns
    how much passed. Raises PermissionDenied, and ValidationError by field for a successor that
    can't stand in its place.
    """
    require(can_manage_agencies(actor))
    rows = Agency.objects.select_for_update(of=("self",)).filter(pk__in=[agency.pk, successor.pk])
    locked = {row.pk: row for row in rows.order_by("pk")}
    agency, successor = locked[agency.pk], locked[successor.pk]
    _check_successor(agency, successor)
    agency.is_active, agency.successor = False, successor
    refuse_last_agency(agency)
    figures = pass_on(actor, agency, successor)
    agency.save(update_fields=["is_active", "successor"])
    record(
        actor=actor,
        verb="agency.close",
        obj=agency,
        changes={"is_active": [True, False], "successor": successor.name, **figures},
    )
    return figures


def _check_successor(agency: Agency, successor: Agency) -> None:
    fault = ""
    if not agency.is_active:
        fault = _("该机关已经停用。")
    elif successor.pk == agency.pk or not successor.is_active:
        fault = _("承接机关应当是另一个启用中的机关。")
    elif successor.kind != agency.kind or successor.region_id != agency.region_id:
        fault = _("承接机关应当与该机关同类、同在一个行政区划。")
    if fault:
        raise ValidationError({"successor": fault})


def _check_kind(agency: Agency, kind: str) -> None:
    """Raise ValidationError when people hold posts that follow from the present kind."""
    if kind != agency.kind and agency.people.filter(postings__isnull=False).exists():
        raise ValidationError({"kind": _("机关已有人员任职，不能更改机关类别。")})
