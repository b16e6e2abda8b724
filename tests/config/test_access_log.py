"""What people search for is in no log of requests."""

import re
import socket
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config.embedded.child import Child

ROOT = Path(settings.BASE_DIR)
APP = """
def application(environ, start):
    start("200 OK", [("X-Request-ID", "0123abcd")])
    return [b"here"]
"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Child, str]]:
    """A web process with the platform's settings for it and a program of three lines."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "small.py").write_text(APP)
    config = f"--config={ROOT / 'config' / 'gunicorn.py'}"
    argv = [sys.executable, "-m", "gunicorn", "small:application", config, f"--bind={address}"]
    child = Child("web", argv, tmp_path / "log", directory=tmp_path)
    child.start()
    try:
        child.wait_until(lambda: "Booting worker" in child.log.read_text(), seconds=30)
        yield child, f"http://{address}"
    finally:
        child.stop()


def test_the_web_process_logs_the_page_without_what_was_searched(web: tuple[Child, str]) -> None:
    child, root = web
    asked = urllib.request.Request(
        f"{root}/people/%0aforged?q=LIN-ZHIYUAN", headers={"Referer": f"{root}/cases/?q=SU-YINGLAN"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.read() == b"here"
    child.wait_until(lambda: "/people/" in child.log.read_text(), seconds=10)
    log = child.log.read_text()
    assert '"GET /people/%0aforged HTTP/1.1" 200' in log
    assert "0123abcd" in log
    assert "LIN-ZHIYUAN" not in log
    assert "SU-YINGLAN" not in log


@pytest.mark.parametrize("starter", ["Dockerfile", "config/demo.py", "docs/operations.md"])
def test_every_start_of_the_web_process_takes_these_settings(starter: str) -> None:
    text = (ROOT / starter).read_text()
    assert "config/gunicorn.py" in text
    assert "access-logfile" not in text


def test_every_server_of_nginx_logs_without_the_query() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    servers = re.findall(r"^server \{.*?^\}", text, re.MULTILINE | re.DOTALL)
    assert len(servers) == 3
    for server in servers:
        assert "access_log /var/log/nginx/access.log path_only;" in server
        assert "error_log  /var/log/nginx/error.log crit;" in server
    (logged,) = re.findall(r"log_format path_only(.*?);", text, re.DOTALL)
    found = set(re.findall(r"\$(\w+)", logged))
    assert not found & {"request", "request_uri", "args", "query_string", "http_referer"}


def test_the_database_does_not_log_the_values_of_a_statement_that_fails() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    assert "log_error_verbosity=terse" in compose
    assert "log_min_error_statement=panic" in compose
