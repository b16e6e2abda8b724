"""What the tables of the flows share: who acts, who is told, fields that recur."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from audit.registry import Text
from cases.models import ServiceMethod
from referrals.flows.table import SUCCEED, TAKE_BACK, Field, Kind, Role, Tell, Transition

# Who works on a matter, by whatever name their agency calls it.
WORKERS = frozenset(
    {
        Post.HANDLER,
        Post.PROCURATOR,
        Post.JUDGE,
        Post.ENFORCEMENT_JUDGE,
        Post.SUPERVISION_OFFICER,
        Post.COORDINATOR,
    }
)
HANDLER = frozenset({Post.HANDLER})
LEADER = frozenset({Post.LEADER})
HEAD = frozenset({Post.LEADER, Post.CHIEF_PROCURATOR})
# Whoever opens the post may also be the one who works on it, in a small agency.
INTAKE = WORKERS | {Post.INTAKE}
POLICE_INTAKE = frozenset({Post.INTAKE, Post.HANDLER})
PROCURATOR = frozenset({Post.PROCURATOR, Post.CHIEF_PROCURATOR})
CHIEF = frozenset({Post.CHIEF_PROCURATOR})
COURT_FILING = frozenset({Post.INTAKE, Post.JUDGE})
JUDGE = frozenset({Post.JUDGE})
EXECUTION = frozenset({Post.ENFORCEMENT_JUDGE})
# What the platform does itself.
NOBODY: frozenset[Post] = frozenset()

ENFORCING = frozenset({AgencyKind.ENFORCEMENT, AgencyKind.TOWNSHIP})
# The police hand over to their own criminal side what they found as an administrative organ.
OWNERS = ENFORCING | {AgencyKind.POLICE}
POLICE = frozenset({AgencyKind.POLICE})
PROCURATORATE = frozenset({AgencyKind.PROCURATORATE})
COURT = frozenset({AgencyKind.COURT})
JUSTICE = frozenset({AgencyKind.JUSTICE})
DISCIPLINE = frozenset({AgencyKind.DISCIPLINE})
COORDINATION = frozenset({AgencyKind.COORDINATION})

INTERPRETATION = "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》"
YES, NO = frozenset({"yes"}), frozenset({"no"})


# Steps that every flow knows.
_EVERYWHERE: Mapping[str, Text] = {TAKE_BACK: _("撤回"), SUCCEED: _("机关承接")}


def common_label(name: str) -> str:
    """What a step that every flow knows is called; "" for one of a flow's own table."""
    return str(_EVERYWHERE.get(name, ""))


def acts(role: Role, *posts: Post) -> tuple[Tell, ...]:
    """These must act while it stands there."""
    return tuple(Tell(role, post) for post in posts)


def hears(role: Role, *posts: Post) -> tuple[Tell, ...]:
    """These are only told."""
    return tuple(Tell(role, post, must_act=False) for post in posts)


def words(
    name: str, label: Text, *, required: bool = True, most: int = 500, source: str = ""
) -> Field:
    """A text of several lines."""
    return Field(name, label, Kind.LINES, required=required, most=most, source=source)


def day(name: str, label: Text, *, required: bool = True) -> Field:
    """A day."""
    return Field(name, label, Kind.DAY, required=required)


def yes_no(name: str, label: Text) -> Field:
    """Yes or no: nothing is assumed."""
    return Field(name, label, Kind.YES_NO)


def side(
    role: Role,
    label: Text,
    kinds: frozenset[AgencyKind],
    *,
    required: bool = True,
    elsewhere: bool = False,
) -> Field:
    """The agency that stands on this side from now on."""
    return Field(
        role.value,
        label,
        Kind.AGENCY,
        required=required,
        agency_kinds=kinds,
        elsewhere=elsewhere,
    )


REASON = words("reason", _("理由"))
REMARK = words("remark", _("备注"), required=False)
MATERIALS = words("materials", _("材料清单"), most=2000, source="evidence")
CONTACT = Field("contact", _("联系人及电话"), most=60)
CASE_NUMBER = Field("case_number", _("案号"), most=60)
COPY_TO = side(Role.SUPERVISOR, _("抄送检察院"), PROCURATORATE)

# Duties that stay until they are settled, whatever becomes of the referral (`Tell.until`).
REVIEW = "review"
DUTIES: Mapping[str, Text] = {REVIEW: _("待检察院审查")}
REVIEW_OUTCOMES = (
    ("lawful", _("未发现违法情形")),
    ("communicated", _("存在问题，已向有关机关提出口头意见")),
    ("supervised", _("存在违法情形，另行提出监督意见")),
)


def to_review(role: Role = Role.SUPERVISOR, post: Post = Post.PROCURATOR) -> tuple[Tell, ...]:
    """The procuratorate must review it and say with what outcome, whatever becomes of it."""
    return (Tell(role, post, until=REVIEW),)


def reviewed(
    states: Sequence[str],
    law: str,
    *,
    role: Role = Role.SUPERVISOR,
    tells: tuple[Tell, ...] = (),
    ends: tuple[str, ...] = (),
) -> tuple[Transition, ...]:
    """The procuratorate has reviewed it: one step for each state in which that may be owed."""
    return tuple(
        Transition(
            f"reviewed_{state}",
            _("检察院已审查"),
            (state,),
            state,
            role,
            PROCURATOR,
            law,
            fields=(
                Field("review_outcome", _("审查结论"), Kind.CHOICE, choices=REVIEW_OUTCOMES),
                words("review_opinion", _("审查情况及意见")),
            ),
            ends=ends,
            tells=tells,
            settles=(REVIEW,),
            conditions=("review_owed",),
        )
        for state in states
    )


# When a paper reached who never signed for it (`Transition.records_service`).
SERVED_ON = "paper_served_on"
_MANNERS = tuple(
    (manner.value, manner.label)
    for manner in (
        ServiceMethod.DIRECT,
        ServiceMethod.LEFT,
        ServiceMethod.POST,
        ServiceMethod.ENTRUSTED,
    )
)
_WHOM = (Post.HANDLER, Post.LEADER, Post.PROCURATOR, Post.CHIEF_PROCURATOR)
# Who signs leaves the record of it to who works on the matter.
_WORKS_FOR = {Post.LEADER: Post.HANDLER, Post.CHIEF_PROCURATOR: Post.PROCURATOR}


def services_recorded(transitions: Sequence[Transition], law: str) -> tuple[Transition, ...]:
    """登记送达, for the papers of these transitions from whose receipt a period runs.

    Who never signs for a paper doesn't put off by that what begins with its service: the side
    that issued it says on which day, in what manner and by what proof it was served. One step
    for each state in which such a paper leaves the referral and each side that issues one.
    """
    found: dict[tuple[str, Role], tuple[str, frozenset[Post], frozenset[Role]]] = {}
    for each in transitions:
        on = frozenset(start.on for start in each.starts if start.served)
        if on and each.paper:
            nothing = (each.name, frozenset[Post](), frozenset[Role]())
            name, posts, served = found.get((each.target, each.role), nothing)
            works = {_WORKS_FOR[post] for post in each.posts & _WORKS_FOR.keys()}
            found[each.target, each.role] = name, posts | each.posts | works, served | on
    return tuple(
        Transition(
            f"served_{name}",
            _("登记送达"),
            (state,),
            state,
            role,
            posts,
            law,
            fields=(
                day(SERVED_ON, _("送达日期")),
                Field("service_manner", _("送达方式"), Kind.CHOICE, choices=_MANNERS),
                words("service_proof", _("送达的凭证（回证、邮寄单号、见证人等）"), most=300),
            ),
            tells=tuple(tell for on in sorted(served) for tell in hears(on, *_WHOM)),
            conditions=("service_waits", "served_after_issue"),
            happened=SERVED_ON,
            records_service=True,
            help=_("对方没有在平台签收的，自实际送达之日起计算期限"),
        )
        for (state, role), (name, posts, served) in found.items()
    )
