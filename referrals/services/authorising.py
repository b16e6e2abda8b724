"""Who moves it: the side of the actor's agency, and the actor's post."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.models import HEADS, POSTS_OF_KIND, Person, Post
from documents.models import Delivery
from referrals.errors import NoSuchTransition, NotAllowed
from referrals.flows.table import TAKE_BACK, Field, Flow, Kind, Role, Transition
from referrals.models import Referral, ReferralStep
from referrals.policies import may_perform
from referrals.standing import Standing, counting


def transition_named(
    flow: Flow, name: str, referral: Referral, steps: Sequence[ReferralStep]
) -> Transition:
    """The transition of this name, the taking back of the last step included.

    Raises NoSuchTransition.
    """
    if name == TAKE_BACK:
        return take_back_of(flow, referral, steps)
    try:
        return flow.transition(name)
    except KeyError:
        raise NoSuchTransition(name) from None


def take_back_of(flow: Flow, referral: Referral, steps: Sequence[ReferralStep]) -> Transition:
    """How the last step is taken back, by who made it or the head of their agency.

    Raises NoSuchTransition where the table doesn't let it.
    """
    standing = counting(steps)
    last = standing[-1] if len(standing) > 1 else None
    undone = next((t for t in flow.transitions if last and t.name == last.transition), None)
    if last is None or undone is None or not undone.withdrawable:
        raise NoSuchTransition(TAKE_BACK)
    return Transition(
        TAKE_BACK,
        _("撤回“%(step)s”") % {"step": undone.label},
        (last.to_state,),
        last.from_state,
        undone.role,
        undone.posts | HEADS,
        undone.law,
        fields=(Field("reason", _("撤回的理由"), Kind.TEXT, most=200),),
    )


def authorised(
    actor: Person | None, wanted: Transition, standing: Standing, steps: Sequence[ReferralStep]
) -> Role:
    """The side for which the actor makes this transition. Raises NotAllowed with the reason."""
    reason = why_not(actor, wanted, standing, steps)
    if reason:
        raise NotAllowed(reason)
    return wanted.role


def why_not(
    actor: Person | None, wanted: Transition, standing: Standing, steps: Sequence[ReferralStep]
) -> str:
    """Why the actor may not make this transition, for people to read; "" when they may."""
    if actor is None:
        return "" if not wanted.posts else _("这一步由人员办理。")
    if not wanted.posts:
        return _("这一步由平台自动办理。")
    if wanted.role not in standing.roles_of(actor.agency_id):
        return _("这一步由另一机关办理。")
    if not may_perform(actor, wanted):
        # Those that there are here: a bureau has no chief procurator.
        here = wanted.posts & POSTS_OF_KIND[actor.agency.kind] or wanted.posts
        posts = "、".join(str(post.label) for post in Post if post in here)
        return _("这一步由%(posts)s办理。") % {"posts": posts}
    if wanted.name == TAKE_BACK:
        return _not_taken_back(actor, steps)
    return ""


def _not_taken_back(actor: Person, steps: Sequence[ReferralStep]) -> str:
    last = counting(steps)[-1]
    if last.actor_id != actor.pk and not (
        actor.holds(*HEADS) and last.agency_id == actor.agency_id
    ):
        return _("只有办理这一步的人员和本机关负责人可以撤回。")
    signed = Delivery.objects.filter(
        document=last.document_id, is_copy=False, signed_for_at__isnull=False
    )
    if last.document_id and signed.exists():
        return _("对方已经签收文书，不能撤回。")
    return ""
