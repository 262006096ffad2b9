"""Recordings of what the server sends, byte for byte but for ids and times.

A `Recording` is told every answer of one conversation; `check` compares them with the file of its name in `streams/`.
With PP_RENEW_STREAMS=1 in the environment it writes the file instead: for changes of the wire that are meant.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

STREAMS = Path(__file__).parent / "streams"
FROZEN_AT = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
"""The clock of the server while it is recorded: noon in New York, seven hours before the demo's first games."""

ID = re.compile(r"(?<![A-Za-z0-9])([a-z]+)_[0-9a-f]{44}(?![A-Za-z0-9])")
"""An id as the server makes them: its kind, 12 digits of milliseconds, 32 random ones."""
SHORT_ID = re.compile(r"(?<![0-9A-Za-z])[0-9A-F]{8}(?![0-9A-Za-z])")
"""The end of a ticket's id, by which cards name it."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
DATA = "data: "


def normalised(body: str) -> str:
    """A body without what differs from run to run; everything else stays as it was sent, to the byte.

    - Ids become their kind and the number of their first appearance in the conversation: `msg_…` is `<msg 3>`.
    - Time stamps that the database's clock gave become `<time>`: those of another day than the server's own clock,
      which stands still while it is recorded, so that its times, and the words made of them, are compared as they are.
    - Pieces of text that follow each other in the same part of the same message become one: how many there are
      depends on how fast they were read.
    - Pings go: they say how long a silence was.
    """
    text = "".join(f"{line}\n" for line in _joined(line for line in body.splitlines() if not line.startswith(":")))
    numbers: dict[str, int] = {}
    text = ID.sub(lambda found: f"<{found[1]} {numbers.setdefault(found[0], len(numbers) + 1)}>", text)
    text = SHORT_ID.sub("<id>", text)
    return TIME.sub(lambda found: found[0] if _is_frozen_day(found[0]) else "<time>", text)


def _is_frozen_day(stamp: str) -> bool:
    moment = datetime.fromisoformat(stamp)
    return abs((moment - FROZEN_AT).total_seconds()) < 2 * 86_400


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a body, neighbouring text deltas of one part as one line."""
    waiting: dict[str, Any] | None = None
    for line in lines:
        delta = _text_delta(line)
        if waiting is not None and (delta is not None or line == ""):
            if delta is not None and _part(delta) == _part(waiting):
                waiting["update"]["delta"] += delta["update"]["delta"]
                continue
            if line == "":
                continue
        if waiting is not None:
            yield from (DATA + _compact(waiting), "")
        waiting = delta
        if delta is None:
            yield line
    if waiting is not None:
        yield from (DATA + _compact(waiting), "")


def _text_delta(line: str) -> dict[str, Any] | None:
    """The event of a line if it is a text delta that can be written back to the same bytes."""
    if not line.startswith(DATA) or "text_delta" not in line:
        return None
    event: dict[str, Any] = json.loads(line.removeprefix(DATA))
    if not str(event.get("update", {}).get("type", "")).endswith("text_delta"):
        return None
    assert DATA + _compact(event) == line, f"a text delta in other bytes than expected: {line}"
    return event


def _part(event: dict[str, Any]) -> tuple[Any, ...]:
    update = event["update"]
    return event["item_id"], *(update[name] for name in sorted(update) if name != "delta")


def _compact(event: dict[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


class Recording:
    """The answers of one conversation, in order, each under a heading that says what was asked."""

    def __init__(self, name: str) -> None:
        self.file = STREAMS / f"{name}.txt"
        self._parts: list[str] = []

    def add(self, heading: str, body: bytes | bytearray | str) -> None:
        """Note one answer."""
        text = body if isinstance(body, str) else body.decode()
        self._parts.append(f"=== {heading}\n{text.rstrip()}\n\n")

    def check(self) -> None:
        """Compare with the file, or write it when that is asked for. A file that is missing fails."""
        found = normalised("".join(self._parts))
        if os.environ.get("PP_RENEW_STREAMS") == "1":
            self.file.write_text(found, encoding="utf-8", newline="\n")
        recorded = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        if found == recorded:
            return
        pairs = enumerate(zip(found.splitlines(), recorded.splitlines(), strict=False), start=1)
        line, (now, before) = next(((n, pair) for n, pair in pairs if pair[0] != pair[1]), (0, ("", "")))
        at = next((n for n, (a, b) in enumerate(zip(now, before, strict=False)) if a != b), 0)
        window = slice(max(0, at - 200), at + 300)
        pytest.fail(
            f"{self.file.name} differs from line {line}, character {at}, on:\nrecorded: {before[window]}\n"
            f"     now: {now[window]}\n({len(recorded)} characters recorded, {len(found)} now. "
            "If it is meant: PP_RENEW_STREAMS=1)",
            pytrace=False,
        )
