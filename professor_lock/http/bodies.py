"""Reading request bodies: each within a size and a time, all of them together within a bound of memory."""

from __future__ import annotations

import asyncio
from collections import Counter

from starlette.requests import Request

from professor_lock.errors import RateLimited, TooLarge, TooSlow
from professor_lock.http.connection_bounds import Bounds
from professor_lock.limits import neighbourhood

SHARE_OF_ONE = 4
"""One address may hold a quarter of what is kept for bodies."""
RETRY_AFTER_S = 2


class Bodies:
    """The bodies that are being read. `bounds.json_body_s` is for one whole body, `bodies_bytes` for all at a time."""

    def __init__(self, bounds: Bounds) -> None:
        self.within_s = bounds.json_body_s
        self._most = bounds.bodies_bytes
        self._held: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """Bytes of unfinished bodies in memory."""
        return self._held.total()

    async def read(self, request: Request, limit: int, *, address: str) -> bytes:
        """The whole body of a request from `address`.

        TooLarge as soon as it is over `limit` bytes, whatever its headers say; TooSlow when it takes too long;
        RateLimited when too much is arriving from that address, or from all of them.
        """
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and (len(declared) > 15 or int(declared) > limit):
            raise _too_large(limit)
        key, body = neighbourhood(address), bytearray()
        try:
            async with asyncio.timeout(self.within_s):
                async for chunk in request.stream():
                    self._hold(key, len(chunk))
                    body += chunk
                    if len(body) > limit:
                        raise _too_large(limit)
        except TimeoutError as error:
            raise TooSlow("The request did not arrive in time.") from error
        finally:
            self._held[key] -= len(body)
            if self._held[key] <= 0:
                del self._held[key]
        return bytes(body)

    def _hold(self, key: str, count: int) -> None:
        if self._held[key] + count > self._most // SHARE_OF_ONE or self.held + count > self._most:
            raise RateLimited("Too much is arriving at once. Please try again.", retry_after_s=RETRY_AFTER_S)
        self._held[key] += count


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The request is over the limit of {limit:,} bytes.")
