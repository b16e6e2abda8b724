"""On whose desk a paper is laid in the agency that gets it."""

from collections.abc import Collection, Sequence

from agencies.models import HEADS, Agency, AgencyKind, Post, Posting
from documents.models import Delivery
from documents.registry import named_people

# Who takes papers in where nobody holds the post for it, or nobody there is cleared.
_NEXT: dict[str, tuple[Post, ...]] = {
    AgencyKind.PROCURATORATE: (Post.PROCURATOR, Post.CHIEF_PROCURATOR),
    AgencyKind.COURT: (Post.JUDGE, Post.LEADER),
    AgencyKind.JUSTICE: (Post.SUPERVISION_OFFICER, Post.LEADER),
    AgencyKind.DISCIPLINE: (Post.SUPERVISION_OFFICER, Post.LEADER),
    AgencyKind.COORDINATION: (Post.COORDINATOR, Post.LEADER),
}
_USUAL = (Post.HANDLER, Post.LEADER)
_HEAD_OF: dict[str, Post] = {AgencyKind.PROCURATORATE: Post.CHIEF_PROCURATOR}

Desk = tuple[str, int | None]


def desks_of(delivery: Delivery, held: Collection[tuple[int, str, int]]) -> list[Desk]:
    """Posts or people that sign for a paper; `held` comes from `posts_held`."""
    people = named_people(delivery.document, delivery.receiver_id)
    if people is not None:
        return [("", person) for person in sorted(people)]
    kind = delivery.receiver.kind
    for post in (Post.INTAKE, *_NEXT.get(kind, _USUAL)):
        if any(
            (agency, each) == (delivery.receiver_id, post) and clearance >= delivery.document.grade
            for agency, each, clearance in held
        ):
            return [(post, None)]
    # Nobody may read it: the head sees that it is there, and that somebody must be cleared.
    return [(head_of(delivery.receiver), None)]


def escalated_to(delivery: Delivery) -> list[Desk]:
    """Who answers for an agency in which nobody signs for a paper."""
    people = named_people(delivery.document, delivery.receiver_id)
    if people is not None:
        return [("", person) for person in sorted(people)]
    return [(head_of(delivery.receiver), None)]


def head_of(agency: Agency) -> Post:
    """The post that answers for an agency."""
    post = _HEAD_OF.get(agency.kind, Post.LEADER)
    assert post in HEADS
    return post


def posts_held(deliveries: Sequence[Delivery]) -> list[tuple[int, str, int]]:
    """Agency, post and clearance of everybody who might sign for one of these."""
    people = Posting.objects.filter(
        person__agency__in={each.receiver_id for each in deliveries},
        person__is_active=True,
        person__is_system=False,
    )
    return list(people.values_list("person__agency", "post", "person__clearance").distinct())
