"""What services refuse, as the problem that a system is told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from rest_framework.exceptions import ErrorDetail, NotFound, PermissionDenied

from core.problems import Conflict, Unprocessable
from core.problems import Stale as OtherVersion
from documents import errors as papers
from referrals import errors

_PAPER = "paper."


@contextmanager
def told() -> Iterator[None]:
    """404 for what isn't there, 403, 409 for another state, 412 for another version, 422."""
    try:
        yield
    except (errors.NotVisible, papers.NotVisible) as error:
        raise NotFound from error
    except errors.NotAllowed as error:
        raise PermissionDenied(str(error) or None) from error
    except (errors.NoSuchTransition, papers.Refused) as error:
        raise Conflict(str(error) or None) from error
    except (errors.Stale, papers.Stale) as error:
        raise OtherVersion(str(error)) from error
    except errors.Invalid as error:
        raise Unprocessable(nested(error.errors, error.codes)) from error
    except papers.Incomplete as error:
        raise Unprocessable({"paper": _members(error.errors)}) from error
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            raise Unprocessable(dict(error.message_dict)) from error
        raise Unprocessable({NON_FIELD_ERRORS: list(error.messages)}) from error


def nested(found: Mapping[str, str], codes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Messages by name of a field, or of a section after "paper.", as they stand in the body;
    each with its code, where it has one."""
    coded = {name: ErrorDetail(text, (codes or {}).get(name)) for name, text in found.items()}
    values = {name: text for name, text in coded.items() if not name.startswith(_PAPER)}
    sections = {
        name.removeprefix(_PAPER): text for name, text in coded.items() if name.startswith(_PAPER)
    }
    whole = values.pop("", "")
    return {
        **({NON_FIELD_ERRORS: [whole]} if whole else {}),
        **({"values": _members(values)} if values else {}),
        **({"paper": _members(sections)} if sections else {}),
    }


def _members(found: Mapping[str, str]) -> dict[str, list[str]]:
    return {name or NON_FIELD_ERRORS: [text] for name, text in found.items()}
