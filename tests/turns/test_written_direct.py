"""Streams written straight to their socket, and the same through any other ASGI server: nobody can tell them apart."""

from __future__ import annotations

import asyncio
import json
import socket
from functools import partial

import pytest

from app import services_for
from professor_lock.timings import Timings, TurnTimings
from professor_lock.turns.listener import Listener
from tests.fakes.openai_script import Call, Say, Stall, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import stored

WAYS = pytest.mark.parametrize("any_server", [False, True], ids=["straight", "by ASGI"])
LONG = tuple(f"({number:05d}) {'x' * 20_000} " for number in range(250))
"""Five megabytes: more than sockets hold, less than a listener may be behind."""


@WAYS
async def test_an_answer_is_whole_and_in_order(database, tmp_path, any_server):
    words = tuple(f"word{number} " for number in range(300))
    turns = [Turn.of(Say(words[:150], delay_s=0.002), Call("get_scores", {"sport": "nba"})), Turn.of(Say(words[150:]))]
    with OpenAIServer(turns) as model:
        settings = settings_for(database, tmp_path, model=model, PP_GROUNDING="off")
        with RunningServer(settings, any_server=any_server) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Count")
                page = await client.chat().load(chat.thread_id)
    assert [text.strip() for text in chat.texts] == ["".join(part).strip() for part in (words[:150], words[150:])]
    assert page.items == chat.items


@WAYS
async def test_who_reads_nothing_for_a_while_still_gets_everything_in_order(database, tmp_path, any_server):
    with OpenAIServer([Turn.of(Say(LONG, delay_s=0.001))]) as model:
        settings = settings_for(database, tmp_path, model=model, PP_GROUNDING="off")
        with RunningServer(settings, any_server=any_server) as server:
            reader, writer = await _asked(server.port)
            exchange = await model.exchange()
            assert await exchange.ended() == "served"
            body = await asyncio.wait_for(reader.read(), 60)
            writer.close()
    events = [json.loads(line[6:]) for line in _dechunked(body).split(b"\n") if line.startswith(b"data: ")]
    deltas = [one["update"]["delta"] for one in events if one.get("update", {}).get("type", "").endswith("text_delta")]
    assert "".join(deltas) == "".join(LONG)
    thread_id = next(one["thread"]["id"] for one in events if one["type"] == "thread.created")
    message = (await stored(database, thread_id))[-1]
    assert message["content"][0]["text"].strip() == "".join(LONG).strip()


@WAYS
async def test_a_silent_stream_gives_signs_of_life_and_goes_on(database, tmp_path, any_server):
    build = partial(services_for, timings=Timings(turns=TurnTimings(ping_s=0.5)))
    with OpenAIServer([Turn.of("Well", Stall(3.0), "then.")]) as model:
        settings = settings_for(database, tmp_path, model=model)
        with RunningServer(settings, build, any_server=any_server) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Think")
    assert chat.texts[-1].strip() == "then."
    assert chat.stream is not None
    assert "ping" in [text for _, text in chat.stream.comments]


@WAYS
async def test_who_hangs_up_in_the_middle_stops_the_answer(database, tmp_path, any_server):
    with OpenAIServer(lambda _: Turn.of(Say(("word ",) * 5000, delay_s=0.01))) as model:
        settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S="0.2")
        with RunningServer(settings, any_server=any_server) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Count") as stream:
                    await stream.until_said("word word word")
                    await stream.hang_up()
                assert await (await model.exchange()).ended() == "hung_up"


async def test_what_cannot_be_written_waits_and_nothing_overtakes_it() -> None:
    got: list[bytes] = []
    takes = True

    def write(data: bytes) -> bool:
        if takes:
            got.append(data)
        return takes

    async def received() -> None:
        return None

    listener = Listener(lambda _: None, received)
    listener.put(b"1")
    listener.write_by(write)
    listener.put(b"2")
    assert got == [], "the first ones are not read yet"
    got.append(await anext(listener))
    reading = asyncio.create_task(anext(listener))
    await asyncio.sleep(0)
    listener.put(b"3")
    listener.put(b"4")
    await asyncio.sleep(0)
    listener.put_now(b"5")
    takes = False
    listener.put_now(b"6")
    await asyncio.sleep(0)
    takes = True
    listener.put_now(b"7")
    got.append(await reading)
    listener.put(b"8")  # the reader may still be busy with what it has read
    reading = asyncio.create_task(anext(listener))
    got.append(await reading)
    assert got == [b"12", b"34", b"5", b"67", b"8"]


async def _asked(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection with little room that has asked a question and reads nothing of the answer."""
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.setblocking(False)
    await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=plain, limit=4096)
    body = json.dumps(requests.create("Count")).encode()
    names = ("host: localhost", "connection: close", "x-user-id: ann", "content-type: application/json")
    head = "\r\n".join(("POST /chatkit HTTP/1.1", *names, f"content-length: {len(body)}", "", ""))
    writer.write(head.encode() + body)
    return reader, writer


def _dechunked(answer: bytes) -> bytes:
    """The body of an answer in chunks; megabytes of small ones are walked through, not cut off one by one."""
    at = answer.index(b"\r\n\r\n") + 4
    pieces: list[bytes] = []
    while True:
        begins = answer.index(b"\r\n", at) + 2
        length = int(answer[at : begins - 2], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(answer[begins : begins + length])
        at = begins + length + 2
