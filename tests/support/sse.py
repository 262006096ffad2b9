"""A decoder of event streams that reads as a browser does and notes what a strict reader would object to."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Message:
    """One event: its `data` lines joined by newlines, and the `event` field, which ChatKit does not use."""

    data: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that starts with a colon: a sign of life."""

    text: str


@dataclass
class SseDecoder:
    """Feed it bytes as they come; chunks may end anywhere, also inside a character or between CR and LF.

    `violations` are not errors to a browser, but to us: a comment with a blank line behind it (the stock client takes
    it for an empty event), a comment inside an event, a field nobody knows, bytes that are not UTF-8, an event that the
    end of the body leaves unfinished.
    """

    violations: list[str] = field(default_factory=list)
    _text: str = ""
    _data: list[str] = field(default_factory=list)
    _event: str = ""
    _after_comment: bool = False
    _utf8: codecs.IncrementalDecoder = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")("strict"))

    def feed(self, chunk: bytes) -> list[Message | Comment]:
        """What became complete with these bytes."""
        try:
            self._text += self._utf8.decode(chunk)
        except UnicodeDecodeError as error:
            self.violations.append(f"the stream is not UTF-8: {error}")
            self._utf8.reset()
        found = []
        while (line := self._next_line(at_end=False)) is not None:
            if (read := self._read(line)) is not None:
                found.append(read)
        return found

    def end(self) -> list[Message | Comment]:
        """The end of the body: a last event without its blank line still counts, but is noted."""
        found = []
        while (line := self._next_line(at_end=True)) is not None:
            if (read := self._read(line)) is not None:
                found.append(read)
        if self._data:
            self.violations.append("the body ends in the middle of an event")
            if (read := self._read("")) is not None:
                found.append(read)
        if self._utf8.getstate()[0]:
            self.violations.append("the body ends in the middle of a character")
        return found

    def _next_line(self, *, at_end: bool) -> str | None:
        """The next whole line. A CR at the very end waits for the LF that may follow."""
        found = LINE_END.search(self._text)
        if found and (at_end or found[0] != "\r" or found.end() < len(self._text)):
            line, self._text = self._text[: found.start()], self._text[found.end() :]
            return line
        if at_end and self._text:
            line, self._text = self._text, ""
            return line
        return None

    def _read(self, line: str) -> Message | Comment | None:
        if line.startswith(":"):
            if self._data:
                self.violations.append("a comment inside an event")
            self._after_comment = not self._data
            return Comment(line[1:].removeprefix(" "))
        if line == "":
            return self._dispatch()
        self._after_comment = False
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name not in ("id", "retry"):
            self.violations.append(f"an unknown field: {name!r}")
        return None

    def _dispatch(self) -> Message | None:
        if self._after_comment and not self._data:
            self.violations.append("a blank line after a comment: the stock client takes it for an empty event")
        message = Message("\n".join(self._data), self._event) if self._data else None
        self._data, self._event, self._after_comment = [], "", False
        return message
