"""One user's flood, in a process of its own: so many new conversations at once, each time a line is read.

    python -m bench.flood_client 200 http://127.0.0.1:8000 http://127.0.0.1:8001

Prints "begun" when a burst's requests are on their way, and how many got each status, as JSON, when the last has one.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

try:
    from uvloop import new_event_loop
except ImportError:  # no uvloop on Windows
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]

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


async def main(times: int, urls: list[str]) -> None:
    """A burst for each line of the input, until it ends."""
    while await asyncio.to_thread(sys.stdin.readline):
        asked = [
            asyncio.create_task(ask(urls[n % len(urls)], "flooder", "free", f"Question {n}", whole=False))
            for n in range(times)
        ]
        await asyncio.sleep(0)  # every connection is being opened
        print("begun", flush=True)
        print(json.dumps(Counter(str(status) for status, _ in await asyncio.gather(*asked))), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(main(int(sys.argv[1]), sys.argv[2:]))
