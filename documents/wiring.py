"""What this floor asks the floors below to tell it, and what it shows through them."""


def connect() -> None:
    """Register everything; called once when Django is ready."""
