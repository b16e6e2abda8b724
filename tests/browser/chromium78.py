"""A real Chromium 78, the oldest browser the platform is built for.

It comes in the npm package chrome-aws-lambda 1.20.4 (devDependencies) as brotli, is
unpacked once into .run/, and is driven over the DevTools protocol: Playwright no
longer speaks to a browser that old. Linux x86_64 only.
"""

import base64
import json
import os
import platform
import queue
import shutil
import subprocess
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from websocket import WebSocket, create_connection

from tools import node

HOME = node.ROOT / ".run" / "chromium78"
_UNPACK = (
    "const[a,b]=process.argv.slice(1);const f=require('fs');"
    "f.writeFileSync(b,require('zlib').brotliDecompressSync(f.readFileSync(a)))"
)
_FLAGS = (
    "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage",
    "--disable-background-networking", "--no-first-run", "--hide-scrollbars", "--lang=zh-CN",
    "--remote-debugging-port=0", "--window-size=1366,768",
)  # fmt: skip
PATIENCE = 20.0  # seconds


class BrowserError(Exception):
    """The browser did not start, or refused a command."""


def is_available() -> bool:
    """Whether this machine can run the packed browser."""
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def unpacked() -> Path:
    """The executable, unpacked on first use with the libraries packed beside it."""
    program = HOME / "chromium"
    if program.exists():
        return program
    node.install(["chrome-aws-lambda"])
    HOME.mkdir(parents=True, exist_ok=True)
    packed = node.MODULES / "chrome-aws-lambda" / "bin"
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        libraries, raw = Path(folder) / "aws.tar", Path(folder) / "chromium"
        node.node("-e", _UNPACK, str(packed / "aws.tar.br"), str(libraries))
        with tarfile.open(fileobj=BytesIO(libraries.read_bytes())) as archive:
            archive.extractall(HOME, filter="data")
        node.node("-e", _UNPACK, str(packed / "chromium.br"), str(raw))
        raw.chmod(0o755)
        raw.replace(program)
    return program


def _environment(program: Path) -> dict[str, str]:
    """The packed libraries are used only where the machine has none of its own."""
    wanted = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    own = str(HOME / "lib")
    return {**os.environ, "LD_LIBRARY_PATH": own} if "not found" in wanted else dict(os.environ)


class Page:
    """One page of the browser. `complaints` holds its console errors and exceptions."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._serial = 0
        self._session = ""
        self.complaints: list[str] = []
        self._loaded = False
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def goto(self, url: str) -> None:
        """Open the address and wait until it has loaded."""
        self._loaded = False
        answer = self._call("Page.navigate", url=url)
        if "errorText" in answer:
            raise BrowserError(f"{url}: {answer['errorText']}")
        self.wait_for_load()

    def wait_for_load(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._loaded:
            if time.monotonic() > end:
                raise BrowserError("The page did not load.")
            self._take(None)

    def evaluate(self, expression: str) -> Any:
        """The value of a script expression; a promise is awaited."""
        answer = self._call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(_exception(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def fill(self, selector: str, text: str) -> None:
        """Type into a field as an input method does: all at once."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self._call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press and release a key that types a character."""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, text=key)

    def click(self, selector: str) -> None:
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def submit(self, selector: str) -> None:
        """Click what leads to another page, and wait for it."""
        self._loaded = False
        self.click(selector)
        self.wait_for_load()

    def set_cookie(self, url: str, name: str, value: str) -> None:
        self._call("Network.setCookie", url=url, name=name, value=value)

    def screenshot(self, path: Path) -> None:
        data = self._call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._serial += 1
        message: dict[str, Any] = {"id": self._serial, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = self._take(self._serial)
            if answer is not None:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _take(self, wanted: int | None) -> dict[str, Any] | None:
        message: dict[str, Any] = json.loads(self._socket.recv())
        self._notice(message)
        return message if wanted is not None and message.get("id") == wanted else None

    def _notice(self, message: dict[str, Any]) -> None:
        method, facts = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(_exception(facts["exceptionDetails"]))
        elif method == "Log.entryAdded" and facts["entry"]["level"] == "error":
            self.complaints.append(f"{facts['entry']['text']} {facts['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled" and facts["type"] == "error":
            self.complaints.append(str([part.get("value") for part in facts["args"]]))


def _exception(details: dict[str, Any]) -> str:
    thrown = details.get("exception", {})
    return str(thrown.get("description") or details.get("text"))


@contextmanager
def opened() -> Iterator[Page]:
    """Start the browser with an empty profile; yield a page; stop the browser."""
    program = unpacked()
    profile = tempfile.mkdtemp(prefix="chromium78-")
    process = subprocess.Popen(
        [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        env=_environment(program),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        socket = create_connection(_address(process), timeout=PATIENCE, suppress_origin=True)
        try:
            yield Page(socket)
        finally:
            socket.close()
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _address(process: subprocess.Popen[str]) -> str:
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        # Keeps on reading after the address: a full pipe would stop the browser.
        assert process.stderr
        with process.stderr as said:
            for line in said:
                lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    said = ""
    while line := lines.get(timeout=PATIENCE):
        said += line
        if "DevTools listening on " in line:
            return line.split("DevTools listening on ")[1].strip()
    raise BrowserError(f"Chromium 78 did not start: {said}")
