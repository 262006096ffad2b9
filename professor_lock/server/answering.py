"""Answering: one run of the agent over a stored thread with the user's model. Its tokens count however it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from agents import Agent, ModelSettings, TResponseInputItem
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    HiddenContextItem,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)

from professor_lock.agent.again import AskedAgain
from professor_lock.agent.checking import Checking, count_numbers
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.cost import Cost
from professor_lock.agent.events import stream_run
from professor_lock.agent.history import HistoryConverter, load_history, refused, refused_last
from professor_lock.agent.model_work import ModelWork
from professor_lock.agent.run import start_run
from professor_lock.attachments.service import Attachments
from professor_lock.db.ids import new_id
from professor_lock.desk.care_cards import care_card
from professor_lock.desk.care_words import Distress, read_distress
from professor_lock.desk.services import DeskServices
from professor_lock.grounding.gate import Mode
from professor_lock.grounding.readings import Readings
from professor_lock.model.errors import PromptRefused
from professor_lock.model.language_model import LanguageModel
from professor_lock.server.spending import RunCosts
from professor_lock.sources.sources import Sources
from professor_lock.store import PostgresStore
from professor_lock.turns.turn import Turn
from professor_lock.untrusted_text import new_mark
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.server")

QUICKLY_READ_CHARS = 500
Events = AsyncGenerator[ThreadStreamEvent, None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one answer is given, however often the model is asked for it."""

    agent: Agent[ProfessorLockContext]
    thread: ThreadMetadata
    message: UserMessageItem | None
    context: UserContext
    turn: Turn | None
    model: LanguageModel
    items: list[ThreadItem]
    """The history that the answer's numbers may come from."""
    mark: str
    """Of the quotations in what the model is given."""


class Answering:
    """Runs an agent over a thread. `models_of` names the further models of a tier, `user_hash` a user's pseudonym."""

    def __init__(
        self,
        store: PostgresStore,
        *,
        sources: Sources,
        desk: DeskServices,
        attachments: Attachments,
        model: LanguageModel,
        user_hash: Callable[[UserContext], str],
        run_costs: RunCosts,
        models_of: Callable[[str], tuple[str, ...]],
        grounding: Mode = "hold",
    ) -> None:
        self._store = store
        self._sources = sources
        self._desk = desk
        self._attachments = attachments
        self._model = model
        self._user_hash = user_hash
        self._costs = run_costs
        self._models_of = models_of
        self._grounding: Mode = grounding
        self._readings = Readings()

    async def respond(
        self,
        agent: Agent[ProfessorLockContext],
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: UserContext,
        turn: Turn | None,
    ) -> Events:
        """The events of one run over the thread up to `message`, or over all of it when that is None.

        What the model's endpoint refuses (files, the message itself) is noted in the thread and not sent again. When
        the message before was refused as well, the history may be at fault: the message is asked once without it.
        """
        distress = await _read_distress(message) if message is not None else None
        if distress is not None:  # before any model is asked, whichever it is
            async for event in self._care(distress, thread, context):
                yield event
            return
        context, items = await self._read_first(thread, message, context, turn)
        asked = message or next((one for one in reversed(items) if isinstance(one, UserMessageItem)), None)
        model, mark = self._model_for(asked, context), new_mark()
        answer = _Answer(agent, thread, message, context, turn, model, items, mark)
        files = await self._attachments.for_model(items, context, sees=model.files, mark=mark)
        for alone in (False, True):
            given = await HistoryConverter(files, mark=mark).convert([asked] if alone and asked is not None else items)
            work, begun = ModelWork(), False
            shown = [one for one, file in files.items() if file.parts]
            try:
                async with self._run(answer, given, work) as events:
                    async for event in events:
                        if work.files_left_out and shown:
                            yield self._note(thread, context, refused(files=shown))
                            shown = []
                        begun = True
                        yield event
            except PromptRefused:
                if asked is None:
                    raise
                if alone or begun or not refused_last(items[:-1]):
                    yield self._note(thread, context, refused(messages=[asked.id]))
                    raise
                logger.warning("the model refuses this conversation's history: asked without it")
            else:
                if alone and asked is not None:
                    yield self._note(thread, context, refused(before=asked.id))
                return

    async def _read_first(
        self, thread: ThreadMetadata, message: UserMessageItem | None, context: UserContext, turn: Turn | None
    ) -> tuple[UserContext, list[ThreadItem]]:
        """The user with their preferences, and the history; what came with the turn's beginning is not read again."""
        opening = None if turn is None else turn.opening
        if turn is not None:
            turn.opening = None  # it may be long, and is used once
        if opening is None:
            context = await self._desk.preferences.applied(context)
        else:
            language = opening.language or context.language
            context = replace(context, odds_format=opening.odds_format, language=language)
        if turn is not None and turn.new.kind == "create" and turn.new.item is not None:
            return context, [turn.new.item]  # a new thread holds nothing else
        newest = None if opening is None or opening.items is None else (opening.items, opening.has_more)
        until = message.id if message else None
        return context, await load_history(self._store, thread.id, context, until=until, newest=newest)

    async def _care(self, distress: Distress, thread: ThreadMetadata, context: UserContext) -> Events:
        """The helpline of the user's country first, then a few words; to one under age the words alone."""
        words, kind = distress.words, distress.kind
        if kind != "minor":
            card_id = self._store.generate_item_id("message", thread, context)
            card = await care_card(self._desk.proposals, card_id, thread.id, distress, context)
            yield ThreadItemDoneEvent(item=card)
        said = AssistantMessageItem(
            id=self._store.generate_item_id("message", thread, context),
            thread_id=thread.id,
            created_at=self._desk.now(),
            content=[AssistantMessageContent(text=words.said[kind], annotations=[])],
        )
        yield ThreadItemDoneEvent(item=said)

    def _note(self, thread: ThreadMetadata, context: UserContext, content: dict[str, Any]) -> ThreadStreamEvent:
        """A hidden item for later turns: what the model's endpoint does not take."""
        item_id = self._store.generate_item_id("task", thread, context)
        return ThreadItemDoneEvent(
            item=HiddenContextItem(id=item_id, thread_id=thread.id, created_at=self._desk.now(), content=content)
        )

    def offered(self, name: str | None, context: UserContext) -> LanguageModel | None:
        """The model of that name, the default for None; None when the user's tier does not have it."""
        allowed = name is None or name == self._model.name or name in self._models_of(context.tier)
        return self._model.named(name) if allowed else None

    @asynccontextmanager
    async def _run(self, answer: _Answer, given: list[TResponseInputItem], work: ModelWork) -> AsyncIterator[Events]:
        """A run's events, which are closed and whose cost is counted at the end, however it comes."""
        model, context, turn = answer.model, answer.context, answer.turn
        run_context = self._run_context(answer)
        again = self._grounding == "retry"
        turn_id = new_id("turn") if turn is None else turn.new.id
        reserved = await self._costs.reserve(context, turn_id, model)
        run = start_run(
            answer.agent,
            run_context,
            given,
            model=AskedAgain(model.model, run_context.checking) if again else model.model,
            model_settings=self._settings_for(model, answer.message, context),
        )
        if turn is not None:
            turn.mark_with(run_context.checking.mark_cut_off)
        events = stream_run(run_context, run, work, None if turn is None else turn.say)
        try:
            yield events
        finally:
            await events.aclose()
            cost = Cost.of(run.usage, work, given)
            if turn is not None:
                turn.cost.usage = cost.as_json(model.name)
            count_numbers(run_context.checking, model.name)
            calls = [*work.calls, *cost.cut_off()]
            later = None if turn is None else turn.cost.note_spending
            spent = await self._costs.settle(context, turn_id, model, calls, reserved=reserved, later=later)
            if turn is not None:
                turn.report.note_run(model.name, run_context.tool_calls, spent)

    def _run_context(self, answer: _Answer) -> ProfessorLockContext:
        context = answer.context
        made = ProfessorLockContext(
            thread=answer.thread,
            store=self._store,
            request_context=context,
            sources=self._sources,
            desk=self._desk,
            mark=answer.mark,
        )
        now, zone, locale = made.now(), context.time_zone, context.locale
        made.check_with(
            Checking(self._grounding, items=answer.items, now=now, zone=zone, locale=locale, readings=self._readings)
        )
        return made

    def _model_for(self, message: UserMessageItem | None, context: UserContext) -> LanguageModel:
        """The model that the message asked for, while the user's tier still has it; else the default."""
        return self.offered(message.inference_options.model if message else None, context) or self._model

    def _settings_for(
        self, model: LanguageModel, message: UserMessageItem | None, context: UserContext
    ) -> ModelSettings:
        settings = model.settings_for(self._user_hash(context), context.language)
        choice = message.inference_options.tool_choice if message is not None else None
        return settings if choice is None else settings.resolve(ModelSettings(tool_choice=choice.id))


async def _read_distress(message: UserMessageItem) -> Distress | None:
    """What the message tells of; a long one is read beside the event loop."""
    text = _text(message)
    return read_distress(text) if len(text) <= QUICKLY_READ_CHARS else await asyncio.to_thread(read_distress, text)


def _text(message: UserMessageItem) -> str:
    """What the user wrote, what they quoted left out."""
    return "\n".join(part.text for part in message.content)
