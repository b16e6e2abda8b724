"""Tokens: issued by the head of the agency, shown once, known afterwards by their hash."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import AgencySystem, Person, SystemToken
from agencies.policies import system_policy
from agencies.services.changes import require
from audit.services import record
from core.crypto import keyed_hash

# Lets scanners of code and logs recognise a token that got lost there.
PREFIX = "xj_"
_BYTES = 40
_HINT = 9
_NOT_TYPED = frozenset(
    {"system", "issued_by", "revoked_at", "revoked_by", "last_used_at", "last_used_ip"}
)
# Writing each use would make a write of every read.
NOTED_EVERY = timedelta(minutes=1)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return keyed_hash(f"token:{token}")


@transaction.atomic
def issue_token(
    *,
    actor: Person | None,
    system: AgencySystem,
    name: str,
    scopes: Collection[str],
    days: int | None = None,
) -> tuple[SystemToken, str]:
    """A new token and its text, which is never seen again. Raises ValidationError.

    `name` tells it from the other running tokens of the system.

    `days` until it expires: settings.TOKEN_DAYS unless said, TOKEN_MAX_DAYS at most.
    """
    require(actor is None or system_policy.may_issue(actor, system))
    days = settings.TOKEN_DAYS if days is None else days
    if not 1 <= days <= settings.TOKEN_MAX_DAYS:
        most = settings.TOKEN_MAX_DAYS
        raise ValidationError({"days": _("有效期为1至%(most)d天。") % {"most": most}})
    if not system.person.is_active:
        raise ValidationError(_("系统已停用，不能签发令牌。"))
    if not scopes or set(scopes) - set(system.scopes):
        raise ValidationError({"scopes": _("令牌的权限须在系统的权限范围内，至少一项。")})
    _refuse_second(system, name)
    text = PREFIX + secrets.token_urlsafe(_BYTES)
    token = SystemToken(
        system=system,
        name=name,
        hint=text[:_HINT],
        token_hash=hash_of(text),
        scopes=[scope for scope in system.scopes if scope in scopes],
        issued_by=actor,
        expires_at=timezone.now() + timedelta(days=days),
    )
    token.clean_fields(exclude=_NOT_TYPED)
    token.save()
    record(
        actor=actor,
        verb="token.issue",
        obj=token,
        changes={"system": str(system), "scopes": token.scopes, "days": days},
    )
    return token, text


def _refuse_second(system: AgencySystem, name: str) -> None:
    """A page that is sent again issues no second token that nobody could tell from the first."""
    AgencySystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    running = SystemToken.objects.filter(
        system=system, name=name.strip(), revoked_at=None, expires_at__gt=timezone.now()
    )
    if running.exists():
        said = _("已有同名的有效令牌。没有记下的，先撤销再签发；需要另一个的，请换一个名称。")
        raise ValidationError({"name": said})


@transaction.atomic
def revoke_token(*, actor: Person, token: SystemToken) -> SystemToken:
    """Revoke a token; the next request with it is refused."""
    require(system_policy.may_revoke(actor, token.system))
    token = SystemToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), actor
        token.save(update_fields=["revoked_at", "revoked_by"])
        record(actor=actor, verb="token.revoke", obj=token, changes={"system": str(token.system)})
    return token


def revoke_all(*, actor: Person, system: AgencySystem) -> int:
    """Revoke whatever tokens a system still has; the caller writes the log."""
    left = system.tokens.filter(revoked_at__isnull=True)
    return left.update(revoked_at=timezone.now(), revoked_by=actor)


def token_of(text: str) -> SystemToken | None:
    """The token whose text this is, with system, account and agency; good or not."""
    if not text.startswith(PREFIX):
        return None
    rows = SystemToken.objects.select_related("system__person__agency")
    return rows.filter(token_hash=hash_of(text)).first()


def note_use(*, token: SystemToken, ip: str | None) -> None:
    """Note when and from where a token was used, at most once a minute."""
    now = timezone.now()
    if token.noted_since(now - NOTED_EVERY):
        return
    rows = SystemToken.objects.filter(pk=token.pk)
    with transaction.atomic():
        seen = {"last_used_at": now, "last_used_ip": ip}
        if rows.filter(last_used_at__isnull=True).update(**seen):
            record(actor=token.system.person, verb="token.first_use", obj=token)
            return
        stale = Q(last_used_at__lte=now - NOTED_EVERY)
        rows.filter(stale).update(**seen)


@transaction.atomic
def note_denial(*, token: SystemToken | None, why: str, logged: bool) -> None:
    """Count a refused use; `logged` says whether the log gets a line, too."""
    if token is not None:
        SystemToken.objects.filter(pk=token.pk).update(denials=F("denials") + 1)
    if logged:
        actor = token.system.person if token is not None else None
        record(actor=actor, verb="token.denied", obj=token, changes={"why": why})
