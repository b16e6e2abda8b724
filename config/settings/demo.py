"""A demo county on one machine, reached on 127.0.0.1 only.

The keys below protect made-up people. `config.settings.production` has no
defaults: it refuses to start without keys of its own.
"""

import os

os.environ.setdefault("SECRET_KEY", "demo-only-" + "x" * 50)
os.environ.setdefault("FIELD_KEY", "11" * 32)
os.environ.setdefault("INDEX_KEY", "22" * 32)
os.environ.setdefault("AUDIT_KEY", "23" * 32)
os.environ.setdefault("COUNTY_NAME", "宁川县")
os.environ.setdefault("DIVISION_CODE", "339901")

from .base import *  # noqa: F403  (settings modules are layered this way)
from .base import env

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO = True
# `manage.py demo_day` writes it: a week of the county passes in an hour.
CLOCK_FILE = env.str("CLOCK_FILE", default="")
