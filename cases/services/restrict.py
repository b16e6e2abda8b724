"""A case becomes one for named people, or for the whole agency again (知悉范围)."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Person, Post
from audit.services import record
from cases import confining
from cases.clocks import SUBJECT
from cases.grants import is_restricted
from cases.grounds import view_permission_id
from cases.models import Case, CaseAccess, CasePersonAccess
from cases.policies import access_of, may_restrict
from cases.selectors import CaseNotVisible
from cases.selectors.named import own_named
from cases.selectors.people import own_people
from core.again import begun_again
from inbox.services import free_claims

_LEAST_REASON = 4
_NOT_NAMED = gettext_noop("案件限定知悉人员，认领人不在其中")


@begun_again
@transaction.atomic
def restrict_case(*, actor: Person, case_id: int, people: Collection[int], reason: str) -> None:
    """Restrict a case to these people of its agency; again, with others, replaces them.

    The head who does so is always one of them, and somebody who handles cases must be, so that
    what the case asks has a desk. Everywhere else it is open to nobody until they are named for
    what reached them (referrals.services.naming), or have acted on it. Access, lists, to-dos,
    notices, papers and figures follow in the same transaction. Raises CaseNotVisible, and
    ValidationError by field.
    """
    case = _locked(actor, case_id)
    _check_reason(reason)
    chosen = {*people, actor.pk}
    fit = own_people(actor).filter(pk__in=chosen).distinct()
    if set(fit.values_list("pk", flat=True)) != chosen:
        raise ValidationError({"people": _("请选择本机关在岗的人员。")})
    if not fit.filter(postings__post=Post.HANDLER).exists():
        raise ValidationError({"people": _("至少指定一名案件承办人员，否则待办事项无人办理。")})
    before = own_named(case.pk, actor.agency_id)
    first = not is_restricted(case.pk)
    if not first and before == chosen:
        return
    CaseAccess.objects.filter(content_object=case).update(named_only=True)
    # Whom grants name in other agencies stays; in one's own exactly these are named.
    _name(case, actor, before, chosen)
    free_claims(
        subject_type=SUBJECT,
        subject_id=case.pk,
        agency_id=actor.agency_id,
        kept=chosen,
        reason=_NOT_NAMED,
    )
    confining.follow(actor, case.pk)
    record(
        actor=actor,
        verb="case.restrict",
        obj=case,
        case_id=case.pk,
        changes={"people": [None if first else sorted(before), sorted(chosen)]},
        ground=reason.strip(),
    )


@begun_again
@transaction.atomic
def lift_restriction(*, actor: Person, case_id: int, reason: str) -> None:
    """Open a case again to all to whom its access rows open it. Raises as `restrict_case`."""
    case = _locked(actor, case_id)
    _check_reason(reason)
    if not is_restricted(case.pk):
        return
    before = own_named(case.pk, actor.agency_id)
    CaseAccess.objects.filter(content_object=case).update(named_only=False)
    _name(case, actor, before, set())
    confining.follow(actor, case.pk)
    record(
        actor=actor,
        verb="case.unrestrict",
        obj=case,
        case_id=case.pk,
        changes={"people": [sorted(before), None]},
        ground=reason.strip(),
    )


def _locked(actor: Person, case_id: int) -> Case:
    access = access_of(actor, case_id)
    if access is None or not may_restrict(actor, access):
        raise CaseNotVisible
    return Case.objects.select_for_update(of=("self",)).get(pk=case_id)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < _LEAST_REASON:
        raise ValidationError({"reason": _("请写明理由（至少4个字）。")})


def _name(case: Case, actor: Person, before: set[int], wanted: set[int]) -> None:
    gone = before - wanted
    CasePersonAccess.objects.filter(content_object=case, user__in=gone).delete()
    CasePersonAccess.objects.bulk_create(
        [
            CasePersonAccess(
                user_id=person, content_object=case, permission_id=view_permission_id()
            )
            for person in sorted(wanted - before)
        ]
    )
