"""The calls of the model in one run, with tokens and durations, also of calls that were cut off."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One answer of the model, in tokens. The input includes cached tokens, the output includes reasoning tokens.

    `estimated`: the model did not report the tokens. `seconds` is the time from the first event to the last one.
    """

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False
    finished: bool = True
    seconds: float = 0.0


@dataclass(slots=True)
class ModelWork:
    """Counts the model's events. `clock` returns seconds."""

    asked: int = 0
    answered: int = 0
    chars: int = 0
    """Characters of the unfinished answer."""
    unreported: int = 0
    """How many answers the model reported no tokens for; the next two are estimates of their tokens."""
    unreported_input_tokens: int = 0
    unreported_output_tokens: int = 0
    files_left_out: bool = False
    """Whether the model was asked without the attached files, because its endpoint refused them."""
    calls: list[ModelCall] = field(default_factory=list)
    """The finished answers."""
    clock: Callable[[], float] = time.perf_counter
    _began: float = 0.0
    _estimate: tuple[int, int] | None = None

    @property
    def unfinished(self) -> int:
        """How many answers were begun and did not finish."""
        return self.asked - self.answered

    def note(self, event: Any) -> None:
        """Take one event of the model into account."""
        kind = event.type
        if kind == "response.created":
            self.asked += 1
            self.chars = 0
            self._began, self._estimate = self.clock(), None
        elif kind == "response.completed":
            self.answered += 1
            self.chars = 0
            self.calls.append(self._call(event.response.usage))
        elif kind.endswith(".delta"):
            self.chars += len(event.delta)
        elif kind == "professor_lock.usage_estimated":
            self.unreported += 1
            self.unreported_input_tokens += event.input_tokens
            self.unreported_output_tokens += event.output_tokens
            self._estimate = (event.input_tokens, event.output_tokens)
        elif kind == "professor_lock.files_left_out":
            self.files_left_out = True

    def _call(self, usage: Any) -> ModelCall:
        seconds = self.clock() - self._began
        if usage is None:
            asked, said = self._estimate or (0, 0)
            return ModelCall(asked, said, estimated=self._estimate is not None, seconds=seconds)
        return ModelCall(
            usage.input_tokens,
            usage.output_tokens,
            getattr(usage.input_tokens_details, "cached_tokens", 0) or 0,
            getattr(usage.output_tokens_details, "reasoning_tokens", 0) or 0,
            seconds=seconds,
        )
