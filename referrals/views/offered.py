"""What the page of a referral offers: the next step first, the rest in a quiet row, and why
what isn't possible yet isn't."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from agencies.models import Person
from documents.kinds import KINDS
from documents.policies import may_draft
from referrals.goods.policies import FLOW as GOODS
from referrals.selectors.shapes import Action, ReferralView

# By flow the steps that usually lead on, tracks as flow.step. Decisions between two (to
# approve or deny an arrest, to file or not after reconsideration) have none: nobody is nudged.
USUAL: Mapping[str, tuple[str, ...]] = {
    "clue": (
        *("submit", "approve", "sign", "assign", "open_case", "supply", "give_feedback"),
        *("settle", "close", "redraft"),
    ),
    "consultation": ("answer", "comment", "follow_up", "close", "close_answered"),
    "discipline": ("send", "sign", "dispose", "give_feedback"),
    "early_intervention": (
        *("agree", "begin", "give_opinion", "link", "close", "close_answered"),
    ),
    "filing_supervision": ("demand_reasons", "explain", "notify", "file", "withdraw_case",
                           "conclude"),
    "forward": (
        *("suspect", "report", "approve", "hand_over", "copy", "copy_later", "sign", "file"),
        *("supplement_given", "answer_investigation", "conclude"),
        *("goods.list", "suspect.register"),
    ),
    "goods": ("hand_over", "sign"),
    "non_litigation": (
        *("remind", "reminder_served", "apply", "enforce", "sign", "accept", "execute"),
        *("execute_government", "finish", "executed_government", "finish_own", "resume"),
        "resume_own",
    ),
    "reverse": ("take_in", "issue_opinion", "resume", "sign", "accept", "reply", "verify"),
    "reverse_direct": ("sign", "accept", "reply", "send"),
    "suspect": ("request_prosecution", "request_arrest", "prosecute", "judge"),
}  # fmt: skip


@dataclass(frozen=True)
class Button:
    """A step as the page offers it; `why_not` where it can't be made now.

    `prepares`: somebody else makes it, and this person may write its paper.
    """

    name: str
    label: str
    url: str
    help: str = ""
    why_not: str = ""
    prepares: bool = False
    is_track: bool = False


@dataclass(frozen=True)
class Offered:
    """`next` leads on now, or would, with the reason why it doesn't; the rest in the order of
    the tables, and apart what can't be done yet."""

    next: Button | None
    others: Sequence[Button]
    later: Sequence[Button]

    def __bool__(self) -> bool:
        return bool(self.next or self.others or self.later)


def offered(
    actor: Person, view: ReferralView, actions: Sequence[Action], starts: Sequence[Action]
) -> Offered:
    """Sort what the selectors say of steps (`actions`) and tracks (`starts`)."""
    steps = [_step(actor, view, each) for each in actions]
    tracks = [_track(view, each) for each in starts]
    begun = {track.flow for track in view.tracks}
    usual = list(_usual(view.flow, steps, tracks, begun))
    may = [each for each in usual if not each.why_not]
    first = next(iter(may or usual), None)
    rest = [each for each in (*steps, *tracks) if each is not first]
    return Offered(
        next=first,
        others=[each for each in rest if not each.why_not],
        later=[each for each in rest if each.why_not],
    )


def _usual(
    flow: str, steps: Sequence[Button], tracks: Sequence[Button], begun: set[str]
) -> Iterator[Button]:
    """The steps that usually lead on, in their order; a track once, after which it is one of
    the others."""
    found = {each.name: each for each in (*steps, *tracks)}
    for name in USUAL.get(flow, ()):
        if name in found and name.partition(".")[0] not in begun:
            yield found[name]


def _step(actor: Person, view: ReferralView, action: Action) -> Button:
    # A list of goods is filled from what was counted, by who counted it.
    paper = "" if view.flow == GOODS else action.transition.paper
    kind = KINDS.get(paper)
    return Button(
        name=action.name,
        label=action.label,
        url=reverse("referrals:act", args=[view.id, action.name]),
        help=str(action.transition.help),
        why_not=action.why_not,
        prepares=not action.allowed and kind is not None and may_draft(actor, kind),
    )


def _track(view: ReferralView, action: Action) -> Button:
    return Button(
        name=f"{action.flow}.{action.name}",
        label=action.label,
        url=reverse("referrals:start_from", args=[view.id, action.flow, action.name]),
        help=str(action.transition.help),
        why_not=action.why_not,
        is_track=True,
    )
