"""On which grounds agencies see cases, as SQL: agreements in force and grants.

Where several open a case to the same agency, the one that shows most counts: by profile, then
by ceiling; of equals an agreement before a grant, and the older one. One row for each agency
and case is what everything reads (`CaseAccess`); these statements make it fit.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from core.clock import current_day, current_moment


@cache
def view_permission_id() -> int:
    """The one permission that access rows carry; forgotten when it may have been made anew."""
    return Permission.objects.values_list("pk", flat=True).get(
        content_type__app_label="cases", codename="view_case"
    )


@receiver(post_migrate)
def _forget_permission(**kwargs: Any) -> None:
    view_permission_id.cache_clear()


def terms(
    *, case_ids: Collection[int] | None = None, agreement_id: int | None = None
) -> dict[str, Any]:
    """For some cases, for what one agreement covers, or for all."""
    return {
        "permission": view_permission_id(),
        "today": current_day(),
        "now": current_moment(),
        "agreement": agreement_id,
        "cases": None if case_ids is None else list(case_ids),
    }


_RANK = "array_position(ARRAY['pointer', 'follower', 'supervisor', 'handler', 'owner'], {}::text)"

_AGREEMENTS = """
    SELECT receiver.group_id, c.id AS case_id, a.profile::text AS profile,
        'agreement' AS source, a.id AS agreement_id, a.legal_basis AS basis, a.grade_ceiling,
        a.decided_by_id AS granted_by_id, now() AS granted_at, NULL::timestamptz AS expires_at,
        c.owner_id, c.entered_at, c.closed_on, 0 AS kind, a.id AS ground
    FROM agencies_sharingagreement a
    JOIN agencies_agency receiver ON receiver.id = a.receiver_id
    JOIN cases_case c ON c.owner_id = a.provider_id
        AND (a.sectors = '{{}}' OR c.sector = ANY (a.sectors))
    WHERE a.status = 'in_force' AND a.valid_from <= %(today)s
      AND (a.valid_to IS NULL OR a.valid_to >= %(today)s)
      AND {which}
      AND (%(cases)s::bigint[] IS NULL OR c.id = ANY (%(cases)s::bigint[]))
"""
_GRANTS = """
    SELECT agency.group_id, g.case_id, g.profile::text, g.source::text, NULL::bigint, g.basis,
        g.grade_ceiling, g.granted_by_id, g.granted_at, g.expires_at,
        c.owner_id, c.entered_at, c.closed_on, 1, g.id
    FROM cases_casegrant g
    JOIN agencies_agency agency ON agency.id = g.agency_id
    JOIN cases_case c ON c.id = g.case_id
    WHERE (g.expires_at IS NULL OR g.expires_at > %(now)s)
      AND (%(cases)s::bigint[] IS NULL OR g.case_id = ANY (%(cases)s::bigint[]))
      AND (%(agreement)s::bigint IS NULL OR EXISTS (
        SELECT FROM agencies_sharingagreement this WHERE this.id = %(agreement)s
          AND this.provider_id = c.owner_id AND this.receiver_id = g.agency_id))
"""
_ORDER = f"""
    ORDER BY group_id, case_id, {_RANK.format("profile")} DESC, grade_ceiling DESC, kind, ground
"""
_ONE = "(%(agreement)s::bigint IS NULL OR a.id = %(agreement)s)"
# Rows between the same two agencies may have to give way to one another.
_SAME_TWO = """(%(agreement)s::bigint IS NULL OR EXISTS (
        SELECT FROM agencies_sharingagreement this WHERE this.id = %(agreement)s
          AND this.provider_id = a.provider_id AND this.receiver_id = a.receiver_id))"""

# A case that its owner restricts to named people is one for named people everywhere.
_NAMED = """coalesce((
        SELECT own.named_only FROM cases_caseaccess own
        JOIN agencies_agency owner ON owner.id = best.owner_id AND owner.group_id = own.group_id
        WHERE own.content_object_id = best.case_id AND own.permission_id = %(permission)s
    ), false)"""

# A row that is there already stays as it is, so that this may run as often as one likes.
OPEN = f"""
INSERT INTO cases_caseaccess (group_id, permission_id, content_object_id, profile, source,
    agreement_id, basis, grade_ceiling, granted_by_id, granted_at, expires_at, named_only,
    entered_at, is_open)
SELECT best.group_id, %(permission)s, best.case_id, best.profile, best.source,
    best.agreement_id, best.basis, best.grade_ceiling, best.granted_by_id, best.granted_at,
    best.expires_at, {_NAMED}, best.entered_at, best.closed_on IS NULL
FROM (
    SELECT DISTINCT ON (group_id, case_id) ground.* FROM (
        {_AGREEMENTS.format(which=_ONE)}
        UNION ALL
        {_GRANTS}
    ) ground
    WHERE NOT EXISTS (
        SELECT 1 FROM cases_caseaccess there
        WHERE there.group_id = ground.group_id AND there.permission_id = %(permission)s
          AND there.content_object_id = ground.case_id
    )
    {_ORDER}
) best
ON CONFLICT DO NOTHING
"""  # noqa: S608  (nothing but our own text is put together)

# Rows of which the ground is kept somewhere; the owner's is none of them.
_KEPT = "(row.agreement_id IS NOT NULL OR row.source = 'referral')"

REPLACE = f"""
UPDATE cases_caseaccess row SET profile = best.profile, source = best.source,
    agreement_id = best.agreement_id, basis = best.basis, grade_ceiling = best.grade_ceiling,
    granted_by_id = best.granted_by_id, granted_at = best.granted_at,
    expires_at = best.expires_at, changed_xid = pg_current_xact_id()::text::bigint
FROM (
    SELECT DISTINCT ON (group_id, case_id) ground.* FROM (
        {_AGREEMENTS.format(which=_SAME_TWO)}
        UNION ALL
        {_GRANTS}
    ) ground
    {_ORDER}
) best
WHERE row.group_id = best.group_id AND row.permission_id = %(permission)s
  AND row.content_object_id = best.case_id AND {_KEPT}
  AND (row.profile, row.source, row.agreement_id, row.grade_ceiling, row.basis, row.expires_at)
      IS DISTINCT FROM (best.profile, best.source, best.agreement_id, best.grade_ceiling,
                        best.basis, best.expires_at)
"""  # noqa: S608  (nothing but our own text is put together)

CLOSE = f"""
DELETE FROM cases_caseaccess row
WHERE row.content_object_id = ANY (%(cases)s::bigint[]) AND row.permission_id = %(permission)s
  AND {_KEPT}
  AND NOT EXISTS (
    SELECT FROM (
        {_AGREEMENTS.format(which="true")}
        UNION ALL
        {_GRANTS}
    ) ground
    WHERE ground.group_id = row.group_id AND ground.case_id = row.content_object_id
  )
"""  # noqa: S608  (nothing but our own text is put together)
