"""Which parties are one: somebody says so with a reason, and it can be taken back.

Each decision changes one thing: where an identity is merged into, or which identity a
row stands in. Undoing puts that one thing back, whatever was decided in between, so the
order in which decisions are undone doesn't matter.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.models import ChangeKind, Identity, IdentityChange, Party, Profile
from cases.policies import DECIDING_POSTS, may_link
from cases.selectors.identities import PartyNotKnown, Whom, whom
from cases.selectors.identity_changes import may_undo, sides, surroundings
from cases.services.identities import identity_without_number
from core.clock import current_moment

if TYPE_CHECKING:
    from cases.selectors.identities import GrantedParty

# Everybody has one of these.
_ONE_EACH = frozenset({"uscc", "id_card"})
_SHORTEST_REASON = 4
_MOST_COMPARED = 1_000


class ChangedMeanwhile(Exception):
    """Somebody else decided about the same identity since; nothing was done."""


def _two_sides(actor: Person, first: int, second: int) -> tuple[Whom, Whom]:
    try:
        one, other = whom(actor, first), whom(actor, second)
    except PartyNotKnown as error:
        raise PermissionDenied from error
    own = any(side.rows().filter(grant_profile=Profile.OWNER).exists() for side in (one, other))
    if not may_link(actor, own=own):
        raise PermissionDenied
    if one.row.pk == other.row.pk or (one.root and one.root == other.root):
        raise ChangedMeanwhile
    return one, other


def _check_reason(reason: str) -> str:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise ValidationError({"reason": _("请写明理由（至少4个字）。")})
    return reason.strip()


def numbers_differ(one: Whom, other: Whom) -> bool:
    """Whether the rows that the actor knows bear two numbers of which everybody has one."""
    mine, theirs = _numbers(one), _numbers(other)
    return any(
        mine.get(kind) and theirs.get(kind) and not mine[kind] & theirs[kind] for kind in _ONE_EACH
    )


def _numbers(side: Whom) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = side.rows().exclude(identifier_hash="").order_by()
    for kind, hash_ in rows.values_list("identifier_type", "identifier_hash").distinct()[
        :_MOST_COMPARED
    ]:
        found.setdefault(kind, set()).add(hash_)
    return found


@transaction.atomic
def merge_parties(*, actor: Person, party: int, other: int, reason: str) -> IdentityChange:
    """Say that two parties are the same; all rows of both stand for one identity from now on.

    Raises PermissionDenied, ValidationError by field, and ChangedMeanwhile when they are
    the same already or somebody else is deciding about one of them.
    """
    one, two = _two_sides(actor, party, other)
    reason = _check_reason(reason)
    if numbers_differ(one, two) and not actor.holds(*DECIDING_POSTS):
        raise ValidationError(
            _("双方的证件号码不同，只有负责人或者检察长可以在核实后归并。请先更正有误的号码。")
        )
    source, target = _locked(one, two)
    # The one with a number stays on top, else the older one.
    if (not target.identifier_hash, target.pk) > (not source.identifier_hash, source.pk):
        source, target, one, two = target, source, two, one
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    Identity.objects.filter(root=source).update(root=target)
    return _decided(actor, ChangeKind.MERGE, (source.pk, target.pk), (one.row, two.row), reason)


@transaction.atomic
def tell_apart(*, actor: Person, party: int, other: int, reason: str) -> IdentityChange:
    """Say that two parties aren't the same; they are not proposed again. Raises as merging does."""
    one, two = _two_sides(actor, party, other)
    reason = _check_reason(reason)
    source, target = _locked(one, two)
    standing = IdentityChange.objects.filter(
        kind=ChangeKind.DISTINCT,
        undone_at__isnull=True,
        source__root__in=[source, target],
        target__root__in=[source, target],
    )
    if standing.exists():
        raise ChangedMeanwhile
    return _decided(actor, ChangeKind.DISTINCT, (source.pk, target.pk), (one.row, two.row), reason)


def _for_update() -> QuerySet[Identity]:
    """Locked against other decisions, but not against new rows that point at them."""
    return Identity.objects.select_for_update(no_key=True)


def _locked(one: Whom, two: Whom) -> tuple[Identity, Identity]:
    """The tops of both trees, locked in the order of their ids, as they were seen."""
    rows = Party.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    now = {row.pk: row for row in rows.filter(pk__in=[one.row.pk, two.row.pk])}
    tops = []
    for side in (one, two):
        row = now.get(side.row.pk)
        if row is None or row.identity_id != side.row.identity_id:
            raise ChangedMeanwhile
        tops.append(side.root or _identity_for(row))
    found = {identity.pk: identity for identity in _for_update().filter(pk__in=tops).order_by("pk")}
    if any(found[top].root_id != top for top in tops):
        raise ChangedMeanwhile
    return found[tops[0]], found[tops[1]]


def _identity_for(row: Party) -> int:
    row.identity_id = identity_without_number()
    row.save(update_fields=["identity"])
    return row.identity_id


def _decided(
    actor: Person,
    kind: str,
    identities: tuple[int, int],
    rows: "tuple[GrantedParty, GrantedParty]",
    reason: str,
) -> IdentityChange:
    change = IdentityChange.objects.create(
        kind=kind,
        source_id=identities[0],
        target_id=identities[1],
        party_id=rows[0].pk,
        other_id=rows[1].pk,
        reason=reason,
        person=actor,
    )
    # Ids only: a name in the log would be shown to those who may not see the case.
    changes = {
        "source": change.source_id,
        "target": change.target_id,
        "cases": sorted({row.case_id for row in rows}),
    }
    outside = any(row.grant_profile != Profile.OWNER for row in rows)
    verb = f"party.{kind}"
    record(actor=actor, verb=verb, obj=change, changes=changes, ground=reason, outside=outside)
    return change


@transaction.atomic
def split_party(*, actor: Person, party: int, reason: str) -> IdentityChange:
    """Take one row out of its identity: it was linked to somebody else by mistake.

    Later rows of this case with the same number follow it. Raises as merging does.
    """
    try:
        found = whom(actor, party)
    except PartyNotKnown as error:
        raise PermissionDenied from error
    if not may_link(actor, own=found.row.grant_profile == Profile.OWNER):
        raise PermissionDenied
    reason = _check_reason(reason)
    stays = found.rows().exclude(pk=party).first()
    if not found.root or stays is None:
        raise ValidationError(_("没有与它归在一起的其他当事人。"))
    # First rows, then tops, as everywhere.
    rows = Party.objects.select_for_update(of=("self",), no_key=True).select_related("identity")
    row = rows.get(pk=party)
    _for_update().get(pk=found.root)
    before = row.identity
    if before is not None:
        before.refresh_from_db()
    if before is None or row.identity_id != found.row.identity_id or before.root_id != found.root:
        raise ChangedMeanwhile
    apart = identity_without_number(
        split_from=before.split_from_id or before.pk, case_id=row.case_id
    )
    row.identity_id = apart
    row.save(update_fields=["identity"])
    return _decided(actor, ChangeKind.SPLIT, (before.pk, apart), (found.row, stays), reason)


@transaction.atomic
def undo_change(*, actor: Person, change: int, reason: str) -> IdentityChange:
    """Take a decision back; whoever might have made it may.

    Raises PermissionDenied (as to somebody who doesn't know both sides), ValidationError,
    and ChangedMeanwhile when it was undone already.
    """
    found = IdentityChange.objects.select_for_update().filter(pk=change).first()
    if found is None:
        raise PermissionDenied
    near = surroundings(actor, [found])
    if not may_undo(actor, found, near):
        raise PermissionDenied
    reason = _check_reason(reason)
    if found.undone_at:
        raise ChangedMeanwhile
    one, other = sides(found, near)
    _put_back(found)
    found.undone_at, found.undone_by, found.undone_reason = current_moment(), actor, reason
    found.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    changes = {"source": found.source_id, "target": found.target_id, "kind": found.kind}
    outside = not (one | other) <= near.own
    record(
        actor=actor, verb="party.undo", obj=found, changes=changes, ground=reason, outside=outside
    )
    return found


def _put_back(change: IdentityChange) -> None:
    if change.kind == ChangeKind.MERGE:
        _unmerge(change)
    elif change.kind == ChangeKind.SPLIT:
        moved = Party.objects.filter(identity=change.target_id).update(identity=change.source_id)
        # Split off once more since: that stands, and now leads back to where this one began.
        later = IdentityChange.objects.filter(
            kind=ChangeKind.SPLIT, source=change.target_id, undone_at__isnull=True
        ).update(source=change.source_id)
        if not moved and not later:
            raise ValidationError(
                _("这一当事人的证件号码在拆出后已经更正，记录已随新号码归集，不能再撤销拆出。")
            )
        Identity.objects.filter(pk=change.target_id).update(split_from=None, split_case=None)


_BELOW = """
WITH RECURSIVE below AS (
    SELECT id FROM cases_identity WHERE id = %(top)s
    UNION ALL
    SELECT i.id FROM cases_identity i JOIN below ON i.merged_into_id = below.id
)
UPDATE cases_identity SET root_id = %(top)s FROM below WHERE cases_identity.id = below.id
"""


def _unmerge(change: IdentityChange) -> None:
    # The whole tree is locked by its top, as it is for merging.
    source = Identity.objects.get(pk=change.source_id)
    top = _for_update().get(pk=source.root_id)
    source.refresh_from_db()
    if source.root_id != top.pk or source.merged_into_id != change.target_id:
        raise ChangedMeanwhile
    Identity.objects.filter(pk=source.pk).update(merged_into=None, root=F("pk"))
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"top": source.pk})
