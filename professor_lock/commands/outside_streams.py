"""What a stream of a deployed server looks like from outside: an answer, and one that only pings. Timed as it comes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2

from professor_lock.timings import DoctorTimings


@dataclass
class Answer:
    """One streamed answer. Seconds count from the request."""

    first_s: float = 0.0
    took_s: float = 0.0
    silence_s: float = 0.0
    events: int = 0
    pings: int = 0
    said: int = 0
    thread_id: str | None = None
    error: str | None = None
    nonsense: str | None = None

    def read(self, answer: httpx2.Response) -> None:
        """Take in the stream."""
        began = last = time.monotonic()
        for line in answer.iter_lines():
            now = time.monotonic()
            self.silence_s = max(self.silence_s, now - last)
            last = now
            if line.startswith(":"):
                self.pings += 1
            elif line.startswith("data:"):
                self.first_s = self.first_s or now - began
                self._take(line.removeprefix("data:"))
        self.took_s = time.monotonic() - began

    def faults(self, headers: httpx2.Headers, timings: DoctorTimings) -> Iterator[str]:
        """Everything by which a browser would not have shown it well, the cause before its effects."""
        yield from header_faults(headers)
        if self.nonsense is not None:
            yield f"the stream holds what is no event: {self.nonsense[:80]!r}"
        if self.error is not None:
            yield f"the answer ended in an error: {self.error}"
        if self.thread_id is None or not self.said:
            yield f"{self.events} events and no answer in them"
        if self.silence_s > timings.longest_silence_s:
            yield f"{self.silence_s:.0f} s of silence: pings are held back on the way"
        if self.took_s > 2 and self.took_s - self.first_s < 0.05:
            yield f"everything came at once after {self.took_s:.1f} s: something on the way buffers the stream"

    def _take(self, data: str) -> None:
        self.events += 1
        try:
            event: dict[str, Any] = json.loads(data)
            kind = event["type"]
            if kind == "thread.created":
                self.thread_id = str(event["thread"]["id"])
            elif kind == "error":
                self.error = str(event.get("message") or event.get("code"))
            elif kind == "thread.item.done" and event["item"]["type"] == "assistant_message":
                self.said += sum(len(part.get("text", "")) for part in event["item"]["content"])
        except (ValueError, KeyError, TypeError, AttributeError):
            self.nonsense = self.nonsense or data.strip()


@dataclass
class Quiet:
    """The stream that only pings: one at once, one after the server's usual silence."""

    pings: tuple[float, ...] = ()
    """When each came, in seconds from the request."""

    def read(self, answer: httpx2.Response, began: float) -> None:
        """Take in the stream; `began` is `time.monotonic()` before the request."""
        for line in answer.iter_lines():
            if line.startswith(":"):
                self.pings += (time.monotonic() - began,)

    def faults(self, headers: httpx2.Headers, timings: DoctorTimings) -> Iterator[str]:
        """Everything by which a silent answer would be given up on the way."""
        yield from header_faults(headers)
        if len(self.pings) < 2:
            yield f"{len(self.pings)} pings of 2 came: something on the way drops them, or cuts silent streams"
            return
        first_s, gap_s = self.pings[0], self.pings[1] - self.pings[0]
        if gap_s < first_s / 4:  # held back, both come together; else the server's usual silence is between them
            yield f"both pings came at once after {first_s:.1f} s: something on the way buffers the stream"
        longest_s = timings.longest_silence_s
        if gap_s > longest_s:
            yield f"{gap_s:.0f} s between two pings: proxies give up on silence after {longest_s:.0f} s"


def header_faults(headers: httpx2.Headers) -> Iterator[str]:
    """What the headers of a stream say that something on the way has made of it."""
    if not headers.get("content-type", "").startswith("text/event-stream"):
        yield f"content-type is {headers.get('content-type')}, not text/event-stream"
    if "content-encoding" in headers:
        yield f"something on the way compresses the stream ({headers['content-encoding']})"
    caching = headers.get("cache-control", "")
    if "no-transform" not in caching or "no-cache" not in caching:
        yield f"cache-control is {caching!r}, not no-cache, no-transform"
