"""The model as the agent's loop sees it: asks an endpoint, again where needed, and yields a complete answer or raises.

Where an endpoint refuses something that a request can do without (unknown fields, roles, files, a history that is too
long), it is asked again without it, before any event was passed on. `Learned` keeps that for later requests.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from agents import ModelResponse, Usage
from agents.exceptions import _mark_error_to_drain_stream_events
from agents.models.interface import Model
from openai.types.responses import Response

from professor_lock.model import prompt as prompts
from professor_lock.model.call_span import begin_call, note_event
from professor_lock.model.endpoint import Api, Endpoint, Learned
from professor_lock.model.errors import (
    BrokenOff,
    KeyRefused,
    ModelBusy,
    NoTools,
    PromptRefused,
    PromptTooLong,
    QuotaUsedUp,
    RequestRefused,
    TookTooLong,
    Unreachable,
)
from professor_lock.model.pace import Pace
from professor_lock.model.reading import AnswerBody, Refused, TellText
from professor_lock.model.refusals import Kind, Refusal
from professor_lock.model.request import EXTRAS, Asked, RequestMaker, encoded
from professor_lock.model.sdk_events import FilesLeftOut
from professor_lock.model.transport import Transport

logger = logging.getLogger("professor_lock.model")

MAX_REQUESTS = 12
"""The most requests for one answer, refused ones included."""
MAX_RETRIES = 2
"""How often a request is repeated that failed on the endpoint's side."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
LONGEST_RETRY_AFTER_S = 60.0
GATHER_S = 0.005
"""Seconds to wait after a pause for text that came meanwhile; it is usually there at once."""
FEWEST_CHARS_A_TOKEN = 3.0
"""Characters per token, fewer than English has, so that a prompt stays within a limit in tokens."""
LEAST_HISTORY_CHARS = 2_000
"""The least history, in characters, that is always sent: one refusal must not remove the history for all users."""
SHARE_FOR_PROMPT = 0.8
"""The share of a model's context that the prompt may have; the rest is for the answer."""

FORMS = {
    Kind.ROLES: ("roles_alternate", "wants roles that alternate: neighbours are merged"),
    Kind.SYSTEM_ROLE: ("no_system_role", "takes no system role: instructions go with the first message"),
    Kind.CALL_IDS: ("short_call_ids", "wants ids of calls in a form of its own: they are replaced"),
    Kind.THOUGHTS: ("thoughts_back", "needs the thoughts that led to a call: they are sent back"),
}
"""By the kind of refusal, what is learned from it (a field of `Learned`), and how the log says it."""


@dataclass(slots=True)
class _Attempt:
    """How the next request differs from the one that the agent's loop asked for."""

    items: list[prompts.Item]
    without_files: bool = False
    shortened: bool = False
    bare: bool = False
    alone: bool = False
    retries: int = 0
    extras_before: set[str] = field(default_factory=set)


class ModelDoor(Model):
    """One model at one endpoint. `between` returns a random number between two, for pauses before retries."""

    def __init__(
        self,
        name: str,
        api: Api,
        endpoint: Endpoint,
        transport: Transport,
        *,
        learned: Learned,
        pace: Pace,
        between: Callable[[float, float], float],
    ) -> None:
        self._name, self._api, self._endpoint = name, api, endpoint
        self._transport, self._learned, self._pace = transport, learned, pace
        self._between = between
        self._requests = RequestMaker(api, name, learned)
        self._tell: TellText | None = None

    def telling(self, tell: TellText) -> ModelDoor:
        """The same model for one run, whose text goes to `tell` directly where possible, past the agent's loop.

        A message's beginning, its first text and its end still go through the loop.
        """
        told = copy(self)
        told._tell = tell
        return told

    def _supports_default_prompt_cache_key(self) -> bool:
        """Read by the agent's loop: only OpenAI's own service takes the key that groups prompts for its cache."""
        return self._endpoint.is_openai

    async def get_response(self, *args: Any, **options: Any) -> ModelResponse:
        """The answer in one piece; it is read as a stream as well."""
        final: Response | None = None
        async with aclosing(self.stream_response(*args, **options)) as events:
            async for event in events:
                if event.type == "response.completed":
                    final = event.response
        assert final is not None  # a stream that ends without it has raised
        used = final.usage
        usage = (
            Usage(1, used.input_tokens, output_tokens=used.output_tokens, total_tokens=used.total_tokens)
            if used is not None
            else Usage(requests=1)
        )
        return ModelResponse(output=final.output, usage=usage, response_id=final.id)

    async def stream_response(  # noqa: PLR0917  the SDK's signature
        self,
        system_instructions: str | None,
        input: Any,
        model_settings: Any,
        tools: Any,
        output_schema: Any,
        handoffs: Any,
        tracing: Any,
        *,
        previous_response_id: str | None = None,
        conversation_id: str | None = None,
        prompt: Any = None,
    ) -> AsyncGenerator[Any, None]:
        """The events of one answer, `response.completed` last. Raises ModelFailure or ModelBusy for any other end."""
        items = prompts.items_of(input)
        asked = Asked(
            system_instructions,
            items,
            model_settings,
            tools,
            output_schema,
            handoffs,
            previous_response_id,
            conversation_id,
            prompt,
        )
        del system_instructions  # an answer takes long, and its request is needed only until it begins
        try:
            async with aclosing(self._answer(asked)) as events:
                async for event in events:
                    yield event
        except Exception as failure:
            # So that the SDK's loop passes on the events before the error instead of discarding them.
            _mark_error_to_drain_stream_events(failure)
            raise

    async def _answer(self, asked: Asked) -> AsyncGenerator[Any, None]:
        """Ask until the endpoint answers, leaving out what it refuses."""
        attempt = _Attempt(self._within_limit(asked, asked.items))
        span = begin_call(self._endpoint, self._name, asked.items)
        try:
            for _ in range(MAX_REQUESTS):
                try:
                    async with aclosing(self._ask(asked, attempt)) as events:
                        async for event in events:
                            note_event(span, event)
                            yield event
                    return
                except Refused as refused:
                    await asyncio.sleep(self._react(asked, attempt, refused))
            raise RequestRefused
        except BaseException as error:
            if not isinstance(error, GeneratorExit):  # raised where the reader has left
                span.fail(type(error).__name__)
            raise
        finally:
            span.end()

    # One request

    async def _ask(self, asked: Asked, attempt: _Attempt) -> AsyncGenerator[Any, None]:
        items = attempt.items
        if attempt.alone:
            items = prompts.without_history(items)
        if attempt.without_files:
            items = prompts.without_files(items)
        body = self._requests.body(asked, items)
        if attempt.bare:
            attempt.extras_before = {name for name in EXTRAS if name in body}
            for name in attempt.extras_before:
                del body[name]
        sent = encoded(body)
        reading = AnswerBody(
            self._name,
            self._api,
            fields=frozenset(body) | ({"strict"} if body.get("tools") else frozenset()),
            prompt_chars=len(sent) if not prompts.has_files(items) else prompts.size_of(items),
            tools=asked.tool_names,
            taken_ids=[str(item[key]) for item in items for key in ("id", "call_id") if item.get(key)],
            opened=self._name in self._learned.opens_in_thought,
            tell=self._tell,
        )
        exchange = self._transport.post(self._endpoint_for(asked), sent, reading)
        reading.read_from(exchange, self._pace)
        del sent, body
        told = False
        try:
            async for batch in self._batches(reading, exchange):
                if not told:
                    told = True
                    for event in self._accepted(attempt):
                        yield event
                if reading.begun:
                    asked.instructions = None  # from here on no failure leads to another request
                for event in batch:
                    yield event
        finally:
            if reading.opened:
                self._learned.opens_in_thought.add(self._name)
            is_whole = reading.is_whole
            reading.leave()
            await exchange.finish() if is_whole else await exchange.close()

    async def _batches(self, reading: AnswerBody, exchange: Any) -> AsyncIterator[list[Any]]:
        """The events in batches. While the process is busy, pieces of a message's text are collected."""
        while await reading.ready(self._pace):
            if reading.can_wait and (window_s := self._pace.window_s()):
                exchange.pause()
                await asyncio.sleep(window_s)
                exchange.resume()
                await asyncio.sleep(GATHER_S)
            yield reading.take()

    def _accepted(self, attempt: _Attempt) -> list[Any]:
        """Learn, from an accepted request, what had to be left out; returns events to pass on first."""
        if attempt.bare:
            self._learned.leave_out(attempt.extras_before)
            attempt.bare = False
        if attempt.alone:
            logger.warning("the model's endpoint refuses this conversation's history: asked without it")
        return [FilesLeftOut()] if attempt.without_files else []

    def _endpoint_for(self, asked: Asked) -> Endpoint:
        more = asked.settings.extra_headers
        if not more:
            return self._endpoint
        headers = {name.lower(): str(value) for name, value in more.items() if isinstance(value, str)}
        return Endpoint(self._endpoint.url, {**self._endpoint.headers, **headers})

    # What to do about a refusal

    def _react(self, asked: Asked, attempt: _Attempt, refused: Refused) -> float:
        """Change the next request; returns the seconds to wait before it. Raises where no request can succeed."""
        refusal = refused.refusal
        if refusal is None:
            return self._retry(attempt, refused, Unreachable())
        files = prompts.has_files(attempt.items) and not attempt.without_files
        kind = refusal.kind(refused.fields)
        logger.info("the model's endpoint refused a request", extra={"status": refusal.status, "kind": kind.name})
        match kind:
            case Kind.QUOTA:
                logger.error("the model's endpoint says that its budget is used up", extra={"status": refusal.status})
                raise QuotaUsedUp from refused
            case Kind.KEY:
                logger.error("the model's endpoint refused this server's key", extra={"status": refusal.status})
                raise KeyRefused from refused
            case Kind.NO_TOOLS:
                logger.error("the model %s cannot call tools", self._name)
                raise NoTools from refused
            case Kind.BUSY:
                return self._retry(attempt, refused, ModelBusy(refusal.retry_after_s))
            case Kind.PARAMETER if self._learn_parameters(refusal, refused.fields):
                return 0.0
            case Kind.SCHEMA if self._learn_schema(refusal, refused.fields):
                return 0.0
            case Kind.ROLES | Kind.SYSTEM_ROLE | Kind.CALL_IDS | Kind.THOUGHTS if self._learn_form(kind):
                return 0.0
            case Kind.TOO_LONG if not (files and refusal.status == 413):
                return self._shorten(asked, attempt, refused, refusal)
            case Kind.UNAVAILABLE if not files or attempt.retries < 1:
                return self._retry(attempt, refused, Unreachable())
        if files:
            attempt.without_files = True
            logger.warning("the model refused a message with files", extra={"status": refusal.status})
            return 0.0
        if kind is Kind.PROMPT:
            raise PromptRefused from refused
        return self._as_last_resort(attempt, refused, refusal)

    def _as_last_resort(self, attempt: _Attempt, refused: Refused, refusal: Refusal) -> float:
        """For a refusal without a usable reason: try once without optional fields, once without the history."""
        if refusal.status in (400, 422) and refusal.hints_at_fields and not attempt.extras_before:
            attempt.bare = True
            return 0.0
        if refusal.status in (400, 422) and not attempt.alone and prompts.last_message(attempt.items):
            attempt.alone = True
            return 0.0
        if refused.in_stream:
            raise BrokenOff from refused
        logger.error("the model's endpoint does not take a request", extra={"status": refusal.status})
        raise RequestRefused from refused

    def _retry(self, attempt: _Attempt, refused: Refused, failure: Exception) -> float:
        if refused.timed_out:
            raise TookTooLong from refused
        told_s = refused.refusal.retry_after_s if refused.refusal is not None else None
        too_long = told_s is not None and told_s > LONGEST_RETRY_AFTER_S  # an earlier request is refused again
        if attempt.retries >= MAX_RETRIES or refused.in_stream or too_long:
            if refused.in_stream and isinstance(failure, Unreachable):
                failure = BrokenOff()
            raise failure from refused
        attempt.retries += 1
        if told_s is not None:
            return told_s
        return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (attempt.retries - 1)) * self._between(0.75, 1.0)

    def _learn_parameters(self, refusal: Refusal, fields: frozenset[str]) -> bool:
        names = refusal.parameters(fields)
        said = refusal.text.lower()
        for old, new in (("max_tokens", "max_completion_tokens"), ("max_completion_tokens", "max_tokens")):
            if names == [old] and new in said.replace(old, "") and old not in self._learned.renamed.values():
                self._learned.rename(old, new)
                return True
        return self._learned.leave_out(names)

    def _learn_schema(self, refusal: Refusal, fields: frozenset[str]) -> bool:
        known = self._learned.leave_out_of_schemas(refusal.schema_words(fields))
        return self._learn_parameters(refusal, fields) or known

    def _learn_form(self, kind: Kind) -> bool:
        """Send messages, ids or thoughts in another form from now on; False where that is done already."""
        name, told = FORMS[kind]
        if getattr(self._learned, name):
            return False
        setattr(self._learned, name, True)
        logger.warning("the model's endpoint %s from now on", told)
        return True

    # Prompts that are too long

    def _shorten(self, asked: Asked, attempt: _Attempt, refused: Refused, refusal: Refusal) -> float:
        """Learn the endpoint's limit of a prompt, and ask once more within it."""
        fixed = self._fixed_chars(asked)
        sent = fixed + prompts.size_of(attempt.items)
        told, counted = refusal.context_tokens(), refusal.sent_tokens()
        if told and counted and counted > told:
            limit = int(SHARE_FOR_PROMPT * sent * told / counted)
        elif told:
            limit = int(SHARE_FOR_PROMPT * FEWEST_CHARS_A_TOKEN * told)
        else:
            limit = sent // 2
        limit = min(limit, sent * 9 // 10)
        self._learned.limit_prompt(self._name, max(limit, fixed + LEAST_HISTORY_CHARS))
        shorter = prompts.shortened(attempt.items, limit - fixed)
        if attempt.shortened or prompts.size_of(shorter) >= prompts.size_of(attempt.items):
            raise PromptTooLong from refused
        attempt.items, attempt.shortened = shorter, True
        return 0.0

    def _within_limit(self, asked: Asked, items: Sequence[prompts.Item]) -> list[prompts.Item]:
        """The newest items within the known limit of this model, from which instructions and tools are subtracted."""
        limit = self._learned.prompt_chars.get(self._name)
        return list(items) if limit is None else prompts.shortened(items, limit - self._fixed_chars(asked))

    def _fixed_chars(self, asked: Asked) -> int:
        return len(encoded({**self._requests.body(asked, [])}))
