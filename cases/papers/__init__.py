"""Papers as the other rooms see them: on desks, on the home page, by working days."""

from cases.papers.wiring import register

__all__ = ["register"]
