"""Files for browsers: each packed once, asked for again only to hear that nothing changed."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PACKED = frozenset({".js", ".css", ".html", ".json", ".svg", ".txt"})
HTML = "text/html; charset=utf-8"
WORTH_PACKING_BYTES = 1_000


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
        """304 where the browser has it, else the file, packed for whoever can unpack it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        # The files carry no version in their names: a browser that kept an old one would mix it with a new one.
        response.headers["cache-control"] = "no-cache"
        path = Path(full_path)
        if path.suffix == ".html":  # a 304 says so, too: the kind decides the policy, and browsers take over a 304's
            response.headers["content-type"] = HTML
        if path.suffix not in PACKED or stat_result.st_size < WORTH_PACKING_BYTES:
            return response
        response.headers["vary"] = "Accept-Encoding"
        asked = Headers(scope=scope)
        wants_gzip = "gzip" in asked.get("accept-encoding", "") and "range" not in asked
        if not wants_gzip or not isinstance(response, FileResponse):
            return response
        headers = {name: response.headers[name] for name in ("cache-control", "etag", "last-modified", "vary")}
        body = packed(path, stat_result.st_mtime_ns, stat_result.st_size)
        return Response(body, status_code, headers | {"content-encoding": "gzip"}, response.media_type)


@lru_cache(maxsize=64)
def packed(path: Path, _changed_ns: int, _size: int) -> bytes:
    """The file's bytes under gzip; time and size are there to pack it again once it is another."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
