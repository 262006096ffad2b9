"""Turns on more than one process: kills, deploys and many senders at once, over sockets and on one database."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx2
import pytest

from professor_lock.timings import TurnTimings
from professor_lock.turns.records import LEASE_S
from professor_lock.widgets.actions import ADD_LEG
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import Exchange, OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure, StreamBroken
from tests.support.desk import buttons, cards, payload, slip
from tests.support.forked_server import ForkedServer, ServerNursery
from tests.support.running_server import environment_for
from tests.support.turns import RESUME, query, stored, turn_rows

pytestmark = pytest.mark.long

DELTA = "assistant_message.content_part.text_delta"
KILLS = int(os.environ.get("TURNS_KILLS", "50"))
"""How many kills at random moments; TURNS_KILLS=1000 is the long form."""
SAID_EVERY = 50
"""After how many kills the run says how far it is, for who reads along (`-s`)."""
BOARDS = 4
ENDED_WITHIN_S = 4 * (LEASE_S + TurnTimings().sweep_s)
"""How long the turns of killed servers may stay open: a lease, a look, and patience with a busy machine."""


def answer(request: ModelRequest) -> Turn:
    """Says what it was asked, in a moment, so that an answer can be told from any other; "board" is shown one first."""
    if request.user_text.startswith("board") and request.conversation[-1].kind == "user":
        return Turn.of(Call("get_odds_visual", {"sport": "nba"}))
    return Turn.of(f"You said {request.user_text} and that is that.", delay_s=0.02)


@dataclass
class Thread:
    """What the people behind the test know of one thread."""

    user: str
    id: str | None = None
    acknowledged: list[str] = field(default_factory=list)
    has_board: bool = False
    """It shows prices to tap; such a thread is not deleted."""
    has_slip: bool = False
    """A click that was answered has put a leg on the slip, and nothing that could replace it was asked for since."""
    deleted: bool = False
    """Somebody asked for it; it is gone for sure once that was answered."""
    busy: bool = False
    """Somebody does something in it; a second one would retry what the first has just followed up."""


class Chaos:
    """People who create, add, retry, click and delete at random, on servers that are killed at random."""

    def __init__(self, seed: int, nursery: ServerNursery, environ: dict[str, str]) -> None:
        self.random = random.Random(seed)
        self.threads: list[Thread] = []
        self.count = Counter[str]()
        self._nursery = nursery
        self._environ = environ
        self._words = 0
        self._progress = 0

    async def run(self, kills: int) -> None:
        """Rounds in which people work on both servers while both are killed, each at its own moment."""
        servers = list(await asyncio.gather(*(asyncio.to_thread(self._start) for _ in range(2))))
        for _ in range(BOARDS):
            await self._show_board(servers[0])
        for done in range(0, kills - 1, 2):
            if done % SAID_EVERY == 0:
                print(f"{done} killed, {dict(self.count)}", flush=True)
            self._progress = 0
            work = [asyncio.create_task(self._act(self.random.choice(servers))) for _ in range(6)]
            killing = [
                self._kill(server, self.random.randint(0, 10), self.random.uniform(0, 0.1)) for server in servers
            ]
            servers = list(await asyncio.gather(*killing))
            await asyncio.gather(*work)
        self.servers = servers

    async def _show_board(self, server: ForkedServer) -> None:
        """A thread with prices to tap, made before anything is killed."""
        thread = Thread(f"user{self.random.randrange(5)}", has_board=True)
        self.threads.append(thread)
        async with ChatKitClient(server.url, user_id=thread.user) as client:
            chat = await client.chat().send("board0000")
            thread.id = chat.thread_id
            self._acknowledge(thread, "board0000")
            assert [one for card in cards(chat) for one in buttons(card, ADD_LEG)]

    async def _kill(self, server: ForkedServer, progress: int, later_s: float) -> ForkedServer:
        """Kill a server once so much has been acknowledged or finished, and start the one that takes its place.

        Moments counted in what has happened, not in seconds, find the same places on a slow machine and a fast one.
        """
        for _ in range(60):
            if self._progress >= progress:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(later_s)
        await asyncio.to_thread(server.kill)
        self.count["killed"] += 1
        return await asyncio.to_thread(self._start)

    def _start(self) -> ForkedServer:
        return self._nursery.start(self._environ)

    async def _act(self, server: ForkedServer) -> None:
        """One thing that a person does, and that may break off anywhere."""
        alive = [thread for thread in self.threads if thread.id and not thread.deleted and not thread.busy]
        kind = self.random.choice(["create"] * 3 + ["add"] * 4 + ["click"] * 2 + ["retry", "delete"])
        if kind in ("click", "delete"):
            alive = [thread for thread in alive if thread.has_board == (kind == "click")]
        thread = self.random.choice(alive) if alive and kind != "create" else Thread(f"user{self.random.randrange(5)}")
        thread.busy = True
        if thread.id is None:
            self.threads.append(thread)
            kind = "create"
        async with ChatKitClient(server.url, user_id=thread.user, timeout_s=20) as client:
            try:
                await getattr(self, f"_{kind}")(client, thread)
                self.count[kind] += 1
            except (StreamBroken, httpx2.TransportError):
                self.count[f"{kind} broken off"] += 1
            except HttpFailure as refused:
                if refused.status not in (404, 409, 503):
                    raise
                self.count[f"{kind} refused {refused.status}"] += 1
            finally:
                thread.busy = False
                self._progress += 1

    def _say(self) -> str:
        self._words += 1
        return f"{self.random.choice(('board', 'message'))}{self._words:04}"

    def _acknowledge(self, thread: Thread, text: str) -> None:
        thread.acknowledged.append(text)
        self.count["acknowledged"] += 1
        self._progress += 1

    async def _create(self, client: ChatKitClient, thread: Thread) -> None:
        text = self._say()
        async with client.stream(requests.create(text)) as stream:
            thread.id = (await anext(stream))["thread"]["id"]
            self._acknowledge(thread, text)
            await stream.rest()

    async def _add(self, client: ChatKitClient, thread: Thread) -> None:
        text = self._say()
        async with client.stream(requests.add_user_message(str(thread.id), text)) as stream:
            await anext(stream)
            self._acknowledge(thread, text)
            if self.random.random() < 0.3:
                await asyncio.sleep(self.random.uniform(0, 0.2))
                await stream.hang_up()
            else:
                await stream.rest()

    async def _retry(self, client: ChatKitClient, thread: Thread) -> None:
        loaded = await client.call(requests.get_thread(str(thread.id)))
        said = [item for item in loaded["items"]["data"] if item["type"] == "user_message"]
        if said:
            thread.has_slip = False
            await client.events(requests.retry_after_item(str(thread.id), said[-1]["id"]))

    async def _click(self, client: ChatKitClient, thread: Thread) -> None:
        """Put a leg on the slip where a board is shown; else look whether an answer is under way."""
        chat = await client.chat().load(str(thread.id))
        prices = [(card, one) for card in cards(chat) for one in buttons(card, ADD_LEG)]
        if not prices:
            await chat.run(requests.custom_action(chat.thread_id, None, RESUME))
            return
        card, button = self.random.choice(prices)
        self.count["tapped a price"] += 1
        await chat.act(card["id"], ADD_LEG, payload(button))
        assert chat.error is None or "restarting" in chat.error["message"]
        self.count["added a leg"] += chat.error is None
        thread.has_slip |= chat.error is None
        self._progress += 1

    async def _delete(self, client: ChatKitClient, thread: Thread) -> None:
        thread.deleted = True
        await client.call(requests.delete_thread(str(thread.id)))


async def test_fifty_kills_lose_nothing_that_was_acknowledged(database, tmp_path, nursery):
    seed = int(os.environ.get("TURNS_SEED", "0")) or random.randrange(1, 2**31)
    print(f"\nTURNS_SEED={seed}")
    with OpenAIServer(answer) as model:
        environ = environment_for(database, tmp_path, model=model, PP_GROUNDING="off", PP_DISCONNECT_GRACE_S="0.5")
        chaos = Chaos(seed, nursery, environ)
        await chaos.run(KILLS)
        print(dict(chaos.count))
        async with asyncio.timeout(ENDED_WITHIN_S):
            while await query(database, "SELECT id FROM pp_turns WHERE state IN ('running', 'stopping')"):  # noqa: ASYNC110 - other processes end them
                await asyncio.sleep(0.2)
        url = chaos.servers[0].url
        kept = [thread for thread in chaos.threads if thread.id is not None and not thread.deleted]
        found = await asyncio.gather(*(asyncio.create_task(_violation(url, database, thread)) for thread in kept))
        assert [one for one in found if one is not None] == []
        assert chaos.count["killed"] == KILLS
        assert chaos.count["acknowledged"] >= KILLS / 2
        assert chaos.count["tapped a price"] > 0
        assert sum(count for what, count in chaos.count.items() if what.endswith("broken off")) >= KILLS / 2


LOOKED_AT_ONCE = asyncio.Semaphore(4)


async def _violation(url: str, database: str, thread: Thread) -> str | None:
    """What is not as it must be in a thread, with the thread; None when all is."""
    async with LOOKED_AT_ONCE:
        try:
            await assert_whole(url, database, thread)
        except (AssertionError, RuntimeError, HttpFailure, StreamBroken) as error:
            return f"{error!r} in {thread}"
    return None


async def assert_whole(url: str, database: str, thread: Thread) -> None:
    """The thread opens, holds every acknowledged message once, and answers."""
    async with ChatKitClient(url, user_id=thread.user) as client:
        chat = await client.chat().load(str(thread.id))
        items = await _every_item(client, str(thread.id))
        chat.state.load({"id": thread.id}, items, has_older=False)
        said = [item["content"][0]["text"] for item in chat.user_messages]
        assert Counter(said) == Counter(set(said)), "a message is there twice"
        # What was said after a retried message goes with its answer; nothing here retries any but the last.
        assert set(thread.acknowledged) <= set(said)
        assert not thread.has_slip or slip(chat), "what an answered click did is there"
        await chat.send("and now")
        assert chat.error is None
        assert "and now" in chat.text
        assert (await stored(database, chat.thread_id))[-1]["content"][0]["text"] == chat.text


async def _every_item(client: ChatKitClient, thread_id: str) -> list[dict[str, Any]]:
    """All items of a thread, the oldest first: a long one has more than the page that an element opens."""
    items: list[dict[str, Any]] = []
    while True:
        page = await client.call(requests.list_items(thread_id, order="asc", after=items[-1]["id"] if items else None))
        items += page["data"]
        if not page["has_more"]:
            return items


async def test_two_processes_and_many_senders_never_run_two_answers_in_a_thread(database, tmp_path, nursery):
    with OpenAIServer(lambda request: Turn.of(f"Answer to {request.user_text}.", delay_s=0.01)) as model:
        environ = environment_for(database, tmp_path, model=model, PP_GROUNDING="off")
        servers = [nursery.start(environ), nursery.start(environ)]
        async with (
            ChatKitClient(servers[0].url, user_id="ann") as one,
            ChatKitClient(servers[1].url, user_id="ann") as two,
        ):
            chats = [await one.chat().send(f"thread{number}") for number in range(20)]
            results = await asyncio.gather(
                *(
                    _send(random.choice((one, two)), chat.thread_id, f"{number}.{place}")
                    for number, chat in enumerate(chats)
                    for place in range(10)
                )
            )
            accepted = [text for text, was_accepted in results if was_accepted]
            for chat in chats:
                await chat.load(chat.thread_id)
    said = [item["content"][0]["text"] for chat in chats for item in chat.user_messages]
    assert Counter(said) == Counter([f"thread{number}" for number in range(20)] + accepted)
    assert len(accepted) >= 20, "at least one message a thread gets through"
    answers: dict[str, list[Exchange]] = {}
    for exchange in sorted(model.exchanges, key=lambda one: one.started_at):
        first = next(entry.text for entry in exchange.request.conversation if entry.kind == "user")
        answers.setdefault(first, []).append(exchange)
    assert len(answers) == len(chats)
    for exchanges in answers.values():
        for before, after in pairwise(exchanges):
            assert before.ended_at is not None
            assert before.ended_at <= after.started_at, "the model never writes two answers of a thread at once"
    for chat in chats:
        kinds = [item["type"] for item in chat.items]
        assert kinds == ["user_message", "assistant_message"] * (len(kinds) // 2)
        for question, reply in zip(chat.items[::2], chat.items[1::2], strict=True):
            assert reply["content"][0]["text"] == f"Answer to {question['content'][0]['text']}."
    rows = await query(
        database,
        "SELECT a.id FROM pp_turns a JOIN pp_turns b ON a.thread_id = b.thread_id AND a.id < b.id"
        " AND a.started_at < b.finished_at AND b.started_at < a.finished_at",
    )
    assert rows == [], "no two turns of a thread overlap"


async def _send(client: ChatKitClient, thread_id: str, text: str) -> tuple[str, bool]:
    try:
        events = await client.events(requests.add_user_message(thread_id, text))
    except HttpFailure as refused:
        if refused.status != 409:
            raise
        return text, False
    assert [event for event in events if event["type"] == "error"] == []
    return text, True


# Deploys


@pytest.mark.parametrize("drain_s", ["3", "20"])
async def test_a_deploy_ends_every_stream_well_and_loses_nothing(database, tmp_path, nursery, drain_s):
    long = drain_s == "3"
    script = Turn.of(" ".join(f"word{number}" for number in range(60)), delay_s=0.2 if long else 0.03)
    with OpenAIServer(lambda _: script) as model:
        environ = environment_for(database, tmp_path, model=model, PP_GROUNDING="off", PP_DRAIN_S=drain_s)
        process = await asyncio.to_thread(nursery.start, environ)
        async with ChatKitClient(process.url, user_id="ann") as client:
            chats = [client.chat() for _ in range(20)]
            ready = asyncio.Barrier(21)

            async def listen(number: int) -> None:
                async with chats[number].sending(f"question {number}") as stream:
                    await stream.until(DELTA)
                    await ready.wait()
                    await stream.rest()

            listening = [asyncio.create_task(listen(number)) for number in range(20)]
            await ready.wait()
            began = time.monotonic()
            os.kill(process.pid, signal.SIGTERM)
            await _assert_draining(client)
            await asyncio.gather(*listening)
            status = await asyncio.to_thread(process.wait)
            took = time.monotonic() - began
    assert status == 0
    assert took < float(drain_s) + 60
    outcomes = {row["thread_id"]: row["outcome"] for row in await turn_rows(database)}
    for chat in chats:
        items = await stored(database, chat.thread_id)
        assert items[0]["content"][0]["text"].startswith("question")
        if long:
            assert outcomes[chat.thread_id] == "interrupted"
            assert chat.error is not None
            assert chat.error["allow_retry"]
            assert "restarting" in chat.error["message"]
            assert items[-1]["task"]["title"].startswith("Interrupted")
        else:
            assert outcomes[chat.thread_id] == "answered"
            assert chat.error is None
        said = [item["content"][0]["text"] for item in items if item["type"] == "assistant_message"]
        assert said == chat.texts, "what was shown is what is kept"


async def _assert_draining(client: ChatKitClient) -> None:
    """Readiness says no, liveness yes, and a new question is refused in words that a client tries again."""
    for _ in range(200):
        ready = await client.http.get("/health/ready")
        if ready.status_code == 503:
            break
        await asyncio.sleep(0.01)
    assert ready.status_code == 503
    assert ready.json()["draining"] is True
    assert (await client.http.get("/health")).status_code == 200
    with pytest.raises(HttpFailure) as refused:
        await client.events(requests.create("too late"))
    assert refused.value.status == 503
    assert "restarting" in str(refused.value.message)
