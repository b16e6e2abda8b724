import os
import signal
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded.binaries import missing_libraries, valkey_program
from config.embedded.postgres import Postgres
from config.embedded.state import StartError, StateFolder, is_root
from config.embedded.valkey import Valkey

pytestmark = pytest.mark.servers


@pytest.fixture
def state() -> Iterator[StateFolder]:
    with StateFolder.throw_away() as folder:
        yield folder


@pytest.fixture
def postgres(state: StateFolder) -> Iterator[Postgres]:
    server = Postgres(state, StateFolder.lasting(), durable=False)
    yield server
    server.stop()


@pytest.fixture
def valkey(state: StateFolder) -> Iterator[Valkey]:
    server = Valkey(state, StateFolder.lasting())
    yield server
    server.stop()


def ask(url: str, sql: str) -> object:
    """Run one statement; the first value of its first row, if it has rows."""
    with closing(psycopg2.connect(url)) as session, session, session.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def process(server: Postgres | Valkey) -> int:
    assert server.child
    assert server.child.pid
    return server.child.pid


def test_chinese_text_has_trigrams(postgres: Postgres) -> None:
    url = postgres.start()
    assert ask(url, "SELECT cardinality(show_trgm('行政处罚决定书'))") == 8
    assert ask(url, "SELECT datctype FROM pg_database WHERE datname = 'xianjie'") == "C.UTF-8"


def test_the_platforms_role_is_no_superuser_but_owns_its_database(postgres: Postgres) -> None:
    url = postgres.start()
    assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    ask(url, "CREATE EXTENSION btree_gin")
    ask(url, "CREATE TABLE own (id int)")


def test_a_wrong_password_is_refused(postgres: Postgres) -> None:
    url = postgres.start()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(url.replace("xianjie:", "xianjie:wrong"))


def test_data_and_address_survive_a_restart(postgres: Postgres) -> None:
    url = postgres.start()
    ask(url, "CREATE TABLE kept AS SELECT '留下来' AS word")
    postgres.stop()
    assert postgres.start() == url
    assert ask(url, "SELECT word FROM kept") == "留下来"


def test_it_starts_again_after_being_killed(postgres: Postgres) -> None:
    postgres.durable = True
    url = postgres.start()
    ask(url, "CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(process(postgres), signal.SIGKILL)
    assert postgres.child
    postgres.child.stop()
    assert ask(postgres.start(), "SELECT one FROM kept") == 1


def test_a_server_left_behind_is_stopped_first(state: StateFolder, postgres: Postgres) -> None:
    postgres.start()
    second = Postgres(state, StateFolder.lasting(), durable=False)
    try:
        assert ask(second.start(), "SELECT 1") == 1
        assert postgres.child
        assert postgres.child.exit_code() is not None
    finally:
        second.stop()


def test_a_lock_file_with_another_programs_pid_is_cleared_away(
    state: StateFolder, postgres: Postgres
) -> None:
    postgres.start()
    lock = state.path / "postgres" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    postgres.stop()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert ask(postgres.start(), "SELECT 1") == 1


@pytest.mark.skipif(not is_root(), reason="only root hands its servers to another user")
def test_root_hands_the_servers_to_nobody(postgres: Postgres, valkey: Valkey) -> None:
    postgres.start()
    valkey.start()
    for server in (postgres, valkey):
        assert Path(f"/proc/{process(server)}").owner() == "nobody"


def test_passwords_are_closed_to_others(state: StateFolder, valkey: Valkey) -> None:
    valkey.start()
    for name in ("valkey.password", "valkey/valkey.conf"):
        assert stat.S_IMODE((state.path / name).stat().st_mode) == 0o600


def test_valkey_keeps_what_it_was_told(valkey: Valkey) -> None:
    url = valkey.start()
    redis.Redis.from_url(url).set("kept", "留下来")
    valkey.stop()
    assert valkey.start() == url
    assert redis.Redis.from_url(url).get("kept") == "留下来".encode()


def test_valkey_refuses_a_visitor_without_password(valkey: Valkey) -> None:
    url = valkey.start()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=int(url.rpartition(":")[2].partition("/")[0])).ping()


def test_a_server_that_can_not_start_says_why(state: StateFolder, valkey: Valkey) -> None:
    (state.owned("valkey") / "appendonlydir").write_text("a file where a folder must be")
    with pytest.raises(StartError, match=r"(?s)Valkey stopped while starting.*appendonlydir"):
        valkey.start()


def test_a_folder_serves_one_run_at_a_time(state: StateFolder) -> None:
    with (
        state.held(),
        pytest.raises(StartError, match="Another run"),
        StateFolder(state.path).held(),
    ):
        pass


def test_the_wheels_programs_find_their_libraries() -> None:
    assert missing_libraries(valkey_program(StateFolder.lasting())) == set()
