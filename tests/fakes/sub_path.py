"""A reverse proxy that serves a server below a path of its own, like nginx's `location /lock/ { proxy_pass ... }`."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from typing import Self

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.support.free_port import free_port

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
OF_THE_CONNECTION = {"connection", "transfer-encoding", "content-length", "content-encoding", "host", "keep-alive"}


class SubPathProxy:
    """Everything below `/lock/` goes to the server without that path; anything else is not there, and noted."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._port = free_port()
        self.strays: list[str] = []
        routes = [
            Route("/lock/{path:path}", self._pass_on, methods=METHODS),
            Route("/{path:path}", self._stray, methods=METHODS),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=self._port, log_level="error", lifespan="off")
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._uvicorn.run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/lock"

    def __enter__(self) -> Self:
        self._thread.start()
        started = threading.Event()
        while not self._uvicorn.started and self._thread.is_alive():
            started.wait(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._uvicorn.should_exit = True
        self._uvicorn.force_exit = True
        self._thread.join(10)

    async def _pass_on(self, request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers.items() if name not in OF_THE_CONNECTION]
        client = httpx2.AsyncClient(timeout=60)
        url = httpx2.URL(f"{self._server}/{request.path_params['path']}").copy_with(query=request.url.query.encode())
        body = await request.body()
        passed_on = client.build_request(request.method, url, headers=headers, content=body)
        answer = await client.send(passed_on, stream=True)

        async def chunks() -> AsyncIterator[bytes]:
            try:
                async for chunk in answer.aiter_bytes():
                    yield chunk
            finally:
                await answer.aclose()
                await client.aclose()

        kept = {name: value for name, value in answer.headers.items() if name not in OF_THE_CONNECTION}
        return StreamingResponse(chunks(), answer.status_code, kept)

    async def _stray(self, request: Request) -> Response:
        if request.url.path != "/favicon.ico":
            self.strays.append(request.url.path)
        return Response(status_code=404)
