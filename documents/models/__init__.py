"""What is on paper: documents, their numbers, files and deliveries; attachments."""

from documents.models.attachment import Attachment, ScanState
from documents.models.document import (
    Delivery,
    Document,
    DocumentState,
    Rendering,
    SerialCounter,
)

__all__ = [
    "Attachment",
    "Delivery",
    "Document",
    "DocumentState",
    "Rendering",
    "ScanState",
    "SerialCounter",
]
