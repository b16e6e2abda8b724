"""What a password must be (GB/T 22239-2019, 8.1.4.1). Named by AUTH_PASSWORD_VALIDATORS."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Person


class ThreeOfFourClassesValidator:
    """Three of: lower case, upper case, digits, other characters."""

    def validate(self, password: str, user: Person | None = None) -> None:
        classes = [
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        ]
        if sum(classes) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("密码须含小写字母、大写字母、数字、符号中的至少三类。")


class NotRecentlyUsedValidator:
    """Not one of the last few, the present one included."""

    def __init__(self, remembered: int = 5) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: Person | None = None) -> None:
        if user is None or user.pk is None:
            return
        earlier = list(user.old_passwords.values_list("password", flat=True)[: self.remembered])
        if any(check_password(password, known) for known in {user.password, *earlier}):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("不能与最近 %(count)d 次使用过的密码相同。") % {"count": self.remembered}
