"""The mode "retry" of grounding: an answer with numbers that have no source is asked for again before it is shown.

`AskedAgain` wraps the run's model. It holds an answer's text until the answer is complete and its numbers are checked.
If some have no source, the model is asked once more and told which ones. The second answer is passed on as it is; the
gate behind it replaces numbers that still have no source. The first answer is stored nowhere. This happens once a run.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Any

from agents import ModelResponse
from agents.models.interface import Model

from professor_lock.agent.checking import Checking
from professor_lock.errors import ProfessorLockError
from professor_lock.untrusted_text import one_line

logger = logging.getLogger("professor_lock.grounding")

MOST_MISSES = 20
"""The most numbers that are listed to the model."""
MISS_CHARS = 40
AGAIN = """

Your draft of this answer was not shown to the user. No tool of this conversation returned these numbers for what you \
said of them:
{misses}
Write the answer again. Say only numbers that a tool has returned, of the team, player, book and market that it \
returned them for; call a tool if one of them has the number; leave the others out. Do not mention the draft."""


class AskedAgain(Model):
    """`model` for one run, whose numbers `checking` checks."""

    def __init__(self, model: Model, checking: Checking) -> None:
        self._model = model
        self._checking = checking
        self._used = False

    def _supports_default_prompt_cache_key(self) -> bool:
        supports: Callable[[], bool] | None = getattr(self._model, "_supports_default_prompt_cache_key", None)
        return supports() if supports is not None else False

    async def get_response(self, *args: Any, **options: Any) -> ModelResponse:
        """Answers without a stream are passed on unchecked: users are shown streams only."""
        return await self._model.get_response(*args, **options)

    async def stream_response(
        self, system_instructions: str | None, *args: Any, **options: Any
    ) -> AsyncGenerator[Any, None]:
        """The events of the answer, or of the second answer in its place."""
        if self._used:
            async with aclosing(self._ask(system_instructions, args, options)) as events:
                async for event in events:
                    yield event
            return
        kept: list[Any] = []
        async with aclosing(self._ask(system_instructions, args, options)) as events:
            try:
                async for event in events:
                    if kept or _begins_message(event):
                        kept.append(event)
                    else:
                        yield event
            except Exception:
                for event in kept:  # the events so far go through the gate, then the error is raised
                    yield event
                raise
        misses = self._checking.misses(_texts(kept))
        if misses and not self._used:
            self._used = True
            logger.info("an answer is asked for again", extra={"misses": len(misses)})
            again: list[Any] = []
            try:
                note = AGAIN.format(misses="\n".join(_listed(misses)))
                async for event in self._ask(f"{system_instructions or ''}{note}", args, options):
                    again.append(event)
            except ProfessorLockError:
                logger.warning("the second answer failed: the first is shown without its misses", exc_info=True)
            else:
                kept = _in_place_of(kept, again)
        for event in kept:
            yield event

    def _ask(self, instructions: str | None, args: Sequence[Any], options: dict[str, Any]) -> AsyncGenerator[Any, None]:
        stream: AsyncIterator[Any] = self._model.stream_response(instructions, *args, **options)
        assert isinstance(stream, AsyncGenerator)
        return stream


def _begins_message(event: Any) -> bool:
    return bool(event.type == "response.output_item.added" and event.item.type == "message")


def _texts(events: Sequence[Any]) -> list[str]:
    """The text of each message part in a complete answer."""
    return [
        part.text
        for event in events
        if event.type == "response.output_item.done" and event.item.type == "message"
        for part in event.item.content
        if part.type == "output_text"
    ]


def _listed(misses: Sequence[tuple[str, str]]) -> list[str]:
    lines = [f"- {one_line(text, MISS_CHARS)!r} ({kind})" for text, kind in misses[:MOST_MISSES]]
    left = len(misses) - MOST_MISSES
    return [*lines, f"- and {left} more"] if left > 0 else lines


def _in_place_of(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """The second answer's events, with the tokens of both, without `response.created`: the first answer's was sent."""
    events = [event for event in second if event.type != "response.created"]
    used = next((event.response.usage for event in first if event.type == "response.completed"), None)
    for event in events:
        total = event.response.usage if event.type == "response.completed" else None
        if total is not None and used is not None:
            total.input_tokens += used.input_tokens
            total.output_tokens += used.output_tokens
            total.total_tokens += used.total_tokens
    return events
