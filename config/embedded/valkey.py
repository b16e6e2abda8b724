"""An embedded Valkey with an append-only file: broker and cache."""

import socket
from dataclasses import dataclass

from .binaries import valkey_program
from .child import Child
from .state import StateFolder, give_to_server


@dataclass
class Valkey:
    """One server on 127.0.0.1, run by this process."""

    state: StateFolder
    programs: StateFolder
    durable: bool = True
    child: Child | None = None

    def start(self) -> str:
        """Start and return the REDIS_URL. Raises StartError with the end of the log."""
        data = self.state.owned("valkey")
        port = self.state.port("valkey")
        password = self.state.password("valkey").read_text()
        config = data / "valkey.conf"
        config.touch(mode=0o600)
        give_to_server(config)
        config.write_text(
            "\n".join(
                [
                    "bind 127.0.0.1",
                    f"port {port}",
                    f"requirepass {password}",
                    f"dir {data}",
                    f"appendonly {'yes' if self.durable else 'no'}",
                    'save ""',
                    # A broker must refuse rather than forget.
                    "maxmemory-policy noeviction",
                ]
            )
        )
        self.child = Child(
            name="Valkey",
            argv=[str(valkey_program(self.programs)), str(config)],
            log=self.state.log("valkey"),
            directory=data,
            as_server_user=True,
        )
        self.child.start()
        self.child.wait_until(lambda: _answers(port, password), seconds=30)
        return f"redis://:{password}@127.0.0.1:{port}/0"

    def stop(self) -> None:
        if self.child:
            self.child.stop()


def _answers(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            replies = connection.makefile("rb")
            return replies.readline().startswith(b"+OK") and replies.readline() == b"+PONG\r\n"
    except OSError:
        return False
