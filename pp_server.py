"""The ChatKit server: what each request of the protocol does.

`process` parses, checks and accepts before it answers, so that whatever can be refused is refused as an HTTP status and
leaves nothing behind; then a turn (`turns.turns`) runs on its own and the request only listens to it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, assert_never

import openai
from agents import Agent, ModelSettings, TResponseInputItem
from chatkit.actions import Action
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    ClientToolCallItem,
    FeedbackKind,
    InferenceOptions,
    ItemsListReq,
    NonStreamingReq,
    Page,
    StreamingReq,
    StructuredInputItem,
    SyncCustomActionResponse,
    ThreadItem,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsRetryAfterItemReq,
    ThreadStreamEvent,
    ThreadsUpdateReq,
    ThreadUpdatedEvent,
    UserMessageInput,
    UserMessageItem,
    WidgetItem,
    is_streaming_req,
)

from pp_tools import tool_names
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.cost import Cost
from professor_lock.agent.events import ModelWork, stream_run
from professor_lock.agent.history import HistoryConverter, load_history
from professor_lock.agent.run import professor_lock_agent, start_run
from professor_lock.attachments.for_model import refused_by_model
from professor_lock.attachments.service import Attachments
from professor_lock.desk.slips import Desk
from professor_lock.errors import BadInput, Forbidden, ProfessorLockError, RateLimited, SourceUnavailable
from professor_lock.limits import Limits
from professor_lock.model.language_model import LanguageModel
from professor_lock.person import UserContext
from professor_lock.protocol.requests import parse_request, request_key, title_of
from professor_lock.protocol.wire import thread_for_client, to_json
from professor_lock.server.actions import Actions
from professor_lock.sources.build import Sources
from professor_lock.store import PostgresStore
from professor_lock.turns.records import TurnKind
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Chunks, Started, Turns, new_turn

logger = logging.getLogger("professor_lock.server")

RESUME_ACTION = "professor_lock.resume"
OPENING_ITEMS = 50
"""How many of the newest items a thread opens with; the client pages back from the oldest of them."""
DEFAULT_PAGE = 20
RECENT_ITEMS = 20
REFUSED_AS_GIVEN = frozenset({400, 413, 415, 422})
"""How a model's service says that it cannot take what it was given."""

Events = AsyncGenerator[ThreadStreamEvent, None]


class ProfessorLockChatKitServer(ChatKitServer[UserContext]):
    """Professor Lock behind the ChatKit protocol.

    `professor_lock_agent` is the agent every turn runs; append tools of your own to its `tools` before serving.
    """

    professor_lock_agent: Agent[ProfessorLockContext] = professor_lock_agent

    def __init__(
        self,
        store: PostgresStore,
        *,
        turns: Turns,
        sources: Sources,
        desk: Desk,
        attachments: Attachments,
        model: LanguageModel,
        user_hash: Callable[[UserContext], str],
        limits: Limits,
        models_of: Callable[[str], tuple[str, ...]] = lambda tier: (),
    ) -> None:
        super().__init__(store)
        self.store: PostgresStore = store
        self._turns = turns
        self._sources = sources
        self._model = model
        self._user_hash = user_hash
        self._limits = limits
        self._models_of = models_of
        self._desk = desk
        self._attachments = attachments
        self._actions = Actions(store, desk)

    # The protocol

    async def process(
        self, request: str | bytes | bytearray, context: UserContext
    ) -> StreamingResult | NonStreamingResult:
        """Answer one request. Whatever is wrong with it is raised here, before anything is stored or streamed."""
        parsed = parse_request(request)
        if is_streaming_req(parsed):
            await self._limits.take_send(context)
            return StreamingResult(await self._stream(parsed, context))
        await self._limits.take_read(context)
        return NonStreamingResult(await self._answer(parsed, context))

    async def stop(self, thread_id: str, context: UserContext) -> bool:
        """Stop what runs in the caller's thread; False when nothing did. NotFound for a thread that is not theirs."""
        await self.store.load_thread(thread_id, context)
        return await self._turns.stop(thread_id, context)

    async def _stream(self, request: StreamingReq, context: UserContext) -> Chunks:
        match request:
            case ThreadsCreateReq():
                return await self._create(request, context)
            case ThreadsAddUserMessageReq():
                return await self._add_message(request, context)
            case ThreadsRetryAfterItemReq():
                return await self._retry(request, context)
            case ThreadsCustomActionReq():
                return await self._custom_action(request, context)
            case ThreadsAddClientToolOutputReq():
                return await self._client_tool_output(request, context)
            case ThreadsAddStructuredInputReq():
                return await self._structured_input(request, context)
            case _:
                assert_never(request)

    async def _answer(self, request: NonStreamingReq, context: UserContext) -> bytes:
        match request:
            case ThreadsGetByIdReq():
                return await self._open_thread(request.params.thread_id, context)
            case ThreadsListReq():
                params = request.params
                threads = await self.store.load_threads(
                    params.limit if params.limit is not None else DEFAULT_PAGE, params.after, params.order, context
                )
                rows = [thread_for_client(thread) for thread in threads.data]
                return to_json(Page(data=rows, has_more=threads.has_more, after=threads.after))
            case ItemsListReq():
                items = request.params
                limit = items.limit if items.limit is not None else DEFAULT_PAGE
                page = await self.store.load_visible_items(items.thread_id, items.after, limit, items.order, context)
                return to_json(self._attachments.shown_page(page, context))
            case ThreadsUpdateReq():
                return await self._rename(request, context)
            case ThreadsDeleteReq():
                await self._attachments.delete_thread(request.params.thread_id, context)
                return b"{}"
            case AttachmentsCreateReq():
                return to_json(await self._attachments.create(request.params, context))
            case AttachmentsDeleteReq():
                await self._attachments.delete(request.params.attachment_id, context)
                return b"{}"
            case _:
                return await self._answer_as_sdk(request, context)

    async def _answer_as_sdk(self, request: NonStreamingReq, context: UserContext) -> bytes:
        """The requests whose handling in the SDK is right; its refusals become ours."""
        try:
            return await self._process_non_streaming(request, context)
        except (NotImplementedError, RuntimeError) as error:
            raise BadInput("This server does not offer that.") from error

    async def _open_thread(self, thread_id: str, context: UserContext) -> bytes:
        """A thread with its newest items, oldest of them first; `after` is where items.list goes on backwards."""
        thread = await self.store.load_thread(thread_id, context)
        await self._turns.recover(thread_id, context)
        page = await self.store.load_visible_items(thread_id, None, OPENING_ITEMS, "desc", context)
        items: Page[ThreadItem] = Page(data=page.data[::-1], has_more=page.has_more, after=page.after)
        return to_json(thread_for_client(thread, self._attachments.shown_page(items, context)))

    async def _rename(self, request: ThreadsUpdateReq, context: UserContext) -> bytes:
        thread = await self.store.load_thread(request.params.thread_id, context)
        thread.title = request.params.title.strip()
        await self.store.save_thread(thread, context)
        return to_json(thread_for_client(thread))

    # Beginning turns

    async def _create(self, request: ThreadsCreateReq, context: UserContext) -> Chunks:
        thread = ThreadMetadata(
            id=self.store.generate_thread_id(context),
            created_at=datetime.now(UTC),
            title=title_of(request.params.input),
        )
        message = await self._user_message(request.params.input, thread, context)
        return await self._begin_answer("create", request, thread, context, message)

    async def _add_message(self, request: ThreadsAddUserMessageReq, context: UserContext) -> Chunks:
        thread = await self._open_for_writing(request.params.thread_id, context)
        message = await self._user_message(request.params.input, thread, context)
        return await self._begin_answer("message", request, thread, context, message)

    async def _retry(self, request: ThreadsRetryAfterItemReq, context: UserContext) -> Chunks:
        thread = await self._open_for_writing(request.params.thread_id, context)
        message = await self.store.load_item(thread.id, request.params.item_id, context)
        if not isinstance(message, UserMessageItem):
            raise BadInput("Only the answer to a user's message can be retried.", field="item_id")
        return await self._begin_answer("retry", request, thread, context, message)

    async def _custom_action(self, request: ThreadsCustomActionReq, context: UserContext) -> Chunks:
        params = request.params
        if params.action.type == RESUME_ACTION:
            await self.store.load_thread(params.thread_id, context)
            return await self._turns.resume(params.thread_id, context)
        thread = await self._open_for_writing(params.thread_id, context)
        sender = await self._sender(thread.id, params.item_id, context)

        async def events(_turn: Turn) -> Events:
            async for event in self.action(thread, params.action, sender, context):
                yield event

        return (await self._begin("action", request, thread, context, events)).chunks

    async def _client_tool_output(self, request: ThreadsAddClientToolOutputReq, context: UserContext) -> Chunks:
        if (running := await self._turns.join(request_key(request), context)) is not None:
            return running  # sent twice: the first one has taken the call already
        thread = await self._open_for_writing(request.params.thread_id, context)
        recent = await self.store.load_thread_items(thread.id, None, RECENT_ITEMS, "desc", context)
        pending = [item for item in recent.data if isinstance(item, ClientToolCallItem) and item.status == "pending"]
        if not pending:
            raise BadInput("This conversation is not waiting for a tool's output.", field="result")
        call = pending[0].model_copy(update={"output": request.params.result, "status": "completed"})

        async def events(turn: Turn) -> Events:
            yield ThreadItemReplacedEvent(item=call)
            async for event in self._respond(thread, None, context, turn):
                yield event

        return (await self._begin("tool_output", request, thread, context, events)).chunks

    async def _structured_input(self, request: ThreadsAddStructuredInputReq, context: UserContext) -> Chunks:
        if (running := await self._turns.join(request_key(request), context)) is not None:
            return running  # sent twice: the first one has closed the questions already
        thread = await self._open_for_writing(request.params.thread_id, context)
        item = await self.store.load_item(thread.id, request.params.item_id, context)
        if not isinstance(item, StructuredInputItem) or item.status != "pending":
            raise BadInput("These questions are not open any more.", field="item_id")
        answered = await self._apply_structured_input_submission(item, request.params.input)

        async def events(turn: Turn) -> Events:
            yield ThreadItemReplacedEvent(item=answered)
            async for event in self._respond(thread, None, context, turn):
                yield event

        return (await self._begin("structured_input", request, thread, context, events)).chunks

    async def _begin_answer(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata,
        context: UserContext,
        message: UserMessageItem,
    ) -> Chunks:
        """Begin a turn that answers a message, counted against the person's day.

        One that is refused does not count, nor does one that was sent before: that is joined also when it was the
        day's last.
        """
        try:
            allowance = await self._limits.take_message(context)
        except RateLimited:
            running = await self._turns.join(request_key(request), context)
            if running is None:
                raise
            return running

        async def events(turn: Turn) -> Events:
            notice = allowance.notice(context)
            if notice is not None:
                yield notice
            async for event in self._respond(turn.thread, turn.message, turn.context, turn):
                yield event

        try:
            started = await self._begin(kind, request, thread, context, events, message=message)
        except ProfessorLockError:
            await self._limits.give_back_message(context)
            raise
        if started.joined:
            await self._limits.give_back_message(context)
        return started.chunks

    async def _begin(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata,
        context: UserContext,
        events: Callable[[Turn], Events],
        *,
        message: UserMessageItem | None = None,
    ) -> Started:
        retried = message.id if kind == "retry" and message is not None else None
        at_most = self._limits.answers_at_once(context)
        new = new_turn(kind, thread.id, request_key(request), None if retried else message, retried, at_most=at_most)
        return await self._turns.start(
            new, thread, context, lambda turn: self._watched(turn, events(turn)), message=message
        )

    async def _watched(self, turn: Turn, events: Events) -> Events:
        """A turn's events, and a thread.updated whenever they changed the thread's own fields."""
        before = turn.thread.model_copy(deep=True)
        try:
            async for event in events:
                yield event
                if event.type != "thread.item.updated" and turn.thread != before:
                    before = turn.thread.model_copy(deep=True)
                    await self.store.save_thread(turn.thread, turn.context)
                    yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))
        finally:
            await events.aclose()
        if turn.thread != before:
            await self.store.save_thread(turn.thread, turn.context)
            yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))

    # Answering

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: UserContext
    ) -> AsyncIterator[ThreadStreamEvent]:
        """One run of the agent over the thread as it is stored."""
        async for event in self._respond(thread, input_user_message, context, None):
            yield event

    async def _respond(
        self, thread: ThreadMetadata, message: UserMessageItem | None, context: UserContext, turn: Turn | None
    ) -> Events:
        if turn is not None and turn.new.kind == "create" and turn.new.item is not None:
            items: list[ThreadItem] = [turn.new.item]  # a new thread holds nothing else
        else:
            items = await load_history(self.store, thread.id, context, until=message.id if message else None)
        asked = message or next((one for one in reversed(items) if isinstance(one, UserMessageItem)), None)
        model = self._model_for(asked, context)
        files = await self._attachments.for_model(items, context, sees=model.files)
        given = await HistoryConverter(files).convert(items)
        begun = False
        try:
            async with aclosing(self._run(thread, given, model, message, context, turn=turn)) as events:
                async for event in events:
                    begun = True
                    yield event
            return
        except openai.APIStatusError as error:
            # A file that the model cannot take would fail this question and those that follow it, too.
            if begun or error.status_code not in REFUSED_AS_GIVEN or not any(file.parts for file in files.values()):
                raise
            logger.warning("the model refused a message with files", extra={"status": error.status_code})
        given = await HistoryConverter(refused_by_model(files)).convert(items)
        async with aclosing(self._run(thread, given, model, message, context, turn=turn)) as events:
            async for event in events:
                yield event

    async def _run(
        self,
        thread: ThreadMetadata,
        given: list[TResponseInputItem],
        model: LanguageModel,
        message: UserMessageItem | None,
        context: UserContext,
        *,
        turn: Turn | None,
    ) -> Events:
        """One run of the agent, counted however it ends."""
        run_context = ProfessorLockContext(
            thread=thread, store=self.store, request_context=context, sources=self._sources, desk=self._desk
        )
        result = start_run(
            self.professor_lock_agent,
            run_context,
            given,
            model=model.model,
            model_settings=self._settings_for(model, message, context),
        )
        work = ModelWork()
        events = stream_run(run_context, result, work)
        try:
            async for event in events:
                yield event
            async for event in run_context.changed_slips():
                yield event
        finally:
            await events.aclose()
            cost = Cost.of(result.context_wrapper.usage, work, given)
            if turn is not None:
                turn.usage = cost.as_json(model.name)
            await self._count_tokens(context, cost.all_input_tokens, cost.all_output_tokens)

    def _model_for(self, message: UserMessageItem | None, context: UserContext) -> LanguageModel:
        """The model that the message asked for, while it is still one of the person's; else the default."""
        return self._offered(message.inference_options.model if message else None, context) or self._model

    def _offered(self, name: str | None, context: UserContext) -> LanguageModel | None:
        allowed = name is None or name == self._model.name or name in self._models_of(context.tier)
        return self._model.named(name) if allowed else None

    def _settings_for(
        self, model: LanguageModel, message: UserMessageItem | None, context: UserContext
    ) -> ModelSettings:
        settings = model.settings_for(self._user_hash(context))
        choice = message.inference_options.tool_choice if message is not None else None
        return settings if choice is None else settings.resolve(ModelSettings(tool_choice=choice.id))

    async def _count_tokens(self, context: UserContext, input_tokens: int, output_tokens: int) -> None:
        """What an answer cost counts however it ended; a database that is away must not cost the answer itself."""
        try:
            await self._limits.add_tokens(context, input_tokens=input_tokens, output_tokens=output_tokens)
        except SourceUnavailable as error:
            logger.warning("an answer's tokens were not counted: %s", error)

    async def action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: UserContext,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """What a click in a widget does, as events."""
        async for event in self._actions.run(thread, action, sender, context):
            yield event

    async def sync_action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: UserContext,
    ) -> SyncCustomActionResponse:
        """The same for a click that waits for one changed item."""
        return SyncCustomActionResponse(updated_item=await self._actions.run_sync(thread, action, sender, context))

    async def add_feedback(
        self, thread_id: str, item_ids: list[str], feedback: FeedbackKind, context: UserContext
    ) -> None:
        """Keep feedback on items of the caller's own thread; NotFound for any other."""
        await self.store.save_feedback(thread_id, item_ids, feedback, context)

    async def _process_sync_custom_action(self, request: Any, context: UserContext) -> bytes:
        params = request.params
        thread = await self._open_for_writing(params.thread_id, context)
        sender = await self._sender(thread.id, params.item_id, context)
        return to_json(await self.sync_action(thread, params.action, sender, context))

    # Checks

    async def _open_for_writing(self, thread_id: str, context: UserContext) -> ThreadMetadata:
        thread = await self.store.load_thread(thread_id, context)
        if thread.status.type != "active":
            raise Forbidden(f"This conversation is {thread.status.type} and takes no new messages.")
        return thread

    def _check_options(self, options: InferenceOptions, context: UserContext) -> None:
        """A model that a client asks for must be one of the person's tier, a tool one of ours."""
        if self._offered(options.model, context) is None:
            raise BadInput("That model is not offered here.", field="inference_options.model")
        tools = tool_names(self.professor_lock_agent.tools)
        if options.tool_choice is not None and options.tool_choice.id not in tools:
            raise BadInput("That tool is not offered here.", field="inference_options.tool_choice")

    async def _sender(self, thread_id: str, item_id: str | None, context: UserContext) -> WidgetItem | None:
        if item_id is None:
            return None
        item = await self.store.load_item(thread_id, item_id, context)
        if not isinstance(item, WidgetItem):
            raise BadInput("Only a widget can send an action.", field="item_id")
        return item

    async def _user_message(
        self, given: UserMessageInput, thread: ThreadMetadata, context: UserContext
    ) -> UserMessageItem:
        """The message to store, its attachments checked to be the caller's own and there."""
        attachments = await self._attachments.for_message(given.attachments, thread.id, context)
        self._check_options(given.inference_options, context)
        return UserMessageItem(
            id=self.store.generate_item_id("message", thread, context),
            thread_id=thread.id,
            created_at=datetime.now(UTC),
            content=given.content,
            attachments=attachments,
            quoted_text=given.quoted_text,
            inference_options=given.inference_options,
        )
