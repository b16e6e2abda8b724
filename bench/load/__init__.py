"""Many people at once: an open-loop generator against the servers as they run in production.

Requests come when they come (Poisson), whether or not earlier ones were answered, and each
latency counts from the moment at which its request was due.
"""
