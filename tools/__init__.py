"""Commands for those who work on the platform: `python -m tools.<name>`."""
