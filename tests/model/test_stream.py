"""The model's stream as the agent gets it: nothing is lost by joining words, none waits that must not."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from agents import ModelSettings, Runner
from agents.models.interface import Model, ModelTracing
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.clocks import Clocks
from professor_lock.model.door import ModelDoor
from professor_lock.model.endpoint import Api, Learned, endpoint_of
from professor_lock.model.errors import BrokenOff
from professor_lock.model.pace import LONGEST_S, SHORTEST_S, Pace
from professor_lock.model.sse import EventCutter
from professor_lock.model.transport import HttpxTransport
from tests.fakes.openai_script import Call, Citation, Refuse, Replay, Search, Think, Turn, say
from tests.fakes.openai_server import OpenAIServer
from tests.model.test_openai_fake import QUIET, betting_agent, client_of, model_of

SOON_S = 10.0
"""Long enough for anything that does not wait."""
APIS: tuple[Api, ...] = ("responses", "chat_completions")


class Steady(Pace):
    """The same window whatever the load."""

    def __init__(self, window_s: float) -> None:
        super().__init__(Clocks().steady)
        self._always_s = window_s

    def window_s(self) -> float:
        return self._always_s


# Bytes


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1, max_size=8), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.lists(st.integers(1, 9), min_size=1),
)
def test_events_read_the_same_wherever_their_bytes_are_cut(
    said: list[str], end: str, bom: bool, sizes: list[int]
) -> None:
    lines = [
        line for text in said for line in (": a comment", "event: e", f"data: {text}", "data:more", "id: 1", "", "")
    ]
    raw = ("\ufeff" * bom + end.join(lines)).encode()  # the last event lacks its empty line
    cutter, found, place = EventCutter(), list[tuple[str, str]](), 0

    def take(name: str, data: bytes) -> None:
        found.append((name, data.decode()))

    while place < len(raw):
        size = sizes[place % len(sizes)]
        cutter.feed(raw[place : place + size], take)
        place += size
    cutter.end(take)
    assert found == [("e", f"{text}\nmore") for text in said]


# Against the SDK's own reading


SCRIPT = Turn.of(
    Think("Let me see. It is late."),
    "Some words before. ",
    Search("odds"),
    Call("get_odds_visual", {"sport": "nba", "market_type": "all"}),
    say("And some more words after.", citations=[Citation(4, 8, "Example", "https://example.org/")]),
    Refuse("But not that one."),
)


def door_at(url: str, http: httpx2.AsyncClient, api: Api = "responses", window_s: float = 0.0) -> ModelDoor:
    transport = HttpxTransport(lambda: http, httpx2.Timeout(30.0))
    endpoint = endpoint_of(url, api, "test", {})
    return ModelDoor(
        "gpt-4o", api, endpoint, transport, learned=Learned(), pace=Steady(window_s), between=Clocks().between
    )


async def events_of(model: Model) -> list[Any]:
    settings, off = ModelSettings(include_usage=True), ModelTracing.DISABLED
    options: dict[str, Any] = {"previous_response_id": None, "conversation_id": None, "prompt": None}
    return [event async for event in model.stream_response(None, "Hi", settings, [], None, [], off, **options)]


def told(events: list[Any]) -> dict[str, Any]:
    """What an answer came to: its text as streamed, its items, what it cost."""
    final = events[-1].response
    items = []
    for item in final.output:
        plain = item.model_dump(mode="json", exclude_none=True)
        items.append({name: plain.get(name) for name in ("type", "name", "arguments", "call_id", "content", "summary")})
    for item in items:
        for part in item["content"] or ():
            part.pop("logprobs", None)
    return {
        "text": "".join(event.delta for event in events if event.type == "response.output_text.delta"),
        "refusal": "".join(event.delta for event in events if event.type == "response.refusal.delta"),
        "items": items,
        "usage": (final.usage.input_tokens, final.usage.output_tokens),
    }


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("window_s", [0.0, 0.03])
async def test_an_answer_is_what_the_sdk_reads(api: Api, window_s: float) -> None:
    with OpenAIServer([SCRIPT]) as model:
        async with httpx2.AsyncClient() as http:
            asked = {"model": "gpt-4o", "input": "Hi", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
            path = "responses" if api == "responses" else "chat/completions"
            asked["stream_options"] = {"include_usage": True}
            raw = (await http.post(f"{model.url}/{path}", json=asked, headers={"authorization": "Bearer x"})).text
            model.script = [Turn((Replay(raw),))] * 2
            async with client_of(model) as plain:
                expected = told(await events_of(model_of(api, plain)))
                assert told(await events_of(door_at(model.url, http, api, window_s))) == expected
    assert expected["text"].endswith("And some more words after.")


@pytest.mark.captures
async def test_recorded_streams_are_what_the_sdk_reads(captures: Path) -> None:
    for recorded in sorted((captures / "openai").glob("*.sse.txt")):
        replay = Turn((Replay(recorded.read_text()),))
        with OpenAIServer([replay, replay], strict=False) as model:
            async with client_of(model) as plain, httpx2.AsyncClient() as http:
                expected = told(await events_of(model_of("responses", plain)))
                assert told(await events_of(door_at(model.url, http))) == expected, recorded.name


@pytest.mark.parametrize("api", APIS)
async def test_the_endpoint_is_asked_what_the_sdk_asks(api: Api) -> None:
    with OpenAIServer([Turn.of("Hello.")] * 2) as model:
        async with client_of(model) as plain, httpx2.AsyncClient() as http:
            for asking in (model_of(api, plain), door_at(model.url, http, api)):
                question: Any = [{"role": "user", "content": "Hi"}]
                result = Runner.run_streamed(betting_agent(asking), question, run_config=QUIET)
                assert [event async for event in result.stream_events()]
    first, second = (request.body for request in model.requests)
    assert first["tools"]
    assert first == second


# Time. The body is the test's own, so that what has arrived is known.


PLACE: dict[str, Any] = {"output_index": 0, "content_index": 0, "logprobs": []}


class Body(httpx2.AsyncByteStream):
    """Gives what is put into it; None ends it."""

    def __init__(self) -> None:
        self.pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.closed = False

    def say(self, *words: str, message: str = "m") -> None:
        """Each word is a piece of its own."""
        place = PLACE | {"output_index": ord(message)}
        for word in words:
            self.put("response.output_text.delta", delta=word, item_id=message, **place)

    def put(self, kind: str, **fields: Any) -> None:
        event = json.dumps({"type": kind, "sequence_number": 1, **fields})
        self.pieces.put_nowait(f"event: {kind}\ndata: {event}\n\n".encode())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (piece := await self.pieces.get()) is not None:
            yield piece

    async def aclose(self) -> None:
        self.closed = True


@asynccontextmanager
async def reading(body: Body, window_s: float) -> AsyncIterator[Any]:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, stream=body))
    async with httpx2.AsyncClient(transport=transport) as http:
        door = door_at("http://model/v1", http, window_s=window_s)
        settings, off = ModelSettings(), ModelTracing.DISABLED
        stream = door.stream_response(None, "Hi", settings, [], None, [], off)
        try:
            yield stream
        finally:
            await stream.aclose()


async def soon(stream: Any) -> Any:
    """The next event that tells something."""
    async with asyncio.timeout(SOON_S):
        while (event := await anext(stream)).type in QUIET_EVENTS:
            pass
    return event


QUIET_EVENTS = ("response.created", "response.output_item.added", "response.content_part.added")


async def test_the_first_word_never_waits_and_the_next_ones_wait_for_each_other() -> None:
    body = Body()
    async with reading(body, window_s=600) as stream:
        for message in ("m", "n", "o"):
            body.say("one", message=message)
            assert (await soon(stream)).delta == "one"
    body = Body()
    async with reading(body, window_s=2.0) as stream:
        body.say("one")
        assert (await soon(stream)).delta == "one"
        body.say(" two")
        following = asyncio.create_task(soon(stream))
        await asyncio.sleep(0.05)
        assert not following.done()
        body.say(" three", " four")
        assert (await asyncio.wait_for(following, SOON_S)).delta == " two three four"


async def test_what_is_not_words_takes_the_words_before_it_along_at_once() -> None:
    body = Body()
    async with reading(body, window_s=600) as stream:
        body.say("one")
        assert (await soon(stream)).delta == "one"
        body.say(" two")
        body.put("response.output_text.done", text="one two", item_id="m", **PLACE | {"output_index": ord("m")})
        together = b"".join(body.pieces.get_nowait() or b"" for _ in range(2))
        body.pieces.put_nowait(together)
        assert (await soon(stream)).delta == " two"
        assert (await soon(stream)).type == "response.output_text.done"


async def test_an_idle_process_holds_nothing_back() -> None:
    body = Body()
    async with reading(body, window_s=0) as stream:
        for word in ("one", " two", " three"):
            body.say(word)
            assert (await soon(stream)).delta == word
        body.say(" four", " five")
        assert (await soon(stream)).delta == " four five", "it came together"


async def test_a_word_held_back_is_not_lost_when_the_model_falls_silent_or_ends() -> None:
    body = Body()
    async with reading(body, window_s=0.05) as stream:
        body.say("one")
        assert (await soon(stream)).delta == "one"
        body.say(" two")
        assert (await soon(stream)).delta == " two"
        body.say(" three")
        body.pieces.put_nowait(None)
        assert (await soon(stream)).delta == " three"
        with pytest.raises(BrokenOff):
            await soon(stream)


async def test_leaving_in_the_middle_lets_the_connection_and_the_reader_go() -> None:
    body = Body()
    before = asyncio.all_tasks()
    async with reading(body, window_s=600) as stream:
        body.say("one")
        await soon(stream)
        body.say(" two")
        await asyncio.sleep(0.05)
    assert body.closed
    assert asyncio.all_tasks() == before


async def test_what_was_said_before_nonsense_is_still_heard() -> None:
    body = Body()
    async with reading(body, window_s=0) as stream:
        body.say("one")
        body.pieces.put_nowait(b"data: {nonsense\n\n")
        assert (await soon(stream)).delta == "one"
        with pytest.raises(BrokenOff):
            await soon(stream)


# Load


class Machine:
    """A clock and a processor that do what the test says."""

    def __init__(self) -> None:
        self.now = self.used = 0.0
        self.pace = Pace(lambda: self.now, lambda: self.used)

    def run(self, seconds: float, *, share: float, late_s: float = 0.0) -> float:
        """Some time at a share of the processor; the window afterwards."""
        for _ in range(int(seconds)):
            self.now += 1
            self.used += share
            self.pace.note_late(late_s)
            self.pace.window_s()
        return self.pace.window_s()


def test_words_are_held_back_as_long_as_the_load_is_high() -> None:
    machine = Machine()
    assert machine.run(10, share=0.04) == 0
    light = machine.run(10, share=0.1)
    assert SHORTEST_S <= light < machine.run(10, share=0.2) < LONGEST_S
    assert 0.9 * LONGEST_S < machine.run(10, share=0.3) <= LONGEST_S
    assert machine.run(10, share=1.0) <= LONGEST_S
    assert machine.run(10, share=0.01) == 0


def test_the_time_that_collecting_saves_does_not_end_it() -> None:
    machine = Machine()
    assert machine.run(10, share=0.06) >= SHORTEST_S
    assert machine.run(10, share=0.025) >= SHORTEST_S


def test_words_are_held_back_while_the_event_loop_is_late() -> None:
    machine = Machine()
    assert machine.run(10, share=0.01, late_s=0.005) == 0
    assert machine.run(10, share=0.01, late_s=0.2) > 0.9 * LONGEST_S
    assert machine.run(10, share=0.01, late_s=0.0) == 0


async def test_the_instructions_are_kept_for_another_request_until_text_has_come_and_no_longer() -> None:
    class Text(str):
        """A text that can be referred to weakly."""

    body = Body()
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, stream=body))
    async with httpx2.AsyncClient(transport=transport) as http:
        instructions = Text("You are a professor.")
        kept = weakref.ref(instructions)
        options: tuple[Any, ...] = (ModelSettings(), [], None, [], ModelTracing.DISABLED)
        stream = door_at("http://model/v1", http).stream_response(instructions, "Hi", *options)
        del instructions
        first = asyncio.create_task(soon(stream))
        await asyncio.sleep(0.05)
        gc.collect()
        assert kept() is not None
        body.say("one")
        assert (await first).delta == "one"
        gc.collect()
        assert kept() is None
        await stream.aclose()
