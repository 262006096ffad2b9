"""Files for browsers: each is compressed once, and revalidated by the browser with a 304."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

PACKED = frozenset({".js", ".css", ".html", ".json", ".svg", ".txt"})
HTML = "text/html; charset=utf-8"
WORTH_PACKING_BYTES = 1_000
PIECE_BYTES = 64 * 1024
KEPT_HEADERS = ("cache-control", "content-type", "etag", "last-modified", "vary")


class BrowserFiles(StaticFiles):
    """The files of a folder; those whose names begin with `hidden` are for development and are not there."""

    def __init__(self, directory: Path, *, hidden: str | None = None) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._hidden = hidden

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a file is; nowhere for a hidden one."""
        if self._hidden is not None and Path(path).name.startswith(self._hidden):
            return "", None
        return super().lookup_path(path)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """304 where the browser has it, else the whole file (no ranges), compressed where the browser accepts it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        # The files carry no version in their names: a browser that kept an old one would mix it with a new one.
        response.headers["cache-control"] = "no-cache"
        path = Path(full_path)
        if path.suffix == ".html":  # a 304 says so, too: the kind decides the policy, and browsers take over a 304's
            response.headers["content-type"] = HTML
        packs = path.suffix in PACKED and stat_result.st_size >= WORTH_PACKING_BYTES
        if packs:
            response.headers["vary"] = "Accept-Encoding"
        if not isinstance(response, FileResponse):
            return response
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        zips = packs and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        body = (packed if zips else plain)(path, stat_result.st_mtime_ns, stat_result.st_size)
        return InPieces(body, status_code, headers | ({"content-encoding": "gzip"} if zips else {}))


class InPieces(Response):
    """A response sent piece by piece, each once the client has taken most of those before.

    It needs neither an open file nor the rest of its body in the connection's buffer while a client reads slowly.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head, then the pieces."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        whole = memoryview(self.body)
        for start in range(0, max(len(whole), 1), PIECE_BYTES):
            piece, more = bytes(whole[start : start + PIECE_BYTES]), start + PIECE_BYTES < len(whole)
            await send({"type": "http.response.body", "body": piece, "more_body": more})


@lru_cache(maxsize=128)
def plain(path: Path, _changed_ns: int, _size: int) -> bytes:
    """The file's bytes, cached by its time and size, so that a changed file is read again."""
    return path.read_bytes()


@lru_cache(maxsize=64)
def packed(path: Path, _changed_ns: int, _size: int) -> bytes:
    """The file's bytes under gzip, cached by its time and size, so that a changed file is compressed again."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
