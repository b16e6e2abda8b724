"""The county that is measured: agencies, people and millions of cases, made in the database."""

from bench.fill.make import NotOurs, fill

__all__ = ["NotOurs", "fill"]
