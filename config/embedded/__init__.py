"""PostgreSQL and Valkey from wheels, for a first run and for the tests.

A server in production is installed and looked after by its operators; these
listen on 127.0.0.1 only, with a password of their own, and keep their data in
one folder (see `state.StateFolder`).
"""
