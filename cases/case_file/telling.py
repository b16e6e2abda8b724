"""Who brought a file hears that it is infected."""

from documents.models import Attachment
from inbox.services import NoticeInput, post_notices

INFECTED = "attachment.infected"


def tell_infected(attachment: Attachment) -> None:
    """A notice to the person who brought it, beside what the file is about."""
    if attachment.brought_by_id is None:
        return
    post_notices(
        [
            NoticeInput(
                kind=INFECTED,
                key=f"{INFECTED}:{attachment.pk}",
                agency_id=attachment.agency_id,
                person_id=attachment.brought_by_id,
                subject_type=attachment.subject_type,
                subject_id=attachment.subject_id,
            )
        ]
    )
