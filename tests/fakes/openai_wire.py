"""Bytes on their way: what both of the fake's APIs share.

A stream is a list of frames, each ready for the socket (chunked encoding included). Text deltas are serialised once per
text and kept; only the item's id, of fixed length, is put in per request, so that hundreds of streams cost little.
"""

from __future__ import annotations

import json
import re
import threading
import uuid
from dataclasses import dataclass
from typing import Any, Literal

from tests.fakes.openai_script import Citation, Raw, Replay, Say, Stamps

BLANK_STAMP = "0" * 20
CHUNK_SIZE_OF_ARGUMENTS = 12
LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """Bytes to write `delay_s` after the frame before it. `tokens` counts text deltas.

    `stamp`: "new" puts the current time into the frame, "all" the times put into earlier frames, in order.
    `until`: nothing is written from here on before it is set.
    `end`: what follows the bytes: the body is over ("done"), the connection breaks ("cut"), nothing at all ("never").
    """

    data: bytes = b""
    delay_s: float = 0.0
    tokens: int = 0
    stamp: Literal["new", "all"] | None = None
    end: Literal["done", "cut", "never"] | None = None
    until: threading.Event | None = None


def replayed(part: Replay) -> list[Frame]:
    """A recorded stream, written event by event."""
    blocks = (block for block in re.split(r"\r?\n\r?\n", part.sse.strip()) if block)
    return [*(Frame(chunk(f"{block}\n\n".encode()), part.delay_s) for block in blocks), Frame(LAST_CHUNK, end="done")]


def raw_frames(part: Raw) -> list[Frame]:
    """A body as it is, in pieces."""
    size = part.piece or max(1, len(part.body))
    pieces_of_it = [part.body[start : start + size] for start in range(0, len(part.body), size)]
    end = Frame(LAST_CHUNK if part.end == "done" else b"", end=part.end)
    return [*(Frame(chunk(piece), part.delay_s) for piece in pieces_of_it), end]


def chunk(data: bytes) -> bytes:
    """One chunk of HTTP's chunked encoding."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def new_id(prefix: str) -> str:
    return f"{prefix}_{uuid.uuid4().hex}"


def tokens_of(part: Say | Stamps) -> tuple[str, ...]:
    return part.tokens if isinstance(part, Say) else (BLANK_STAMP + " ",) * part.count


def padding(number: int) -> str:
    """Stands in for the random `obfuscation` of the service, which hides token lengths."""
    return "aZ3kQ9xWm2LrT7vB"[: 1 + number % 16]


def url_citation(citation: Citation) -> dict[str, Any]:
    return {
        "type": "url_citation",
        "start_index": citation.start,
        "end_index": citation.end,
        "title": citation.title,
        "url": citation.url,
    }


def pieces(text: str) -> list[str]:
    step = CHUNK_SIZE_OF_ARGUMENTS
    return [text[start : start + step] for start in range(0, len(text), step)]


def usage_of(body: dict[str, Any], spoken: int) -> dict[str, Any]:
    """Four bytes of prompt to a token, near enough to compare prompts by."""
    prompt = len(json.dumps(body)) // 4
    return {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": spoken,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": prompt + spoken,
    }
