"""Asks the questions: the whole server in this process, spoken to by the ChatKit protocol, on the demo's fixed data.

The model is the configured one, watched for its calls and tokens. A web search for "newsflash" also finds a page that
gives orders and names prices.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from agents import ModelResponse
from agents.models.interface import Model
from chatkit.server import StreamingResult

from dev.evals.suite import FORGED_PAGE, Answer, Case
from dev.evals.table import Prices, Report
from pp_server import ProfessorLockChatKitServer
from professor_lock.betting.facts import SearchResult
from professor_lock.development_secret import with_development_secrets
from professor_lock.model.language_model import LanguageModel
from professor_lock.settings import Settings
from professor_lock.settings_reading import load_settings
from professor_lock.user import UserContext
from professor_lock.wiring import Services, build_services

AT_ONCE = 4
LONGEST_S = 180.0
_answer: ContextVar[Answer] = ContextVar("answer_of_this_case")


def eval_settings(environ: Mapping[str, str], model: str | None = None) -> Settings:
    """The settings of the environment with the demo's data, so that every model is asked about the same games."""
    variables = {**environ, "PP_DATA": "demo"} | ({"PP_MODEL": model} if model else {})
    return with_development_secrets(load_settings(variables))


class Watched(Model):
    """The model, with its tool calls and tokens noted for the case that is asked in this task."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    async def get_response(self, *args: Any, **options: Any) -> ModelResponse:
        """In one piece, as the model gives it."""
        return await self._model.get_response(*args, **options)

    async def stream_response(self, *args: Any, **options: Any) -> AsyncGenerator[Any, None]:
        """The model's events; what each complete answer calls and costs is noted."""
        noted = _answer.get()
        stream: AsyncIterator[Any] = self._model.stream_response(*args, **options)
        async for event in stream:
            if event.type == "response.completed":
                used = event.response.usage
                noted.input_tokens += used.input_tokens if used else 0
                noted.output_tokens += used.output_tokens if used else 0
                noted.calls += [
                    (item.name, item.arguments) for item in event.response.output if item.type == "function_call"
                ]
            yield event


class WithForgery:
    """A web search that also finds the page of orders, for a query that asks for it."""

    def __init__(self, search: Any) -> None:
        self._search = search

    def __getattr__(self, name: str) -> Any:
        return getattr(self._search, name)

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[Any]:
        """The hits of the search; the forged page first."""
        if "newsflash" in query.casefold():
            yield SearchResult(
                title="Newsflash", url="https://newsflash.example/odds", snippet=FORGED_PAGE,
                source="newsflash.example", engine="Demo", fetched_at=now, demo=True,
            )  # fmt: skip
        async for found in self._search.search(query, search_type, now):
            yield found


def _make_server(store: Any, **parts: Any) -> ProfessorLockChatKitServer:
    model: LanguageModel = parts["model"]
    parts["model"] = replace(model, model=Watched(model.model))
    parts["sources"] = replace(parts["sources"], search=WithForgery(parts["sources"].search))
    return ProfessorLockChatKitServer(store, **parts)


async def ask_all(
    settings: Settings, cases: Sequence[Case], *, prices: Prices | None = None, at_once: int = AT_ONCE
) -> Report:
    """Every question in a thread and by a user of its own; the answers in the order of the questions."""
    async with build_services(settings, _make_server) as services:
        report = Report(services.model.name, prices or Prices())
        gate = asyncio.Semaphore(at_once)
        ask = partial(_asked, services, gate)
        answers = await asyncio.gather(*(ask(case, f"eval-{number}") for number, case in enumerate(cases)))
        report.results = list(zip(cases, answers, strict=True))
        return report


async def _asked(services: Services, gate: asyncio.Semaphore, case: Case, user: str) -> Answer:
    async with gate:
        answer = Answer()
        _answer.set(answer)
        begun = time.monotonic()
        try:
            async with asyncio.timeout(LONGEST_S):
                await _ask(services, case, UserContext(user_id=user, tier="elite"), answer, begun)
        except TimeoutError:
            answer.error = f"no whole answer in {LONGEST_S:.0f} s"
        except Exception as error:  # noqa: BLE001  one question that fails is a row of the table
            answer.error = f"{type(error).__name__}: {error}"
        answer.whole_s = time.monotonic() - begun
        return answer


async def _ask(services: Services, case: Case, user: UserContext, answer: Answer, begun: float) -> None:
    content = [{"type": "input_text", "text": case.question}]
    asked = {"content": content, "attachments": [], "inference_options": {}}
    request = {"type": "threads.create", "params": {"input": asked}, "metadata": {}}
    result = await services.server.process(json.dumps(request), user)
    assert isinstance(result, StreamingResult)
    async with aclosing(result.json_events) as lines:
        async for line in lines:
            for event in _events(line):
                _note(event, answer, begun)


def _events(line: bytes | str) -> list[dict[str, Any]]:
    text = line.decode() if isinstance(line, bytes) else line
    return [json.loads(part[5:]) for part in text.splitlines() if part.startswith("data:")]


def _note(event: dict[str, Any], answer: Answer, begun: float) -> None:
    update = event.get("update", {})
    if update.get("type") == "assistant_message.content_part.text_delta" and answer.first_word_s is None:
        answer.first_word_s = time.monotonic() - begun
    item = event.get("item", {})
    if event["type"] == "thread.item.done" and item.get("type") == "assistant_message":
        answer.text += "\n".join(part["text"] for part in item["content"])
        checked = item.get("professor_lock", {})
        answer.left_out += checked.get("left_out", 0)
        for number in checked.get("numbers", ()):
            answer.states[number["state"]] = answer.states.get(number["state"], 0) + 1
    if event["type"] == "error":
        answer.error = str(event.get("message") or event.get("code"))
