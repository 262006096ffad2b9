"""The built Next.js app as a process of its own (`next start`) with just these variables, and a lock on its build."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import fasteners

from dev.webapp import APP, build_if_stale, find_node

START_TIMEOUT_S = 60.0
OWN_VARIABLES = ("NEXT_", "PP_", "SUPABASE_", "VERCEL")


def built_app(lock_folder: Path) -> Path:
    """The app's folder, built from its sources as they are; parallel workers wait for the first of them."""
    with fasteners.InterProcessLock(lock_folder / "pplayweb.lock"):
        build_if_stale()
    return APP


class WebApp:
    """`next start` on a free port. `lines` is its output so far."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN_VARIABLES)}
        self._environ = kept | {"NEXT_TELEMETRY_DISABLED": "1"} | dict(environ)
        self._process: subprocess.Popen[str] | None = None
        self._port: str | None = None
        self.lines: list[str] = []

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        assert self._port is not None
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        node = find_node()
        assert node is not None, "no Node.js found: the web app's tests need it"
        command = [node, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", "0"]
        self._process = subprocess.Popen(
            command, cwd=APP, env=self._environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        deadline = time.monotonic() + START_TIMEOUT_S
        while not any("Ready in" in line for line in self.lines):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError("next start did not start:\n" + "\n".join(self.lines))
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._reader.join(5)

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip("\n"))
                found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
                if found and self._port is None:
                    self._port = found[1]
