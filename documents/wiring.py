"""What this floor asks the floors below to tell it, and what it shows through them."""

from core.outbox import subscribe
from documents import menu
from documents.attachments import wiring as attachments
from documents.services import succeeding
from documents.services.delivering import lay
from documents.services.files import render_signed
from documents.services.issuing import SENT, SIGNED


def connect() -> None:
    """Register everything; called once when Django is ready."""
    menu.register()
    attachments.register()
    succeeding.register()
    subscribe(SIGNED)(render_signed)
    subscribe(SENT)(lay)
