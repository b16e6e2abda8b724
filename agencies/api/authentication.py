"""Who asks: the token of a system, else the session of a person."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from agencies.api.rates import rate_of
from agencies.models import Person, SystemToken
from agencies.policies import is_actor
from agencies.services.tokens import note_denial, note_use, token_of
from audit.middleware import client_ip
from core.rates import spend

_KEYWORD = "bearer"
# One line in the log for one reason, token and minute: a system that goes on asking with
# an expired token would fill it. Every denial is counted all the same.
_LOGGED_EVERY = 60


@dataclass(frozen=True)
class Credential:
    """By which token a system was known, and what that token may be used for."""

    token: SystemToken
    scopes: frozenset[str]


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer xj_…`."""

    def authenticate(self, request: Request) -> tuple[Person, Credential] | None:
        """The account of the system; None without such a header; AuthenticationFailed."""
        keyword, _space, text = request.headers.get("Authorization", "").partition(" ")
        if not keyword:
            return None
        ip = client_ip(request._request)
        if keyword.lower() != _KEYWORD:
            raise AuthenticationFailed(_("请用“Authorization: Bearer 令牌”的方式提供令牌。"))
        token = token_of(text.strip())
        if why := _fault(token, ip):
            deny(token, why, ip)
            raise AuthenticationFailed(_("令牌无效、已过期或者已撤销。"))
        assert token is not None
        note_use(token=token, ip=ip)
        scopes = frozenset(token.scopes) & frozenset(token.system.scopes)
        return token.system.person, Credential(token, scopes)

    def authenticate_header(self, request: Request) -> str:
        """Told with a 401."""
        given = "Authorization" in request.headers
        return 'Bearer realm="xianjie"' + (', error="invalid_token"' if given else "")


def _fault(token: SystemToken | None, ip: str | None) -> str:
    """Why a token doesn't count, or nothing."""
    if token is None:
        return "unknown"
    if token.state != "active":
        return token.state
    if not is_actor(token.system.person):
        return "closed"
    return "" if _from_allowed(token.system.networks, ip) else "address"


def _from_allowed(networks: list[str], ip: str | None) -> bool:
    if not networks:
        return True
    return ip is not None and any(ip_address(ip) in ip_network(each) for each in networks)


def deny(token: SystemToken | None, why: str, ip: str | None) -> None:
    """Count and log a refusal. Throttled when too many come from one address."""
    note_denial(token=token, why=why, logged=_not_logged_yet(token, why, ip))
    spent = spend(f"denied:{ip}", rate_of("denied"))
    if not spent.allowed:
        raise Throttled(spent.reset)


def _not_logged_yet(token: SystemToken | None, why: str, ip: str | None) -> bool:
    key = f"denied:{token.pk if token else ip}:{why}"
    try:
        return bool(cache.add(key, 1, timeout=_LOGGED_EVERY))
    except (RedisError, OSError):
        return True
