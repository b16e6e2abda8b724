"""What this floor asks the floors below to tell it, and what it shows through them."""

from core import reference
from referrals import edges, feed


def connect() -> None:
    """Register everything; called once when Django is ready."""
    reference.register("flows", edges.load)
    feed.connect()
