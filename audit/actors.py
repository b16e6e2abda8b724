"""What this floor needs to know of a person. `agencies.models.Person` fits."""

from typing import Any, Protocol

AUDIT_ADMIN = "audit_admin"


class NamedAgency(Protocol):
    @property
    def name(self) -> str: ...


class Actor(Protocol):
    """An authenticated person with an agency and posts."""

    @property
    def pk(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def agency_id(self) -> int | None: ...
    @property
    def agency(self) -> NamedAgency | None: ...
    @property
    def posts(self) -> frozenset[str]: ...
