"""The reference of the turn benchmarks: the smallest ChatKit server of the SDK's own guide, over a store in memory.

    python -m bench.turns_reference <port> <model base URL> [board]

It does what the guide's first example does and nothing else: no accounts, no database, no lease, nothing outlives its
request. It runs on the same uvicorn, with the same event loop and HTTP parser, as our server. With `board` its agent
has one tool, which builds the board of an evening that is read once, fills the card's template as the SDK does, and
shows it with the SDK's `stream_widget`.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import uvicorn
from agents import Agent, OpenAIResponsesModel, RunConfig, RunContextWrapper, Runner, Tool, function_tool
from chatkit.agents import AgentContext, simple_to_agent_input, stream_agent_response
from chatkit.server import ChatKitServer, StreamingResult
from chatkit.store import NotFoundError, Store
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from openai import AsyncOpenAI

from bench.bench_betting import plain_widget
from professor_lock.betting.board import build_board
from professor_lock.sources.demo.demo import DemoOdds
from professor_lock.sources.names.leagues import find_league
from professor_lock.widgets.format import zone
from professor_lock.widgets.odds_text import board_text

Context = dict[str, Any]


class MemoryStore(Store[Context]):
    """Threads and items in dictionaries."""

    def __init__(self) -> None:
        self.threads: dict[str, ThreadMetadata] = {}
        self.items: dict[str, dict[str, ThreadItem]] = defaultdict(dict)

    async def load_thread(self, thread_id: str, context: Context) -> ThreadMetadata:
        if thread_id not in self.threads:
            raise NotFoundError(thread_id)
        return self.threads[thread_id]

    async def save_thread(self, thread: ThreadMetadata, context: Context) -> None:
        self.threads[thread.id] = thread

    async def load_threads(self, limit: int, after: str | None, order: str, context: Context) -> Page[ThreadMetadata]:
        return Page(data=list(self.threads.values())[:limit])

    async def delete_thread(self, thread_id: str, context: Context) -> None:
        self.threads.pop(thread_id, None)
        self.items.pop(thread_id, None)

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: Context
    ) -> Page[ThreadItem]:
        items = list(self.items[thread_id].values())
        return Page(data=items[:limit] if order == "asc" else items[::-1][:limit])

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: Context) -> None:
        self.items[thread_id][item.id] = item

    async def save_item(self, thread_id: str, item: ThreadItem, context: Context) -> None:
        self.items[thread_id][item.id] = item

    async def load_item(self, thread_id: str, item_id: str, context: Context) -> ThreadItem:
        return self.items[thread_id][item_id]

    async def delete_thread_item(self, thread_id: str, item_id: str, context: Context) -> None:
        self.items[thread_id].pop(item_id, None)

    async def save_attachment(self, attachment: Attachment, context: Context) -> None:
        raise NotImplementedError

    async def load_attachment(self, attachment_id: str, context: Context) -> Attachment:
        raise NotImplementedError

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        raise NotImplementedError


class ReferenceServer(ChatKitServer[Context]):
    """The guide's respond: history, run, stream."""

    def __init__(self, store: MemoryStore, model_url: str, tools: list[Tool]) -> None:
        super().__init__(store)
        client = AsyncOpenAI(base_url=model_url, api_key="bench")
        self.agent: Agent[AgentContext[Context]] = Agent(
            name="Reference", instructions="Be helpful.", model=OpenAIResponsesModel("gpt-4o", client), tools=tools
        )

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: Context
    ) -> AsyncIterator[ThreadStreamEvent]:
        items = await self.store.load_thread_items(thread.id, after=None, limit=20, order="asc", context=context)
        agent_context: AgentContext[Context] = AgentContext(thread=thread, store=self.store, request_context=context)
        result = Runner.run_streamed(
            self.agent,
            await simple_to_agent_input(items.data),
            context=agent_context,
            run_config=RunConfig(tracing_disabled=True),
        )
        async for event in stream_agent_response(agent_context, result):
            yield event


def board_tool() -> Tool:
    """A tool that shows the same evening's board as ours, by the SDK's own means."""
    now = datetime.now(UTC)
    slate = asyncio.run(DemoOdds().fetch_slate(find_league("nba"), now, zone("America/New_York")))

    @function_tool
    async def get_odds_visual(
        ctx: RunContextWrapper[AgentContext[Context]], sport: str, market_type: str, team: str | None
    ) -> str:
        """Show an odds board: best price and book for each side of each game."""
        board = build_board(slate, now=datetime.now(UTC))
        where = zone("America/New_York")
        text = board_text(board, where, limit=40)
        await ctx.context.stream_widget(plain_widget(board, where), text)
        return text

    return get_odds_visual


def application(model_url: str, tools: list[Tool]) -> FastAPI:
    """The guide's route."""
    app = FastAPI()
    server = ReferenceServer(MemoryStore(), model_url, tools)

    @app.post("/chatkit")
    async def chatkit(request: Request) -> Response:
        result = await server.process(await request.body(), {})
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(content=result.json, media_type="application/json")

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


if __name__ == "__main__":
    given = [board_tool()] if sys.argv[3:] == ["board"] else []
    uvicorn.run(application(sys.argv[2], given), port=int(sys.argv[1]), log_level="warning", access_log=False)
