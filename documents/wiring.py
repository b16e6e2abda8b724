"""What this floor asks the floors below to tell it, and what it shows through them."""

from core.outbox import subscribe
from documents.services.delivering import lay
from documents.services.issuing import SENT


def connect() -> None:
    """Register everything; called once when Django is ready."""
    subscribe(SENT)(lay)
