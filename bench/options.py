"""What `make bench` may be asked for. Needs nothing of the platform."""

import argparse
import os
from collections.abc import Sequence

IMPORTS = (10_000, 100_000)


def asked(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments of the command; the size may also come from CASES."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    cases = int(os.environ.get("CASES", "1000000"))
    parser.add_argument("--cases", type=int, default=cases, help="how many (also CASES=…)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another county")
    parser.add_argument("--fill", action="store_true", help="only fill")
    parser.add_argument("--pages", action="store_true", help="pages one by one (the default)")
    parser.add_argument("--api", action="store_true", help="the API of agency systems")
    parser.add_argument("--import", type=int, nargs="*", dest="files", help="files of so many rows")
    parser.add_argument("--time", action="store_true", help="clocks and the log, in bulk")
    parser.add_argument("--referrals", action="store_true", help="what is passed on, and papers")
    parser.add_argument("--load", action="store_true", help="mixed load, and the knee beyond it")
    parser.add_argument("--all", action="store_true", help="all of these, into the docs")
    parser.add_argument("--only", default="", help="only questions whose title holds this")
    parser.add_argument("--rounds", type=int, default=30, help="how often each thing is asked")
    parser.add_argument("--minutes", type=float, default=10, help="how long the mixed load lasts")
    parser.add_argument("--rate", type=float, default=40, help="its requests per second")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    parser.add_argument("--check", action="store_true", help="fail when a limit is passed")
    parser.add_argument("--statements", action="store_true", help="the SQL that took longest")
    options = parser.parse_args(arguments)
    if options.all:
        options.pages = options.api = options.time = options.load = options.write = True
        options.referrals = True
        options.files = list(IMPORTS)
    if options.files == []:
        options.files = list(IMPORTS)
    options.files = options.files or []
    others = (options.fill, options.api, options.time, options.load, options.referrals)
    if not (any(others) or options.files):
        options.pages = True
    return options
