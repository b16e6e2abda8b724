"""Writes of this app: one function per act, actor first, log line inside."""

from agencies.services.agencies import close_agency, create_agency, update_agency
from agencies.services.agreements import (
    approve_agreement,
    end_agreement,
    propose_agreement,
    refuse_agreement,
)
from agencies.services.passwords import change_password, password_is_too_old, reset_password
from agencies.services.people import (
    create_person,
    deactivate_person,
    reactivate_person,
    update_person,
)
from agencies.services.posts import set_posts
from agencies.services.sessions import check_credentials, close_session, open_session
from agencies.services.systems import change_system, close_system, register_system
from agencies.services.tokens import issue_token, revoke_token

__all__ = [
    "approve_agreement",
    "change_password",
    "change_system",
    "check_credentials",
    "close_agency",
    "close_session",
    "close_system",
    "create_agency",
    "create_person",
    "deactivate_person",
    "end_agreement",
    "issue_token",
    "open_session",
    "password_is_too_old",
    "propose_agreement",
    "reactivate_person",
    "refuse_agreement",
    "register_system",
    "reset_password",
    "revoke_token",
    "set_posts",
    "update_agency",
    "update_person",
]
