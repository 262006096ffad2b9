"""Logs: one JSON object a line on stdout, with message, level and the request it belongs to. Never what was said.

On a terminal a line is for the one who sits there: time of day, message, what belongs to it.

Tokens, keys, e-mail addresses and people's words do not belong in a log line; people appear by hash.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TextIO

from professor_lock import tracing

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# Libraries that would write addresses (with keys in them), prompts or one line a request.
QUIET = ("httpx2", "httpcore2", "httpx", "httpcore", "openai", "openai.agents", "chatkit", "asyncio", "uvicorn.access")
MAX_TEXTS = 100
FLOOD_LINES, FLOOD_S = 5, 30.0
"""So many warnings or errors that are alike are written in this time, in seconds."""
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonFormatter(logging.Formatter):
    """A record as one JSON line; what was passed as `extra` becomes fields beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its newline."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": "warn" if record.levelno == logging.WARNING else record.levelname.lower(),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if (current := request_id.get()) is not None:
            line["request_id"] = current
        if (trace := tracing.trace_id()) != "":
            line["trace_id"] = trace
        line.update({key: value for key, value in vars(record).items() if key not in _OWN})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class TerminalFormatter(logging.Formatter):
    """A record as one line to read: "10:21:18 warning: not ready: ... (status=503)"; a traceback stands below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its newline. Control characters are shown, not obeyed: a log line holds foreign text."""
        time_of_day = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        level = f"{record.levelname.lower()}: " if record.levelno >= logging.WARNING else ""
        more = {key: value for key, value in vars(record).items() if key not in _OWN and value is not None}
        fields = " (" + ", ".join(f"{key}={value}" for key, value in more.items()) + ")" if more else ""
        line = f"{time_of_day} {level}{record.getMessage()}{fields}"
        shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
        return f"{shown}\n{self.formatException(record.exc_info)}" if record.exc_info else shown


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send everything to stdout, as JSON unless it is a terminal: platforms take what comes on stderr for errors."""
    stream = stream or sys.stdout
    handler = FloodHandler(stream)
    handler.setFormatter(TerminalFormatter() if stream.isatty() else JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class FloodHandler(logging.StreamHandler[TextIO]):
    """Writes lines, but of warnings and errors that are alike only the first few in a while, then one with a count.

    Alike are lines of one logger whose message has the same form, whatever stands in it, and the same exception. Lines
    below a warning always come: one a request, one a turn. `clock` gives seconds.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        at_most: int = FLOOD_LINES,
        every_s: float = FLOOD_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(stream)
        self._at_most = at_most
        self._every_s = every_s
        self._clock = clock
        self._floods: dict[tuple[object, ...], _Flood] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, unless it is one of a flood; say first what has been left out of floods that are over."""
        now = self._clock()
        for key in [key for key, flood in self._floods.items() if now - flood.began >= self._every_s]:
            flood = self._floods.pop(key)
            if flood.lines > self._at_most:
                super().emit(flood.rest(flood.lines - self._at_most))
        if record.levelno >= logging.WARNING:
            kind = record.exc_info[0] if record.exc_info else None
            flood = self._floods.setdefault((record.name, record.msg, kind), _Flood(now))
            flood.lines += 1
            flood.last = record
            if flood.lines > self._at_most:
                return
        super().emit(record)


@dataclass(slots=True)
class _Flood:
    """Lines that are alike, since `began`."""

    began: float
    lines: int = 0
    last: logging.LogRecord | None = None

    def rest(self, left_out: int) -> logging.LogRecord:
        """The last line once more, with how many were left out."""
        assert self.last is not None
        line = logging.makeLogRecord(vars(self.last) | {"exc_info": None, "exc_text": None})
        line.left_out = left_out
        return line


class SeldomLog:
    """Warnings that would come by the dozen while something is away: one a while, with how many there were since.

    Each text counts by itself. `clock` gives seconds.
    """

    def __init__(
        self, logger: logging.Logger, *, every_s: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._logger = logger
        self._every_s = every_s
        self._clock = clock
        self._last: dict[str, float] = {}
        self._since: dict[str, int] = {}

    def warning(self, message: str, *args: object, cause: BaseException | None = None) -> None:
        """Log it, unless the same was logged a moment ago; `cause` is shown with its traceback."""
        now = self._clock()
        text = message % args
        if now - self._last.get(text, -self._every_s) < self._every_s:
            self._since[text] += 1
            return
        if len(self._last) >= MAX_TEXTS:
            self._last.clear()
            self._since.clear()
        self._last[text] = now
        self._logger.warning(message, *args, exc_info=cause, extra={"times_since": self._since.get(text, 0)})
        self._since[text] = 0
