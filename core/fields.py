"""A text column whose content is encrypted."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Exact, IsNull

from core.crypto import decrypt, encrypt


class _ExactlyEmpty(Exact):
    """`field=""`: the one value that is stored as it is."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError(
                "An encrypted field can't be searched: every token is different. "
                "Keep core.crypto.keyed_hash(value) in a column beside it and match that."
            )
        return ""


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """`str` in Python, a token of `core.crypto` in the column.

    NULL and "" are stored as they are, so that a form can tell "not given".
    Only `isnull` and `exact=""` can be looked up; anything else raises FieldError.
    """

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return encrypt(prepared) if prepared else prepared

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        if lookup_name == "exact":
            return _ExactlyEmpty
        raise FieldError(f"An encrypted field doesn't support the lookup {lookup_name!r}.")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"An encrypted field doesn't support {lookup_name!r}.")
