"""`make day ARGS=+1`: let days pass in the demo county that `make demo` is running."""

import sys

from config.demo_manage import manage_demo


def main(arguments: list[str]) -> int:
    return manage_demo(["demo_day", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
