import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.demo import port_asked_for, started, watch
from config.embedded.child import Child
from config.embedded.state import CHECKOUT, StartError


def child(tmp_path: Path, program: str, name: str = "clerk") -> Child:
    return Child(name, [sys.executable, "-c", program], tmp_path / f"{name}.log")


SLEEP = "import time; print('up', flush=True); time.sleep(60)"


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80.5"])
def test_it_refuses_what_is_no_port(text: str) -> None:
    with pytest.raises(StartError, match="PORT must be"):
        port_asked_for(text)


def test_it_says_that_a_port_is_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StartError, match=r"in use.*PORT="):
            port_asked_for(str(other.getsockname()[1]))


def test_it_notices_a_process_that_dies_and_quotes_its_log(tmp_path: Path) -> None:
    dying = child(tmp_path, "raise SystemExit('no more paper')")
    with (
        pytest.raises(StartError, match=r"(?s)clerk stopped \(exit code 1\).*no more paper"),
        started([dying]) as children,
    ):
        watch(children)


def test_everything_is_stopped_in_the_opposite_order(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = (
        "import signal, sys, time\n"
        "def leave(*_):\n"
        f"    open({str(said)!r}, 'a').write(sys.argv[1]); sys.exit()\n"
        "signal.signal(signal.SIGTERM, leave)\n"
        "print('up', flush=True)\n"
        "time.sleep(60)\n"
    )
    children = [child(tmp_path, program, name) for name in "abc"]
    for each in children:
        each.argv = [*each.argv, each.name]
    with started(children):
        for each in children:
            each.wait_until(lambda each=each: "up" in each.log.read_text(), seconds=20)  # type: ignore[misc]  # mypy can't infer a lambda with a default
    assert said.read_text() == "cba"


def test_a_process_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = child(tmp_path, f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}")
    deaf.patience = 0.2
    with started([deaf]):
        deaf.wait_until(lambda: "up" in deaf.log.read_text(), seconds=20)
    assert deaf.exit_code() == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="a service of the Linux kernel")
def test_children_do_not_outlive_a_runner_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import time\n"
        "from pathlib import Path\n"
        "from config.embedded.child import Child\n"
        f"log = Path({str(tmp_path / 'clerk.log')!r})\n"
        f"clerk = Child('clerk', [{sys.executable!r}, '-c', {SLEEP!r}], log)\n"
        "clerk.start()\n"
        "clerk.wait_until(lambda: 'up' in log.read_text(), seconds=20)\n"
        "print(clerk.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    runner = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=CHECKOUT
    )
    with runner:
        assert runner.stdout
        orphan = int(runner.stdout.readline())
        runner.kill()
    gone = Child("gone", ["true"], tmp_path / "gone.log")
    gone.wait_until(lambda: not alive(orphan), seconds=20)


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
