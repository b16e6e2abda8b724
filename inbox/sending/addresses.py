"""Where a webhook may go.

Whoever types an address must not be able to make the server ask any machine of the
internal network. The operator names the hosts (`settings.WEBHOOK_HOSTS`, "host" or
"host:port"); everything else is refused, when it is saved and again when it is sent.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

_PORTS = {"http": 80, "https": 443}


def checked(url: str) -> str:
    """The address as it was given. Raises ValueError, in words for whoever typed it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(_("地址不正确。")) from error
    host = (parts.hostname or "").lower()
    if parts.scheme not in _PORTS or not host or any(char.isspace() for char in url):
        raise ValueError(_("地址须以 http:// 或者 https:// 开头。"))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ValueError(_("地址中不能有用户名、密码或者 # 号。"))
    default = _PORTS[parts.scheme]
    names = {f"{host}:{port or default}"} | ({host} if port in (None, default) else set())
    if names.isdisjoint(settings.WEBHOOK_HOSTS):
        words = _("主机 %(host)s 不在系统参数 WEBHOOK_HOSTS 之内。")
        raise ValueError(words % {"host": parts.netloc})
    return url
