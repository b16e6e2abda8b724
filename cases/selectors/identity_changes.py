"""What was decided about an identity, as far as the viewer knows both sides of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from agencies.models import Person
from cases.models import ChangeKind, Identity, IdentityChange, Profile
from cases.policies import may_link
from cases.selectors.identities import known_parties

MOST_CHANGES = 50
# A company with more rows than this is known on both sides of any change near enough.
_MOST_KNOWN = 2_000


@dataclass
class Surroundings:
    """The trees in which some identities stand, and the rows of them that the actor knows."""

    root_of: dict[int, int] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    # identity → rows known of it; and those of the actor's own agency
    rows: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    own: set[int] = field(default_factory=set)
    # The rows that were looked at when it was decided, as far as the actor knows them.
    looked_at: set[int] = field(default_factory=set)

    def below(self, identity: int) -> set[int]:
        """The identity and all that were merged into it."""
        found, waiting = set(), [identity]
        while waiting:
            found.add(current := waiting.pop())
            waiting += self.children.get(current, [])
        return found

    def tree(self, identity: int) -> set[int]:
        """Everything that counts as the same as this identity now."""
        return self.below(self.root_of[identity])

    def known(self, identities: Iterable[int]) -> set[int]:
        """The rows known of these identities."""
        return {row for identity in identities for row in self.rows.get(identity, ())}


def surroundings(actor: Person, changes: Collection[IdentityChange]) -> Surroundings:
    """What is around these decisions: two queries, however many."""
    near = Surroundings()
    identities = {pk for change in changes for pk in (change.source_id, change.target_id)}
    roots = Identity.objects.filter(pk__in=identities).values("root")
    for pk, root, parent in Identity.objects.filter(root__in=roots).values_list(
        "pk", "root_id", "merged_into_id"
    ):
        near.root_of[pk] = root
        if parent:
            near.children[parent].append(pk)
    looked_at = {pk for change in changes for pk in (change.party_id, change.other_id)}
    concerned = Q(identity__in=list(near.root_of)) | Q(pk__in=looked_at)
    known = known_parties(actor).filter(concerned).values_list("pk", "identity_id", "grant_profile")
    for pk, identity, profile in known[:_MOST_KNOWN]:
        near.rows[identity].add(pk)
        if pk in looked_at:
            near.looked_at.add(pk)
        if profile == Profile.OWNER:
            near.own.add(pk)
    return near


def sides(change: IdentityChange, near: Surroundings) -> tuple[set[int], set[int]]:
    """The rows known on either side of a change; nobody sees it who doesn't know both."""
    source, target = change.source_id, change.target_id
    if change.kind == ChangeKind.MERGE:
        part = near.below(source)
        one, other = near.known(part), near.known(near.tree(target) - part)
    elif change.kind == ChangeKind.SPLIT:
        one = near.known({target}) | {change.party_id} & near.looked_at
        other = near.known(near.tree(source)) - one
    else:
        one, other = near.known(near.tree(source)), near.known(near.tree(target))
    # What somebody took out since, or merged with both, still stands for its side.
    return (
        one | {change.party_id} & near.looked_at,
        other | {change.other_id} & near.looked_at,
    )


def may_undo(actor: Person, change: IdentityChange, near: Surroundings) -> bool:
    """Whether the actor knows both sides and might have decided this themselves.

    Two are joined by those who answer for either; a row is split by those who answer for it.
    """
    one, other = sides(change, near)
    mine = one if change.kind == ChangeKind.SPLIT else one | other
    return bool(one and other) and may_link(actor, own=bool(mine & near.own))


@dataclass(frozen=True)
class ChangeView:
    """A decision about identities that the actor may know of.

    A reason may name people: it is for those who might have decided, and who wrote it.
    """

    change: IdentityChange
    may_undo: bool
    shows_reason: bool


def changes_about(actor: Person, root: int | None) -> list[ChangeView]:
    """Decisions about this identity that the actor may know, latest first."""
    if root is None:
        return []
    about = Q(source__root=root) | Q(target__root=root)
    found = list(
        IdentityChange.objects.filter(about).select_related(
            "person", "person__agency", "undone_by"
        )[:MOST_CHANGES]
    )
    if not found:
        return []
    near = surroundings(actor, found)
    views = []
    for change in found:
        one, other = sides(change, near)
        if one and other:
            undo = may_undo(actor, change, near)
            own = change.person.agency_id == actor.agency_id
            reason = own or may_link(actor, own=bool((one | other) & near.own))
            views.append(ChangeView(change, undo, reason))
    return views
