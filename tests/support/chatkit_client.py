"""A ChatKit client over real sockets that sees what a browser shows, and is stricter than one about the wire.

    async with ChatKitClient(url, user_id="ann") as client:
        chat = client.chat()
        await chat.send("Show me tonight's NBA odds")
        chat.text, chat.widgets, chat.error

`ChatKitClient` sends requests and reads streams; `Chat` is one open thread on a page, its events folded in.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from functools import cache
from types import TracebackType
from typing import Any, Self

import httpx2
from chatkit.types import ThreadStreamEvent
from pydantic import TypeAdapter, ValidationError

from tests.support import chatkit_requests as requests
from tests.support.chatkit_state import ChatState, Item, text_of
from tests.support.sse import Comment, Message, SseDecoder

TIMEOUT_S = 30.0
PAGE = 50
SERVER_GONE = (502, 504)
"""What a balancer says when the server behind it has gone: our own never says it."""


class HttpFailure(AssertionError):
    """A status outside 2xx. `message`, `code` and `request_id` are those of the error's JSON body, if it has one."""

    def __init__(self, response: httpx2.Response, body: str) -> None:
        super().__init__(f"HTTP {response.status_code}: {body[:2000]}")
        self.status = response.status_code
        self.headers = response.headers
        self.body = body
        try:
            parsed = json.loads(body)
        except ValueError:
            parsed = None
        fields = parsed if isinstance(parsed, dict) else {}
        self.message: str | None = fields.get("message")
        self.code: str | None = fields.get("code")
        self.request_id: str | None = fields.get("request_id")


class StreamBroken(AssertionError):
    """The connection broke before the body was over."""


class WireViolation(AssertionError):
    """The stream could be read, but is not as it should be."""


class EventStream:
    """One streaming answer as it comes in. Iterate over it for the events; leave it early to hang up.

    `events`, `arrived_at` (`time.monotonic()`, one per event), `comments` (when, text) and `body` (all bytes so far)
    grow while it is read.
    """

    def __init__(self, response: httpx2.Response, *, strict: bool) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.events: list[dict[str, Any]] = []
        self.arrived_at: list[float] = []
        self.comments: list[tuple[float, str]] = []
        self.body = bytearray()
        self.violations: list[str] = []
        self.ended = False
        self._response = response
        self._strict = strict
        self._failed = False
        self._decoder = SseDecoder(self.violations)
        self._reader = self._read()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, Any]:
        return await anext(self._reader)

    async def _read(self) -> AsyncGenerator[dict[str, Any], None]:
        self._check_head()
        try:
            async for chunk in self._response.aiter_raw():
                self.body += chunk
                for event in self._take(self._decoder.feed(chunk)):
                    yield event
        except httpx2.TransportError as error:
            raise StreamBroken(f"after {len(self.events)} events: {error!r}") from error
        for event in self._take(self._decoder.end()):
            yield event
        self.ended = True
        if self._strict and self.violations:
            raise WireViolation("; ".join(dict.fromkeys(self.violations)))

    async def rest(self) -> list[dict[str, Any]]:
        """Reads to the end; all the events there were."""
        async for _ in self:
            pass
        return self.events

    async def hang_up(self) -> None:
        """Closes the connection, as a browser does on Stop or when the tab goes."""
        await self._reader.aclose()
        await self._response.aclose()

    def _check_head(self) -> None:
        content_type = self.headers.get("content-type", "")
        if content_type.partition(";")[0].strip().lower() != "text/event-stream":
            raise WireViolation(f"a streaming request was answered with {content_type!r}")
        if "content-encoding" in self.headers:
            self.violations.append(f"the event stream is compressed: {self.headers['content-encoding']}")

    def _take(self, found: list[Message | Comment]) -> list[dict[str, Any]]:
        now = time.monotonic()
        events = []
        for part in found:
            if isinstance(part, Comment):
                self.comments.append((now, part.text))
            elif (event := self._parse(part.data)) is not None:
                self.events.append(event)
                self.arrived_at.append(now)
                events.append(event)
        return events

    def _parse(self, data: str) -> dict[str, Any] | None:
        try:
            event = json.loads(data)
        except ValueError:
            self.violations.append(f"an event that is not JSON: {data[:100]!r}")
            return None
        if not isinstance(event, dict) or "type" not in event:
            self.violations.append(f"an event without a type: {data[:100]!r}")
            return None
        if self._strict:
            self._check_event(event)
        return event

    def _check_event(self, event: dict[str, Any]) -> None:
        try:
            _event_type().validate_python(event)
        except ValidationError as error:
            self.violations.append(f"{event['type']} is not as its type says: {error}")
        item = event.get("item") or event.get("thread") or {}
        created_at = item.get("created_at", "Z")
        if not (created_at.endswith("Z") or created_at[-6:-5] in ("+", "-")):
            self.violations.append(f"{event['type']} carries a time without an offset: {created_at}")
        if event["type"] == "thread.item.updated" and self._failed:
            self.violations.append("an answer goes on after its error event")
        self._failed = self._failed or event["type"] == "error"


def _check_server_lives(response: httpx2.Response) -> None:
    if response.status_code in SERVER_GONE:
        raise StreamBroken(f"the server behind the balancer has gone: {response.status_code}")


@cache
def _event_type() -> TypeAdapter[Any]:
    return TypeAdapter(ThreadStreamEvent)


class ChatKitClient:
    """Sends requests as one person. `strict`: wire violations fail the test that caused them.

    Sign in by `user_id` (the X-User-Id header), or by `token`, or by nothing; `headers` are added to every request.
    """

    def __init__(
        self,
        base_url: str,
        *,
        user_id: str | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        path: str = "/chatkit",
        strict: bool = True,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        identity = {"X-User-Id": user_id} if user_id is not None else {}
        bearer = {"Authorization": f"Bearer {token}"} if token is not None else {}
        self.path = path
        self.strict = strict
        self.http = httpx2.AsyncClient(
            base_url=base_url,
            headers={"Accept-Language": "en", **identity, **bearer, **(headers or {})},
            timeout=timeout_s,
            trust_env=False,
            limits=httpx2.Limits(max_connections=None),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.aclose()

    def chat(self) -> Chat:
        """A page with no thread open."""
        return Chat(self)

    async def call(self, request: requests.Body) -> Any:
        """A request that is answered by JSON; HttpFailure when it is refused."""
        response = await self.http.post(self.path, json=request)
        _check_server_lives(response)
        if not response.is_success:
            raise HttpFailure(response, response.text)
        content_type = response.headers.get("content-type", "")
        if content_type.partition(";")[0].strip().lower() != "application/json":
            raise WireViolation(f"{request['type']} was answered with {content_type!r}")
        return response.json()

    @asynccontextmanager
    async def stream(self, request: requests.Body) -> AsyncIterator[EventStream]:
        """A request that is answered by events; HttpFailure when it is refused before the first one."""
        accept = {"Accept": "text/event-stream"}
        async with self.http.stream("POST", self.path, json=request, headers=accept) as response:
            _check_server_lives(response)
            if not response.is_success:
                raise HttpFailure(response, (await response.aread()).decode(errors="replace"))
            stream = EventStream(response, strict=self.strict)
            try:
                yield stream
            finally:
                await stream.hang_up()

    async def events(self, request: requests.Body) -> list[dict[str, Any]]:
        """All events of a streaming request."""
        async with self.stream(request) as stream:
            return await stream.rest()

    async def send(self, request: requests.Body) -> Any:
        """Any request: events for a streaming one, else the JSON answer."""
        return await (self.events(request) if request["type"] in requests.STREAMING else self.call(request))


class Chat:
    """One thread on a page. Everything it shows is in `state`; the properties are the parts tests ask for most."""

    def __init__(self, client: ChatKitClient) -> None:
        self.client = client
        self.state = ChatState()
        self.stream: EventStream | None = None
        """The newest stream, with its raw events."""

    # --- what is shown ---

    @property
    def thread_id(self) -> str:
        assert self.state.thread is not None, "no thread is open"
        return str(self.state.thread["id"])

    @property
    def items(self) -> list[Item]:
        return [entry.item for entry in self.state.entries]

    @property
    def texts(self) -> list[str]:
        """What the assistant said, message by message, in the whole thread."""
        return [text_of(item) for item in self.items if item["type"] == "assistant_message"]

    @property
    def text(self) -> str:
        """What the assistant said in the newest turn."""
        return "\n".join(text_of(item) for item in self._newest_turn() if item["type"] == "assistant_message")

    @property
    def widgets(self) -> list[dict[str, Any]]:
        """The widget items of the newest turn."""
        return [item for item in self._newest_turn() if item["type"] == "widget"]

    @property
    def items_of_turn(self) -> list[Item]:
        """All items of the newest turn, the user's message left out."""
        return self._newest_turn()[1:]

    @property
    def user_messages(self) -> list[Item]:
        return [item for item in self.items if item["type"] == "user_message"]

    @property
    def error(self) -> dict[str, Any] | None:
        return self.state.error

    @property
    def events(self) -> list[dict[str, Any]]:
        """The raw events of the newest stream."""
        return self.stream.events if self.stream else []

    def _newest_turn(self) -> list[Item]:
        places = [place for place, item in enumerate(self.items) if item["type"] == "user_message"]
        return self.items[places[-1] :] if places else self.items

    # --- what a person does ---

    async def load(self, thread_id: str) -> Self:
        """Opens a thread as the element does: by id, and by the newest page of items when there are more."""
        thread = await self.client.call(requests.get_thread(thread_id))
        items, has_more = thread["items"]["data"], thread["items"]["has_more"]
        if has_more:
            page = await self.client.call(requests.list_items(thread_id, limit=PAGE))
            items, has_more = list(reversed(page["data"])), page["has_more"]
        self.state.load(thread, items, has_older=has_more)
        return self

    async def send(self, text: str, **options: Any) -> Self:
        """Says something and reads the whole answer; the first message makes the thread."""
        async with self.sending(text, **options) as stream:
            await stream.rest()
        return self

    @asynccontextmanager
    async def sending(self, text: str, **options: Any) -> AsyncIterator[FoldedStream]:
        """As `send`, but the answer is read by the caller, who may leave early."""
        if self.state.thread is None:
            request = requests.create(text, **options)
        else:
            request = requests.add_user_message(self.thread_id, text, **options)
        content = deepcopy(request["params"]["input"]["content"])
        self.state.add_local({"id": "local", "type": "user_message", "content": content, "attachments": []})
        try:
            async with self.streaming(request) as stream:
                yield stream
        except HttpFailure:
            self.state.drop_local()
            raise

    async def retry(self, item_id: str | None = None) -> Self:
        """Retries after a user message, the newest by default; what followed it leaves the page first."""
        item_id = item_id or str(self.user_messages[-1]["id"])
        place = next(number for number, item in enumerate(self.items) if item["id"] == item_id)
        del self.state.entries[place + 1 :]
        return await self.run(requests.retry_after_item(self.thread_id, item_id))

    async def act(self, item_id: str | None, action: str, payload: Any = None) -> Self:
        """A click in a widget that is answered by a stream."""
        return await self.run(requests.custom_action(self.thread_id, item_id, action, payload))

    async def act_sync(self, item_id: str | None, action: str, payload: Any = None) -> Item | None:
        """A click that is answered by the new state of one item, which takes its place on the page."""
        answer = await self.client.call(requests.sync_custom_action(self.thread_id, item_id, action, payload))
        updated: Item | None = answer.get("updated_item")
        if updated is not None:
            self.state.apply({"type": "thread.item.replaced", "item": updated})
        return updated

    async def run(self, request: requests.Body) -> Self:
        """Any streaming request in this thread, read to its end."""
        async with self.streaming(request) as stream:
            await stream.rest()
        return self

    @asynccontextmanager
    async def streaming(self, request: requests.Body) -> AsyncIterator[FoldedStream]:
        """Any streaming request, its events folded into the page as they are read."""
        self.state.start()
        try:
            async with self.client.stream(request) as stream:
                self.stream = stream
                yield FoldedStream(stream, self.state)
        finally:
            self.state.finish()


class FoldedStream:
    """An event stream that keeps a page up to date while it is read."""

    def __init__(self, stream: EventStream, state: ChatState) -> None:
        self.stream = stream
        self._state = state

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, Any]:
        event = await anext(self.stream)
        self._state.apply(event)
        return event

    async def rest(self) -> None:
        """Reads to the end."""
        async for _ in self:
            pass

    async def until(self, kind: str, count: int = 1) -> dict[str, Any]:
        """Reads up to the `count`th event of a type (or of an update type); fails when the stream ends before it."""
        async for event in self:
            if kind in (event["type"], event.get("update", {}).get("type")):
                count -= 1
                if count == 0:
                    return event
        raise AssertionError(f"the stream ended before {kind}: {self.stream.events}")

    async def until_said(self, words: str) -> None:
        """Reads up to these words of an answer, in however many pieces they come; fails when it ends before them."""
        said = ""
        async for event in self:
            update = event.get("update", {})
            said += update.get("delta", "") if update.get("type", "").endswith("text_delta") else ""
            if words in said:
                return
        raise AssertionError(f"the stream ended before {words!r}: {said!r}")

    async def hang_up(self) -> None:
        await self.stream.hang_up()
