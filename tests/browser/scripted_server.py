"""A ChatKit server for the browser tests: the public Python SDK with a store in memory, answering by script.

The user's text names the script ("stream 40", "widget card", "error retry", ...), so that a test says in the browser
what the server is to do. It serves the built element under a strict content security policy and keeps every request.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Self

import uvicorn
from chatkit.actions import Action
from chatkit.server import ChatKitServer, StreamingResult
from chatkit.store import NotFoundError
from chatkit.types import (
    AudioInput,
    FeedbackKind,
    StreamOptions,
    SyncCustomActionResponse,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    TranscriptionResult,
    UserMessageItem,
    WidgetItem,
)
from chatkit.widgets import DynamicWidgetRoot
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.browser.looking import eventually
from tests.browser.memory_store import MemoryAttachments, MemoryStore
from tests.browser.scripted_slip import ScriptedSlip
from tests.browser.scripts import script_for
from tests.support.free_port import free_port

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"
CSP = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; require-trusted-types-for 'script'"
)
EVENT: TypeAdapter[ThreadStreamEvent] = TypeAdapter(ThreadStreamEvent)


class ScriptedChatKit(ChatKitServer[dict[str, Any]]):
    """Answers every message by the script that it names."""

    def __init__(self, store: MemoryStore, attachments: MemoryAttachments) -> None:
        super().__init__(store, attachments)
        self.actions: list[dict[str, Any]] = []
        self.feedback: list[dict[str, Any]] = []
        self.gate = threading.Event()
        self.slip = ScriptedSlip()

    def go_on(self) -> None:
        """Let the script that waits go on: the test has seen what is shown meanwhile."""
        self.gate.set()

    async def looked_at(self) -> None:
        """Wait until the test says `go_on`."""
        async with asyncio.timeout(60):
            while not self.gate.is_set():  # noqa: ASYNC110 - it is set in the test's thread
                await asyncio.sleep(0.005)
        self.gate.clear()

    def get_stream_options(self, thread: ThreadMetadata, context: dict[str, Any]) -> StreamOptions:
        return StreamOptions(allow_cancel=True)

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: dict[str, Any]
    ) -> AsyncIterator[ThreadStreamEvent]:
        text = ""
        if input_user_message is not None:
            text = "".join(part.text for part in input_user_message.content)
        async for raw in script_for(text, thread, self):
            yield event_of(raw) if isinstance(raw, dict) else raw

    async def action(
        self, thread: ThreadMetadata, action: Action[str, Any], sender: WidgetItem | None, context: dict[str, Any]
    ) -> AsyncIterator[ThreadStreamEvent]:
        self.actions.append({"type": action.type, "payload": action.payload, "item": sender.id if sender else None})
        if action.type in ("take", "drop"):
            if isinstance(action.payload, dict) and action.payload.get("wait"):
                await self.looked_at()
            yield self.slip.changed(thread, action)
            return
        if action.type == "slow":
            await self.looked_at()
        if action.type == "fail":
            raise RuntimeError("the script was told to fail")
        if sender is not None and isinstance(action.payload, dict) and "replace" in action.payload:
            widget = action.payload["replace"]
            item = WidgetItem.model_validate(sender.model_dump() | {"widget": widget})
            yield ThreadItemReplacedEvent(item=item)
            return
        async for raw in script_for(f"say did {action.type}", thread, self):
            yield event_of(raw) if isinstance(raw, dict) else raw

    async def sync_action(
        self, thread: ThreadMetadata, action: Action[str, Any], sender: WidgetItem | None, context: dict[str, Any]
    ) -> SyncCustomActionResponse:
        self.actions.append({"type": action.type, "payload": action.payload, "sync": True})
        if sender is None:
            return SyncCustomActionResponse()
        text = {"type": "Text", "value": f"synced {action.type}"}
        widget = {"type": "Card", "children": [text]}
        return SyncCustomActionResponse(
            updated_item=WidgetItem.model_validate(sender.model_dump() | {"widget": widget})
        )

    async def add_feedback(
        self, thread_id: str, item_ids: list[str], feedback: FeedbackKind, context: dict[str, Any]
    ) -> None:
        self.feedback.append({"items": item_ids, "kind": feedback})

    async def transcribe(self, audio_input: AudioInput, context: dict[str, Any]) -> TranscriptionResult:
        return TranscriptionResult(text=f"heard {audio_input.media_type}")


def event_of(raw: dict[str, Any]) -> ThreadStreamEvent:
    """The event, its widget as it stands: the SDK's strict classes would drop what they do not know."""
    event = EVENT.validate_python(raw)
    item = getattr(event, "item", None)
    if isinstance(item, WidgetItem):
        item.widget = DynamicWidgetRoot.model_validate(raw["item"]["widget"])
    return event


class ScriptedServer:
    """Runs in a thread of the test's own process on a free port."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.attachments = MemoryAttachments(self.store, self.url)
        self.chatkit = ScriptedChatKit(self.store, self.attachments)
        self.requests: list[dict[str, Any]] = []
        self.fail: Callable[[dict[str, Any]], Awaitable[Response | None]] | None = None
        self._server = uvicorn.Server(
            uvicorn.Config(self._app(), host="127.0.0.1", port=self.port, log_level="error", lifespan="off")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = 10.0
        while not self._server.started and deadline > 0:
            threading.Event().wait(0.02)
            deadline -= 0.02
        assert self._server.started, "the scripted server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=10)

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """The `params` of the requests of that type, in order."""
        return [request["params"] for request in self.requests if request["type"] == kind]

    async def has_sent(self, kind: str, times: int = 1) -> list[dict[str, Any]]:
        """The same, once there are so many: what is shown at once may still be on its way."""
        await eventually(lambda: len(self.sent(kind)) >= times)
        return self.sent(kind)

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/chatkit", self._chatkit, methods=["POST"]),
                Route("/upload/{id}", self._upload, methods=["POST", "PUT"]),
                Route("/upload", self._direct, methods=["POST"]),
                Route("/page/{name:path}", self._page),
                Route("/chatkit.js", self._element),
                Route("/favicon.ico", _no_icon),
                Mount("/chatkit-assets", StaticFiles(directory=ROOT / "static" / "chatkit-assets")),
                Mount("/static", StaticFiles(directory=ROOT / "static")),
            ]
        )

    async def _chatkit(self, request: Request) -> Response:
        body = await request.body()
        parsed = json.loads(body)
        self.requests.append(parsed)
        if self.fail is not None and (failure := await self.fail(parsed)) is not None:
            return failure
        try:
            result = await self.chatkit.process(body, {})
        except NotFoundError:
            return JSONResponse({"message": "There is no such conversation."}, status_code=404)
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(result.json, media_type="application/json")

    async def _upload(self, request: Request) -> Response:
        self.attachments.bytes[request.path_params["id"]] = await request.body()
        return JSONResponse({})

    async def _direct(self, request: Request) -> Response:
        form = await request.form()
        file = form["file"]
        assert not isinstance(file, str)
        return JSONResponse({"type": "file", "id": "atc_direct", "name": file.filename, "mime_type": file.content_type})

    async def _page(self, request: Request) -> Response:
        path = PAGES / request.path_params["name"]
        if not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, headers={"content-security-policy": CSP, "x-content-type-options": "nosniff"})

    async def _element(self, request: Request) -> Response:
        if "slow" in request.query_params:
            await asyncio.sleep(1)
        return FileResponse(ROOT / "static" / "chatkit.js", media_type="text/javascript; charset=utf-8")


async def _no_icon(request: Request) -> Response:
    return Response(status_code=204)
