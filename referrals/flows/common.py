"""What the tables of the flows share: who acts, who is told, fields that recur."""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from audit.registry import Text
from referrals.flows.table import Field, Kind, Role, Tell

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


def acts(role: Role, *posts: Post) -> tuple[Tell, ...]:
    """These must act while it stands there."""
    return tuple(Tell(role, post) for post in posts)


def hears(role: Role, *posts: Post) -> tuple[Tell, ...]:
    """These are only told."""
    return tuple(Tell(role, post, must_act=False) for post in posts)


def words(name: str, label: Text, *, required: bool = True, most: int = 500) -> Field:
    """A text of several lines."""
    return Field(name, label, Kind.LINES, required=required, most=most)


def day(name: str, label: Text, *, required: bool = True) -> Field:
    """A day."""
    return Field(name, label, Kind.DAY, required=required)


def yes_no(name: str, label: Text) -> Field:
    """Yes or no: nothing is assumed."""
    return Field(name, label, Kind.YES_NO)


def side(role: Role, label: Text, kinds: frozenset[AgencyKind], *, required: bool = True) -> Field:
    """The agency that stands on this side from now on."""
    return Field(role.value, label, Kind.AGENCY, required=required, agency_kinds=kinds)


REASON = words("reason", _("理由"))
REMARK = words("remark", _("备注"), required=False)
MATERIALS = words("materials", _("材料清单"), most=2000)
CONTACT = Field("contact", _("联系人及电话"), most=60)
CASE_NUMBER = Field("case_number", _("案号"), most=60)
COPY_TO = side(Role.SUPERVISOR, _("抄送检察院"), PROCURATORATE)
