"""Turns that go on with what a client sends back: the output of a client tool, the answers to the agent's questions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from chatkit.types import (
    ClientToolCallItem,
    StreamingReq,
    StructuredInputItem,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    UserMessageItem,
)

from professor_lock.errors import BadInput
from professor_lock.protocol.requests import request_key
from professor_lock.server.answering import Events
from professor_lock.server.click import check_open
from professor_lock.server.turn_start import TurnStart
from professor_lock.store import PostgresStore
from professor_lock.turns.records import TurnKind
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Chunks, Turns
from professor_lock.user import UserContext

RECENT_ITEMS = 20
"""The newest items of a thread, among which a tool call that waits for its output is looked for."""

Respond = Callable[[ThreadMetadata, UserMessageItem | None, UserContext, Turn | None], Events]


class Continuing:
    """Starts such turns. A request that is sent twice joins the turn that its first sending started."""

    def __init__(self, store: PostgresStore, turns: Turns, start: TurnStart) -> None:
        self._store = store
        self._turns = turns
        self._start = start

    async def tool_output(
        self, request: ThreadsAddClientToolOutputReq, context: UserContext, respond: Respond
    ) -> Chunks:
        """Put the output into the call that waits for it, and run the agent. BadInput when no call waits."""
        if (running := await self._turns.join(request_key(request), context)) is not None:
            return running
        thread = await self._open_thread(request.params.thread_id, context)
        recent = await self._store.load_thread_items(thread.id, None, RECENT_ITEMS, "desc", context)
        pending = [item for item in recent.data if isinstance(item, ClientToolCallItem) and item.status == "pending"]
        if not pending and not await self._turns.left_unanswered(request_key(request), context):
            raise BadInput("This conversation is not waiting for a tool's output.", field="result")
        update = {"output": request.params.result, "status": "completed"}
        taken = [ThreadItemReplacedEvent(item=call.model_copy(update=update)) for call in pending[:1]]
        return await self._begin("tool_output", request, thread, context, respond, opening=taken)

    async def structured_input(
        self,
        request: ThreadsAddStructuredInputReq,
        context: UserContext,
        respond: Respond,
        submit: Callable[..., Awaitable[StructuredInputItem]],
    ) -> Chunks:
        """Put the answers into the questions by `submit`, and run the agent. BadInput when they are not open."""
        if (running := await self._turns.join(request_key(request), context)) is not None:
            return running
        thread = await self._open_thread(request.params.thread_id, context)
        item = await self._store.load_item(thread.id, request.params.item_id, context)
        if not isinstance(item, StructuredInputItem):
            raise BadInput("These questions are not open any more.", field="item_id")
        if item.status == "pending":
            item = await submit(item, request.params.input)
        elif not await self._turns.left_unanswered(request_key(request), context):
            raise BadInput("These questions are not open any more.", field="item_id")
        answered = [ThreadItemReplacedEvent(item=item)]
        return await self._begin("structured_input", request, thread, context, respond, opening=answered)

    async def _begin(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata,
        context: UserContext,
        respond: Respond,
        *,
        opening: list[ThreadItemReplacedEvent],
    ) -> Chunks:
        def events(turn: Turn) -> Events:
            return respond(thread, None, context, turn)

        return await self._start.counted(kind, request, thread, context, events, opening=opening)

    async def _open_thread(self, thread_id: str, context: UserContext) -> ThreadMetadata:
        thread = await self._store.load_thread(thread_id, context)
        check_open(thread)
        return thread
