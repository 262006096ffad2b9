"""Cuts server-sent events out of the bytes of a body.

A body that is no event stream (a JSON document, a page of HTML, nothing) is kept as `plain`, for the caller to read.
The time is proportional to the number of bytes, also for one event that arrives in many small pieces.
"""

from __future__ import annotations

from collections.abc import Callable

MAX_EVENT_BYTES = 16 * 1024 * 1024
"""The most bytes of one event, or of a body without events."""
BOM = b"\xef\xbb\xbf"


class EventTooLarge(Exception):
    """An event, or a body that is no event stream, has more than `max_event_bytes`."""


Take = Callable[[str, bytes], None]
"""Takes one event: its `event:` field ("" without one) and its data, the lines joined by newlines."""


class EventCutter:
    """Cuts events out of a body: call `feed` with every piece, then `end` once."""

    def __init__(self, *, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        self._max = max_event_bytes
        self._line: list[bytes] = []
        """The pieces of the line that has not ended yet."""
        self._line_bytes = 0
        self._after_cr = False
        """Whether the last piece ended with CR; a LF at the beginning of the next one belongs to it."""
        self._first = True
        self._name = b""
        self._data: list[bytes] = []
        self._event_bytes = 0
        self._is_stream: bool | None = None
        self._plain: list[bytes] = []
        self._plain_bytes = 0

    @property
    def plain(self) -> bytes:
        """The body, where it is no event stream; else empty."""
        return b"" if self._is_stream else b"".join(self._plain)

    def feed(self, piece: bytes, take: Take) -> None:
        """Pass every event that this piece completes to `take`. Raises EventTooLarge."""
        if self._after_cr and piece.startswith(b"\n"):
            piece = piece[1:]
        if not piece:
            return
        self._after_cr = piece.endswith(b"\r")
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        start = 0 if self._line or self._data or self._name else self._take_whole(piece, take)
        while (end := piece.find(b"\n", start)) >= 0:
            self._take_line(self._whole_line(piece[start:end]), take)
            start = end + 1
        rest = piece[start:]
        if rest:
            self._line.append(rest)
            self._line_bytes += len(rest)
            if self._line_bytes + self._event_bytes + self._plain_bytes > self._max:
                raise EventTooLarge

    def break_off(self, take: Take) -> None:
        """Pass on an event of which nothing is missing but the empty line: the connection has broken there."""
        self._dispatch(take)

    def end(self, take: Take) -> None:
        """End the body. A last event without its empty line counts."""
        last = self._whole_line(b"")
        if last:
            self._take_line(last, take)
        self._dispatch(take)

    def _take_whole(self, piece: bytes, take: Take) -> int:
        """Pass on the events of the usual form that stand whole at the beginning; returns the index after them.

        The usual form is one line of data, and a line with a name before it or none.
        """
        start = 0
        while True:
            data, name = start, b""
            if piece.startswith(b"event: ", start):
                data = piece.find(b"\n", start) + 1
                if not data:
                    break
                name = piece[start + 7 : data - 1]
            if not piece.startswith(b"data: ", data):
                break
            end = piece.find(b"\n", data)  # one byte is found much faster than the two of an empty line
            if end < 0 or not piece.startswith(b"\n", end + 1) or end - data > self._max:
                break
            self._is_stream, self._first = True, False
            take(name.strip().decode("ascii", "replace"), piece[data + 6 : end])
            start = end + 2
        return start

    def _whole_line(self, rest: bytes) -> bytes:
        if not self._line:
            return rest
        self._line.append(rest)
        line = b"".join(self._line)
        self._line = []
        self._line_bytes = 0
        return line

    def _take_line(self, line: bytes, take: Take) -> None:
        if self._first:
            line = line.removeprefix(BOM)
            self._first = False
        if line.startswith(b"data:"):
            data = line[6:] if line.startswith(b"data: ") else line[5:]
            self._is_stream = True
            self._data.append(data)
            self._event_bytes += len(data) + 1
            if self._event_bytes > self._max:
                raise EventTooLarge
        elif not line:
            self._dispatch(take)
        elif line.startswith(b"event:"):
            self._is_stream = True
            self._name = line[6:].strip()
        elif line.startswith(b"error:"):
            # llama.cpp's own field for a failure in the middle of a stream
            self._is_stream = True
            self._name = b"error"
            self._data.append(line[6:].strip())
            self._event_bytes += len(line)
        elif self._is_stream is None and not line.startswith((b":", b"id:", b"retry:")):
            self._plain.append(line + b"\n")
            self._plain_bytes += len(line) + 1
            if self._plain_bytes > self._max:
                raise EventTooLarge

    def _dispatch(self, take: Take) -> None:
        if self._data:
            data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
            name = self._name.decode("ascii", "replace")
            self._data = []
            self._event_bytes = 0
            self._name = b""
            take(name, data)
        self._name = b""
