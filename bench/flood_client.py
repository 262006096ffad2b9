"""One user's flood, in a process of its own: so many new conversations at once, each time a line is read.

    python -m bench.flood_client 200 http://127.0.0.1:8000 http://127.0.0.1:8001

Prints "begun" when a burst's requests are on their way, and how many got each status, as JSON, when the last has one.
"""

from __future__ import annotations

import asyncio
import json
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

TIMEOUT_S = 60.0


async def ask(url: str, user: str, tier: str, text: str, *, whole: bool) -> tuple[int, float]:
    """A new conversation: the status, and milliseconds until it, or with `whole` until the last byte of the answer."""
    began = time.perf_counter()
    parts = urlsplit(url)
    async with asyncio.timeout(TIMEOUT_S):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(_request(user, tier, text))
            status = int((await reader.readuntil(b"\r\n")).split()[1])
            if whole:
                await reader.read()
        finally:
            writer.close()
    return status, (time.perf_counter() - began) * 1000


def _request(user: str, tier: str, text: str) -> bytes:
    given = {"content": [{"type": "input_text", "text": text}], "attachments": [], "inference_options": {}}
    body = json.dumps({"type": "threads.create", "params": {"input": given}}).encode()
    head = (
        "POST /chatkit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"X-User-Id: {user}\r\nX-User-Tier: {tier}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def burst(times: int, urls: list[str]) -> Iterator[int]:
    """So many new conversations at once, by one user; their statuses as they come, after one 0 when all are under way.

    On bare sockets: the sender's computer is another one than the server's, so here it should cost little.
    """
    with selectors.DefaultSelector() as selector:
        for n in range(times):
            parts = urlsplit(urls[n % len(urls)])
            opened = socket.socket()
            opened.setblocking(False)
            opened.connect_ex((parts.hostname, parts.port))
            request = _request("flooder", "free", f"Question {n}")
            selector.register(opened, selectors.EVENT_WRITE, (opened, request))
        yield 0
        while selector.get_map():
            ready = selector.select(TIMEOUT_S)
            if not ready:
                raise TimeoutError(f"{len(selector.get_map())} requests were not answered")
            for key, _ in ready:
                opened, request = key.data
                if request:
                    opened.send(request)  # far less than a socket takes at once
                    selector.modify(opened, selectors.EVENT_READ, (opened, b""))
                else:
                    status = int(opened.recv(64).split()[1])
                    selector.unregister(opened)
                    opened.close()
                    yield status


def main(times: int, urls: list[str]) -> None:
    """A burst for each line of the input, until it ends."""
    while sys.stdin.readline():
        statuses = burst(times, urls)
        next(statuses)
        print("begun", flush=True)
        print(json.dumps(Counter(str(status) for status in statuses)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
