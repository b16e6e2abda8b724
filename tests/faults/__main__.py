"""`make faults`: see tests/faults/__init__.py. Options: `make faults ARGS=--help`."""

import argparse
import sys
from pathlib import Path

from config.embedded.state import StartError
from tests.faults.report import told, write
from tests.faults.run import Wish, run


def main() -> int:
    parser = argparse.ArgumentParser("make faults", description="Kill a county at work.")
    parser.add_argument("--minutes", type=float, default=5, help="how long (5)")
    parser.add_argument("--cases", type=int, default=2000, help="cases with clocks (2000)")
    parser.add_argument("--seed", type=int, default=1, help="which faults come when (1)")
    parser.add_argument("--every", type=float, default=7, help="seconds between faults (7)")
    parser.add_argument("--rate", type=float, default=15, help="messages a second (15)")
    parser.add_argument("--moves", type=float, default=14, help="transitions a second (14)")
    parser.add_argument("--day", type=float, default=8, help="seconds a day takes (8)")
    parser.add_argument("--logs", type=Path, help="keep the logs of all processes in this folder")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/")
    asked = parser.parse_args()
    wish = Wish(
        seconds=asked.minutes * 60,
        clocks=asked.cases,
        seed=asked.seed,
        every=asked.every,
        rate=asked.rate,
        day=asked.day,
        moves=asked.moves,
        logs=asked.logs,
    )
    try:
        outcome = run(wish, lambda text: print(f"→ {text}", flush=True))
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    text = told(outcome)
    print(f"\n{text}\n")
    if asked.write:
        write(text)
    print("Nothing lost, nothing doubled." if outcome.is_good else "NOT as it must be.")
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
