"""Tries a model's endpoint with six small requests; `manage.py doctor --live` prints the findings.

They go through `model.door` like every answer, so that what is learned of the endpoint counts.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from agents import ModelSettings, Tool, function_tool
from agents.models.interface import Model, ModelTracing

from professor_lock.errors import ProfessorLockError
from professor_lock.model.errors import CutShort, NoAnswer
from professor_lock.model.language_model import LanguageModel
from professor_lock.model.reading import Refused

REQUEST_S = 60.0
FEW_TOKENS = 16
"""The length in tokens at which one of the answers is to be cut off."""
MAX_TOLD = 200
OTHER_API = ". Is PP_MODEL_API the one that it has (responses or chat_completions), and OPENAI_BASE_URL its address?"
NO_API = " Is OPENAI_BASE_URL the address of an API, up to /v1?"
PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGM4ISeHFTEMLQ"
    "kAkL9BAbKfPiIAAAAASUVORK5CYII="
)
"""A red square of eight by eight pixels."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one request; `said` is a sentence."""

    name: str
    ok: bool
    said: str
    needed: bool = False
    """Whether the product does not work without it."""


@dataclass(slots=True)
class _Answer:
    text: str = ""
    calls: int = 0
    estimated: bool = False
    files_left_out: bool = False
    tokens: str = ""


@function_tool
def team_record(team: str) -> str:
    """The record of a team this season: call it for each team that is asked about."""
    return f"{team}: 10-4"


async def try_endpoint(language_model: LanguageModel) -> list[Finding]:
    """Send the six requests one after another; only the first where the endpoint does not even answer with text.

    Failures of the endpoint are findings and never raised.
    """
    trial = _Trial(language_model.model, language_model.settings)
    words = await _tried("words", trial.words, needed=True)
    if not words.ok:
        return [words]
    return [
        words,
        await _tried("tool call", trial.tool_call, needed=True),
        await _tried("two tools at once", trial.two_tools),
        await _tried("long answer cut", trial.cut),
        await _tried("usage", trial.usage),
        await _tried("picture", trial.picture),
    ]


async def _tried(name: str, request: Callable[[], Awaitable[tuple[bool, str]]], *, needed: bool = False) -> Finding:
    began = time.monotonic()
    try:
        async with asyncio.timeout(REQUEST_S):
            ok, said = await request()
    except ProfessorLockError as error:
        ok, said = False, f"{error}{_told(error)}"
    except TimeoutError:
        ok, said = False, f"no whole answer within {REQUEST_S:.0f} s"
    return Finding(name, ok, f"{said} ({(time.monotonic() - began) * 1000:.0f} ms)", needed)


def _told(error: ProfessorLockError) -> str:
    """What the endpoint itself said, for the operator: the requests of a trial hold nothing of a user's."""
    refused = error.__cause__
    if isinstance(error, NoAnswer):
        return NO_API
    if not isinstance(refused, Refused) or refused.refusal is None:
        return ""
    refusal = refused.refusal
    said = f" It said: {refusal.status or 'an error'} {' '.join(refusal.text.split())[:MAX_TOLD]}".rstrip()
    return said + (OTHER_API if refusal.status in (404, 405) else "")


class _Trial:
    def __init__(self, model: Model, settings: ModelSettings) -> None:
        self._model, self._settings = model, settings

    async def words(self) -> tuple[bool, str]:
        answer = await self._ask("Answer with the one word: ready")
        return bool(answer.text), "answers in words"

    async def tool_call(self) -> tuple[bool, str]:
        answer = await self._ask("What is the record of the Lakers? Use the tool.", tools=[team_record])
        return answer.calls > 0, "calls tools" if answer.calls else "answered without calling the tool"

    async def two_tools(self) -> tuple[bool, str]:
        question = "What are the records of the Lakers and of the Celtics? Call the tool for both in one step."
        answer = await self._ask(question, tools=[team_record])
        return answer.calls > 1, f"{answer.calls} calls in one step"

    async def cut(self) -> tuple[bool, str]:
        try:
            await self._ask("Count from 1 to 300, every number, in words.", max_tokens=FEW_TOKENS)
        except CutShort:
            return True, "says when an answer was cut by its length"
        return False, "does not say when an answer is cut, or takes no limit"

    async def usage(self) -> tuple[bool, str]:
        answer = await self._ask("Answer with the one word: counted")
        return not answer.estimated, "not reported: estimated by characters" if answer.estimated else answer.tokens

    async def picture(self) -> tuple[bool, str]:
        parts = [
            {"type": "input_text", "text": "Which colour is this? One word."},
            {"type": "input_image", "image_url": PICTURE, "detail": "auto"},
        ]
        answer = await self._ask([{"role": "user", "content": parts}])
        if answer.files_left_out:
            return False, "refused: asked without it"
        seen = "red" in answer.text.lower()
        return seen, "sees pictures" if seen else "takes pictures, but did not see that this one is red"

    async def _ask(self, question: Any, *, tools: list[Tool] | None = None, max_tokens: int | None = None) -> _Answer:
        settings = self._settings.resolve(ModelSettings(max_tokens=max_tokens))
        options: dict[str, Any] = {"previous_response_id": None, "conversation_id": None, "prompt": None}
        stream: Any = self._model.stream_response(
            "You are being tried out. Be very brief.",
            question,
            settings,
            tools or [],
            None,
            [],
            ModelTracing.DISABLED,
            **options,
        )
        answer = _Answer()
        async with aclosing(stream) as events:
            async for event in events:
                _note(answer, event)
        return answer


def _note(answer: _Answer, event: Any) -> None:
    match event.type:
        case "response.output_text.delta":
            answer.text += event.delta
        case "professor_lock.usage_estimated":
            answer.estimated = True
        case "professor_lock.files_left_out":
            answer.files_left_out = True
        case "response.completed":
            answer.calls = sum(item.type == "function_call" for item in event.response.output)
            used = event.response.usage
            if used is not None:
                answer.tokens = f"{used.input_tokens} tokens in, {used.output_tokens} out"
