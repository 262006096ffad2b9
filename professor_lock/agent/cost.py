"""The cost of a run in tokens: as the model reported it, with estimates where it did not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents import Usage

from professor_lock.agent.model_work import ModelCall, ModelWork
from professor_lock.model.answer import CHARS_A_TOKEN

TOKENS_A_FILE = 1_000
"""Tokens of an attached file, to estimate with: about a screenshot, or two pages of a PDF."""
_FILE = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]*")


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens as reported, and estimates for answers that were cut off or whose tokens the model did not report."""

    requests: int
    input_tokens: int
    output_tokens: int
    unfinished_requests: int
    estimated_input_tokens: int
    estimated_output_tokens: int
    cut_off_input_tokens: int = 0
    cut_off_output_tokens: int = 0
    """The part of the estimates that belongs to the answer that was cut off."""

    @classmethod
    def of(cls, usage: Usage, work: ModelWork, given: Sequence[Any]) -> Cost:
        """The cost of a run with this input (`given`), whether it ended or was cut off."""
        cut_off = work.unfinished > 0
        asked, said = (_estimated(given), -(-work.chars // CHARS_A_TOKEN)) if cut_off else (0, 0)
        return cls(
            requests=usage.requests + work.unreported,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            unfinished_requests=work.unfinished,
            estimated_input_tokens=work.unreported_input_tokens + asked,
            estimated_output_tokens=work.unreported_output_tokens + said,
            cut_off_input_tokens=asked,
            cut_off_output_tokens=said,
        )

    def cut_off(self) -> list[ModelCall]:
        """The answers that were begun and not finished; the tokens of the last one are estimated."""
        if not self.unfinished_requests:
            return []
        asked, said = self.cut_off_input_tokens, self.cut_off_output_tokens
        last = ModelCall(asked, said, estimated=True, finished=False)
        return [*[ModelCall(0, 0, estimated=True, finished=False)] * (self.unfinished_requests - 1), last]

    def as_json(self, model: str) -> str:
        """JSON for the turn's row. Estimates have keys of their own, which are missing when there are none."""
        kept: dict[str, Any] = {
            "model": model,
            "requests": self.requests,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
        }
        if self.unfinished_requests:
            kept["unfinished_requests"] = self.unfinished_requests
        if self.estimated_input_tokens or self.estimated_output_tokens:
            kept["estimated_input_tokens"] = self.estimated_input_tokens
            kept["estimated_output_tokens"] = self.estimated_output_tokens
        return json.dumps(kept)


def _estimated(given: Sequence[Any]) -> int:
    """Estimated tokens of an input. A file counts TOKENS_A_FILE, not its bytes."""
    words, files = _FILE.subn("", json.dumps(given, default=str))
    return len(words) // CHARS_A_TOKEN + files * TOKENS_A_FILE
