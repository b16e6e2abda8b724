"""Posts and clearance: given by the security administrator."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import ADMINISTRATORS, POSTS_OF_KIND, Agency, Person, Post, Posting
from agencies.policies import people_policy
from agencies.services.changes import require
from audit.services import record

# Any number that no other advisory lock of the platform uses.
_LAST_ADMINISTRATOR_LOCK = 2026_11_22_01


def check_posts(agency: Agency, posts: Collection[str]) -> None:
    """Raise ValidationError when these posts don't go with the agency or with one another."""
    wanted = frozenset(posts)
    foreign = wanted - POSTS_OF_KIND[agency.kind] - ADMINISTRATORS
    if foreign:
        names = _("、").join(_label(post) for post in sorted(foreign))
        raise ValidationError(
            {
                "posts": _("%(kind)s不设以下岗位：%(posts)s。")
                % {"kind": agency.get_kind_display(), "posts": names}
            }
        )
    administrators = wanted & ADMINISTRATORS
    if len(administrators) > 1:
        raise ValidationError(
            {"posts": _("系统管理员、安全管理员、审计管理员互相排斥，一人只能担任其中一个。")}
        )
    if administrators and wanted != administrators:
        raise ValidationError({"posts": _("管理员不办理案件，不能同时担任其他岗位。")})


def check_clearance(clearance: int) -> None:
    """Raise ValidationError unless the grade is one of L1 to L4."""
    if clearance not in range(1, 5):
        raise ValidationError({"clearance": _("数据级别只能是 L1 至 L4。")})


def _label(post: str) -> str:
    return str(Post(post).label) if post in Post.values else post


def write_posts(person: Person, posts: Collection[str]) -> None:
    """Make these the person's posts; the caller has checked them and writes the log."""
    person.postings.exclude(post__in=posts).delete()
    held = set(person.postings.values_list("post", flat=True))
    # In this order one administrator's post can follow another within one transaction.
    Posting.objects.bulk_create(
        Posting(person=person, post=post) for post in sorted(set(posts) - held)
    )
    person.__dict__.pop("posts", None)


def refuse_last_administrator(person: Person, *, keep: Collection[str]) -> None:
    """Raise ValidationError when the county would be left without this administrator.

    One at a time: two people who close each other's account at the same moment would
    otherwise each still see the other as the one who stays.
    """
    leaving = (ADMINISTRATORS & person.posts) - frozenset(keep)
    if not leaving:
        return
    staying = _administrators().exclude(person=person)
    for post in sorted(leaving):
        if not staying.filter(post=post).exists():
            raise ValidationError(
                _("%(name)s是唯一的%(post)s，请先指定接任的人员。")
                % {"name": person.name, "post": _label(post)}
            )


def refuse_last_agency(agency: Agency) -> None:
    """Raise ValidationError when closing the agency would leave the county without one of them."""
    administrators = _administrators()
    leaving = administrators.filter(person__agency=agency).values_list("post", flat=True)
    staying = administrators.exclude(person__agency=agency).values_list("post", flat=True)
    if missing := set(leaving) - set(staying):
        names = _("、").join(_label(post) for post in sorted(missing))
        raise ValidationError(
            {"is_active": _("唯一的%(posts)s在本机关，请先指定接任的人员。") % {"posts": names}}
        )


def _administrators() -> QuerySet[Posting]:
    """Who can act as administrator, for whoever then decides alone until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LAST_ADMINISTRATOR_LOCK])
    return Posting.objects.filter(
        post__in=ADMINISTRATORS, person__is_active=True, person__agency__is_active=True
    )


@transaction.atomic
def set_posts(
    *, actor: Person | None, person: Person, posts: Collection[str], clearance: int | None = None
) -> Person:
    """Make these the posts (and the clearance) of a person. Nobody changes their own."""
    require(actor is None or people_policy.may_give_posts(actor))
    if actor is not None and actor.pk == person.pk:
        raise ValidationError({"posts": _("不能更改自己的岗位和数据级别。")})
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    clearance = person.clearance if clearance is None else clearance
    check_posts(person.agency, posts)
    check_clearance(clearance)
    refuse_last_administrator(person, keep=posts)
    before = {"posts": sorted(person.posts), "clearance": person.clearance}
    after = {"posts": sorted(set(posts)), "clearance": clearance}
    if before == after:
        return person
    write_posts(person, posts)
    person.clearance = clearance
    person.save(update_fields=["clearance"])
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    record(actor=actor, verb="person.posts", obj=person, changes=changes)
    return person
