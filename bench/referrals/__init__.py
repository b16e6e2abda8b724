"""Cases that are passed on: a hundred thousand open referrals, and what people do with them.

A few are passed on by the platform itself, as far as each state; the others are copies of
their rows, made in the database for other cases and other senders.
"""
