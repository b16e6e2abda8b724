"""Check that every script under static/ parses as ES2019, so that Chromium 78 can read it.

python -m tools.scripts
"""

import json
import sys
from pathlib import Path

from tools import node

STATIC = node.ROOT / "static"
_PARSE = """
const acorn = require('acorn');
const fs = require('fs');
const wrong = [];
for (const path of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  try {
    acorn.parse(fs.readFileSync(path, 'utf8'), {ecmaVersion: 2019, sourceType: 'script'});
  } catch (error) {
    wrong.push(path + ': ' + error.message);
  }
}
process.stdout.write(JSON.stringify(wrong));
"""


def unreadable(scripts: list[Path]) -> list[str]:
    """Of the scripts given, those that ES2019 can't read, each with the reason."""
    node.install(["acorn"])
    paths = json.dumps([str(path) for path in scripts])
    wrong: list[str] = json.loads(node.node("-e", _PARSE, text_in=paths))
    return wrong


def main() -> int:
    scripts = sorted(STATIC.rglob("*.js"))
    wrong = unreadable(scripts)
    for line in wrong:
        sys.stderr.write(line + "\n")
    sys.stdout.write(f"{len(scripts)} scripts, {len(wrong)} not ES2019\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
