"""A Supabase project through Supabase's own client: its auth server, and its Storage.

The client takes most of a second to import, so it is loaded when it is first needed, in a thread.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx
    from supabase import AsyncClient

IN_PIECES = {"in_pieces": True}
"""`extensions` of a request whose answer may be of any length, because it is never held whole."""


class SupabaseProject:
    """The project at `url`, asked with `key`, its secret key. `timeout_s` is for connecting and between two pieces."""

    def __init__(self, url: str, key: str, *, timeout_s: float = 10.0) -> None:
        self.url = url.rstrip("/")
        self._key = key
        self._timeout_s = timeout_s
        self._http: httpx.AsyncClient | None = None
        self._client: AsyncClient | None = None
        self._loading = asyncio.Lock()

    async def client(self) -> AsyncClient:
        """The client, loaded by the first call. The caller sets the budget of what it asks."""
        async with self._loading:
            if self._client is None:
                http = await self.http()
                await asyncio.to_thread(_load)
                from supabase import AsyncClient, AsyncClientOptions  # noqa: PLC0415 - see above

                options = AsyncClientOptions(auto_refresh_token=False, persist_session=False, httpx_client=http)
                self._client = AsyncClient(self.url, self._key, options)
        return self._client

    async def http(self) -> httpx.AsyncClient:
        """The connections that the client uses, for what it cannot do: it reads files whole."""
        if self._http is None:
            made = await asyncio.to_thread(self._connections)  # reads the machine's certificates
            if self._http is None:
                self._http = made
        return self._http

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.aclose()

    def _connections(self) -> httpx.AsyncClient:
        from professor_lock.auth.project_http import connections  # noqa: PLC0415 - see above

        return connections(self.url, self._timeout_s)


def _load() -> None:
    import supabase  # noqa: F401, PLC0415 - see above
