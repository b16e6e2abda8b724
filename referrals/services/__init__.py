"""Writes: keyword-only, the actor first, one transaction, the log line inside."""
