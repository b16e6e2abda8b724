"""`make faults`: a county at work while its worker, broker and database are killed.

`python -m tests.faults` starts servers and processes of its own, kills them at random
moments while periods run out and messages go, waits until everything has been caught up, and
counts what was lost and what was done twice. It isn't part of `make test`; a short run is
(test_short_run.py).

What is done meanwhile, and how it is counted afterwards, is a *strand* (`county/strands.py`).
Another one needs a module beside `county/messages.py` with the same three functions.
"""
