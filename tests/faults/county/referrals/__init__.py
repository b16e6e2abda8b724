"""The strand of referrals: cases are passed on, papers signed, numbered and delivered.

What is done stands in a plan that is drawn up before the run (ways.py). Processes that are
killed like any other work it off (acting.py); each act bears a key, so that one whose answer
was lost is simply asked for again.
"""
