"""The model's stream in batches: nothing is lost or changed by joining words, none waits that must not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from agents import OpenAIResponsesModel, Runner
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.model.stream import LONGEST_S, EventDecoder, MergingOpenAI, Pace
from tests.fakes.openai_script import Call, Citation, Refuse, Replay, Search, Think, Turn, say
from tests.fakes.openai_server import OpenAIServer
from tests.model.test_openai_fake import QUIET, betting_agent, client_of

SOON_S = 10.0
"""Long enough for anything that does not wait."""


class Steady(Pace):
    """The same window whatever the load."""

    def __init__(self, window_s: float) -> None:
        super().__init__()
        self._steady_s = window_s

    def window_s(self) -> float:
        return self._steady_s


# Bytes


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1, max_size=8), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.integers(1, 9), min_size=1),
)
def test_events_read_the_same_wherever_their_bytes_are_cut(said: list[str], end: str, sizes: list[int]) -> None:
    lines = [line for text in said for line in (": a comment", "event: e", f"data: {text}", "data:more", "", "")]
    raw = end.join([*lines, ""]).encode()
    decoder, data, place = EventDecoder(), [], 0
    while place < len(raw):
        size = sizes[place % len(sizes)]
        data += decoder.feed(raw[place : place + size])
        place += size
    assert [one.decode() for one in data] == [f"{text}\nmore" for text in said]


# Against the client's own reading


SCRIPT = Turn.of(
    Think("Let me see. It is late."),
    "Some words before. ",
    Search("odds"),
    Call("get_odds_visual", {"sport": "nba", "market_type": "all"}),
    say("And some more words after.", citations=[Citation(4, 8, "Example", "https://example.org/")]),
    Refuse("But not that one."),
)


def joined(events: list[Any]) -> list[dict[str, Any]]:
    """Events without what joining may change: deltas of one text as one, no numbers that count events."""
    rows: list[dict[str, Any]] = []
    for event in events:
        if event.type == "response.in_progress":  # an echo of the event before it
            continue
        row = event.model_dump(mode="json")
        for name in ("sequence_number", "obfuscation"):
            row.pop(name, None)
        if row.get("response"):
            row["response"]["tools"] = []
        if row["type"].endswith(".delta") and rows and {**rows[-1], "delta": ""} == {**row, "delta": ""}:
            rows[-1]["delta"] += row["delta"]
        else:
            rows.append(row)
    return rows


async def responses_of(api: openai.AsyncOpenAI) -> list[Any]:
    return [event async for event in await api.responses.create(model="gpt-4o", input="Hi", stream=True)]


@asynccontextmanager
async def merging(model: OpenAIServer, window_s: float) -> AsyncIterator[MergingOpenAI]:
    async with MergingOpenAI(pace=Steady(window_s), base_url=model.url, api_key="test", max_retries=0) as client:
        yield client


@pytest.mark.parametrize("window_s", [0.0, 0.03])
async def test_joining_words_changes_nothing_else(window_s: float) -> None:
    with OpenAIServer([SCRIPT]) as model:
        async with httpx2.AsyncClient() as http:
            asked = {"model": "gpt-4o", "input": "Hi", "stream": True}
            raw = (await http.post(f"{model.url}/responses", json=asked, headers={"authorization": "Bearer x"})).text
        model.script = [Turn((Replay(raw),))] * 2
        async with client_of(model) as plain, merging(model, window_s) as merged:
            events = joined(await responses_of(merged))
            assert events == joined(await responses_of(plain))
    assert len(events) > 20


@pytest.mark.captures
@pytest.mark.parametrize("window_s", [0.0, 0.03])
async def test_recorded_streams_read_as_the_client_reads_them(captures: Path, window_s: float) -> None:
    for recorded in sorted((captures / "openai").glob("*.sse.txt")):
        replay = Turn((Replay(recorded.read_text()),))
        with OpenAIServer([replay, replay], strict=False) as model:
            async with client_of(model) as plain, merging(model, window_s) as merged:
                assert joined(await responses_of(merged)) == joined(await responses_of(plain)), recorded.name


@pytest.mark.parametrize("window_s", [0.0, 0.03])
async def test_words_of_the_other_api_are_joined_too(window_s: float) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    with OpenAIServer([Turn.of(words, Call("get_odds_visual", {"sport": "nba"}))]) as model:
        async with merging(model, window_s) as client:
            stream = await client.chat.completions.create(
                model="gpt-4o", messages=[{"role": "user", "content": "Hi"}], stream=True
            )
            chunks = [chunk async for chunk in stream]
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    said = [delta.content for delta in deltas if delta.content]
    calls = [call for delta in deltas for call in delta.tool_calls or ()]
    assert "".join(said) == words
    assert len(said) < 30, "words that arrive together are one chunk"
    assert json.loads("".join(call.function.arguments or "" for call in calls if call.function)) == {"sport": "nba"}
    assert chunks[-1].choices == [] or chunks[-1].choices[0].finish_reason == "tool_calls"


async def test_the_model_is_asked_the_same_by_both_clients() -> None:
    with OpenAIServer([Turn.of("Hello.")] * 2) as model:
        async with client_of(model) as plain, merging(model, 0) as merged:
            for client in (plain, merged):
                result = Runner.run_streamed(
                    betting_agent(OpenAIResponsesModel("gpt-4o", client)),
                    [{"role": "user", "content": "Hi"}],
                    run_config=QUIET,
                )
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
        for word in words:
            self.put("response.output_text.delta", delta=word, item_id=message, **PLACE)

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
        api = MergingOpenAI(pace=Steady(window_s), base_url="http://model/v1", api_key="test", http_client=http)
        stream = await api.responses.create(model="gpt-4o", input="Hi", stream=True)
        try:
            yield stream
        finally:
            await stream.close()


async def soon(stream: Any) -> Any:
    async with asyncio.timeout(SOON_S):
        return await anext(stream)


async def test_the_first_word_never_waits_and_the_next_ones_wait_for_each_other() -> None:
    body = Body()
    async with reading(body, window_s=600) as stream:
        for message in ("m", "n", "o"):
            body.say("one", message=message)
            assert (await soon(stream)).delta == "one"
    body = Body()
    async with reading(body, window_s=0.5) as stream:
        body.say("one")
        assert (await soon(stream)).delta == "one"
        body.say(" two")
        following = asyncio.create_task(anext(stream))
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
        body.put("response.output_text.done", text="one two", item_id="m", **PLACE)
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
        with pytest.raises(StopAsyncIteration):
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
        with pytest.raises(openai.APIError):
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
    assert machine.run(10, share=0.2) == 0
    half = machine.run(10, share=0.5)
    assert 0.3 * LONGEST_S < half < 0.7 * LONGEST_S
    assert 0.9 * LONGEST_S < machine.run(10, share=0.8) <= LONGEST_S
    assert machine.run(10, share=1.0) <= LONGEST_S
    assert machine.run(10, share=0.1) == 0


def test_words_are_held_back_while_the_event_loop_is_late() -> None:
    machine = Machine()
    assert machine.run(10, share=0.1, late_s=0.005) == 0
    assert machine.run(10, share=0.1, late_s=0.2) > 0.9 * LONGEST_S
    assert machine.run(10, share=0.1, late_s=0.0) == 0
