"""What is brought, and what became of it."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.inputs import CaseInput


class Existing(TextChoices):
    """What becomes of a case that is there already."""

    UPDATE = "update", _("用来源的内容更新")
    SKIP = "skip", _("跳过，不作改动")
    REFUSE = "refuse", _("不登记并报错")


# All fields and kinds of rows of a case.
EVERYTHING = frozenset(field.name for field in fields(CaseInput))


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A case as a source tells it.

    `given` names the fields and kinds of rows of which the source speaks: of an existing
    case everything else stays as it is. `request_key` marks the request: the same key
    twice has one effect. `external` is the source system and the number of the case there,
    unique per agency. `case_id` is an existing case of the actor's agency that the caller
    found.
    """

    data: CaseInput
    given: frozenset[str] = EVERYTHING
    request_key: str | None = None
    external: tuple[str, str] | None = None
    case_id: int | None = None


@dataclass(frozen=True)
class Change:
    """A difference as people read it: texts to be shown, identifiers masked.

    `by_hand` says that what is replaced was entered by a correction in the browser.
    """

    field: str
    label: str
    before: str
    after: str
    by_hand: bool = False


@dataclass(frozen=True)
class Result:
    """What became of an item.

    `status` is "recorded", "updated", "unchanged", "exists" (left as it is) or "refused".
    `fault` says why it was refused, by field as check_case does.
    """

    status: str
    case_id: int | None = None
    version: int | None = None
    fault: ValidationError | None = None
    changes: tuple[Change, ...] = ()
