"""What the operator is told of one turn: metrics as it goes, and one line in the log when it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chatkit.types import AssistantMessageContentPartTextDelta, ThreadItemUpdatedEvent, ThreadStreamEvent

from professor_lock.metrics import FIRST_WORD_S, TURN_S, TURNS_ENDED, WORD_GAP_S, Tally

NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool: `outcome` is "answered", or why there was no answer."""

    name: str
    outcome: str
    seconds: float


class TurnReport:
    """Collects what a turn did. `clock` gives seconds."""

    def __init__(self, kind: str, clock: Callable[[], float] = time.perf_counter) -> None:
        self._kind = kind
        self._clock = clock
        self._began = clock()
        self._first_word: float | None = None
        self._last_word: float | None = None
        self._longest_gap_s = 0.0
        self._gaps = Tally(WORD_GAP_S)
        self.model = NO_MODEL
        self._tools: list[ToolCall] = []
        self._usage: dict[str, int] = {}

    def note_run(self, model: str, tools: Sequence[ToolCall], usage: Mapping[str, int]) -> None:
        """A run of the agent has ended, however: which model it asked, its tool calls, what the calls came to."""
        self.model = model
        self._tools += tools
        for name, amount in usage.items():
            self._usage[name] = self._usage.get(name, 0) + amount

    def note(self, event: ThreadStreamEvent) -> None:
        """An event is sent: a piece of text counts."""
        if isinstance(event, ThreadItemUpdatedEvent) and isinstance(event.update, AssistantMessageContentPartTextDelta):
            self.note_text()

    def note_text(self) -> None:
        """A piece of text is sent."""
        now = self._clock()
        if self._last_word is None:
            self._first_word = now
        else:
            gap_s = now - self._last_word
            self._gaps.observe(gap_s)
            self._longest_gap_s = max(self._longest_gap_s, gap_s)
        self._last_word = now

    def end(self, outcome: str) -> dict[str, Any]:
        """The turn has ended so, and its end is stored or given up. Answers the fields of its log line."""
        whole_s = self._clock() - self._began
        self._gaps.add()
        TURNS_ENDED.labels(outcome, self._kind, self.model).inc()
        TURN_S.labels(self._kind).observe(whole_s)
        line: dict[str, Any] = {"outcome": outcome, "kind": self._kind, "model": self.model, "ms": _ms(whole_s)}
        if self._first_word is not None:
            first_s = self._first_word - self._began
            FIRST_WORD_S.labels(self.model).observe(first_s)
            line |= {"first_word_ms": _ms(first_s), "longest_gap_ms": _ms(self._longest_gap_s)}
        line |= self._usage
        if self._tools:
            line["tools"] = [{"tool": one.name, "outcome": one.outcome, "ms": _ms(one.seconds)} for one in self._tools]
        return line


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
