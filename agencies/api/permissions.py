"""What a token may be used for, and what people may without one."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from agencies.api.authentication import Credential, deny
from agencies.policies import is_actor
from audit.middleware import client_ip

if TYPE_CHECKING:
    # rest_framework.views imports this module by its setting.
    from rest_framework.views import APIView


class MayUse(BasePermission):
    """An actor; a system also needs the scope that the view names as `scope` ("" for none).

    People who are signed in read; writing takes a token (`token_only`).
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not is_actor(request.user):
            return False
        if request.method not in view.allowed_methods:
            # 405, whatever it would take if it were there.
            return True
        scope: str = getattr(view, "scope", "")
        if not isinstance(request.auth, Credential):
            if getattr(view, "token_only", False):
                raise PermissionDenied(_("写入数据须使用系统令牌。"))
            return True
        if scope and scope not in request.auth.scopes:
            deny(request.auth.token, f"scope:{scope}", client_ip(request._request))
            raise PermissionDenied(_("令牌没有“%s”权限。") % scope)
        return True
