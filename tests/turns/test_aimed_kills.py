"""kill -9 at the moments that hurt most: when an answer was just shown as done, and just before a stream ends.

TURNS_AIMED_KILLS=200 kills two hundred servers so, the gate a few. After each kill the same request is sent to two
servers, until it is answered: it must be stored once, and what was seen as done must still be there. What is sent after
another copy was read whole is a new question: a copy that was refused (409, 503) may be sent as late as that.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure, StreamBroken
from tests.support.forked_server import ForkedServer, ServerNursery
from tests.support.running_server import environment_for
from tests.support.turns import query

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("TURNS_AIMED_KILLS", "4"))
AT_ONCE = 4
MOMENTS = ("accepted", "said something", "shown as done", "shown as done", "at the end")
PATIENCE_S = 90.0


@dataclass
class Victim:
    """One user whose server is killed at a moment of their request."""

    number: int
    kind: str
    moment: str
    user: str = ""
    thread_id: str = ""
    text: str = ""
    done: dict[str, str] = field(default_factory=dict)
    """What was seen as done: id and text of each answer."""
    whole: bool = False
    """The stream came to its end."""
    answered: list[tuple[float, float]] = field(default_factory=list)
    """When each of the requests that were sent again, and answered, began and ended."""

    @property
    def is_new(self) -> bool:
        """Whether one of them was sent after another had its whole answer: the same words are a new question then."""
        return any(begun > ended for begun, _ in self.answered for _, ended in self.answered)

    @property
    def body(self) -> dict[str, Any]:
        if self.kind == "create":
            return requests.create(self.text)
        return requests.add_user_message(self.thread_id, self.text)


def answer(request: ModelRequest) -> Turn:
    """Long enough for a checkpoint in its middle where it is to be killed, in a moment otherwise."""
    slow = request.user_text.startswith("slow")
    return Turn.of(" ".join(f"word{number}" for number in range(30)), delay_s=0.05 if slow else 0)


async def test_what_was_seen_as_done_is_kept_and_what_is_sent_again_is_stored_once(database, tmp_path, nursery):
    seed = int(os.environ.get("TURNS_SEED", "0")) or random.randrange(1, 2**31)
    print(f"\nTURNS_SEED={seed}")
    chance = random.Random(seed)
    count: Counter[str] = Counter()
    with OpenAIServer(answer) as model:
        environ = environment_for(database, tmp_path, model=model)
        survivors = [await asyncio.to_thread(nursery.start, environ) for _ in range(2)]
        numbers = iter(range(KILLS))
        while batch := [number for _, number in zip(range(AT_ONCE), numbers, strict=False)]:
            victims = [Victim(n, chance.choice(("create", "message")), chance.choice(MOMENTS)) for n in batch]
            await asyncio.gather(*(_one(victim, nursery, environ, survivors, chance.random()) for victim in victims))
            for victim in victims:
                await _check(database, victim)
                count[f"{victim.kind}, {victim.moment}"] += 1
                count["seen as done"] += len(victim.done)
                count["killed"] += 1
        await asyncio.sleep(1)
        assert await query(database, "SELECT id FROM pp_turns WHERE state IN ('running', 'stopping')") == []
    print(dict(count))
    assert count["killed"] == KILLS


async def _one(
    victim: Victim, nursery: ServerNursery, environ: dict[str, str], survivors: list[ForkedServer], chance: float
) -> None:
    server = await asyncio.to_thread(nursery.start, environ)
    victim.user, victim.text = f"user{victim.number}", f"slow question {victim.number}"
    async with ChatKitClient(server.url, user_id=victim.user, timeout_s=PATIENCE_S) as client:
        if victim.kind == "message":
            victim.thread_id = (await client.chat().send("before")).thread_id
        await _until_the_moment(client, victim, server, chance)
    if not victim.whole:
        await asyncio.gather(*(_send_again(victim, survivor) for survivor in survivors))


async def _until_the_moment(client: ChatKitClient, victim: Victim, server: ForkedServer, chance: float) -> None:
    """Read until the moment has come, kill the server, and read what has still arrived."""
    killing: asyncio.Future[int] | None = None
    try:
        async with client.stream(victim.body) as stream:
            async for event in stream:
                if event["type"] == "thread.created":
                    victim.thread_id = event["thread"]["id"]
                _note_done(victim, event)
                if killing is None and _has_come(victim.moment, event):
                    await asyncio.sleep(chance * 0.02)
                    killing = asyncio.ensure_future(asyncio.to_thread(server.kill))
            victim.whole = stream.ended
    except (StreamBroken, httpx2.TransportError):
        pass
    await (killing or asyncio.to_thread(server.kill))


def _has_come(moment: str, event: dict[str, Any]) -> bool:
    match moment:
        case "accepted":
            return True
        case "said something":
            return bool(event["type"] == "thread.item.updated" and "word5" in str(event))
        case "shown as done":
            return bool(event["type"] == "thread.item.done" and event["item"]["type"] == "assistant_message")
        case _:
            return bool(event["type"] == "thread.item.updated" and "word29" in str(event))


def _note_done(victim: Victim, event: dict[str, Any]) -> None:
    if event["type"] == "thread.item.done" and event["item"]["type"] == "assistant_message":
        victim.done[event["item"]["id"]] = event["item"]["content"][0]["text"]


async def _send_again(victim: Victim, survivor: ForkedServer) -> None:
    """As a client does that has lost its connection: the same body, until an answer came to its end."""
    async with (
        asyncio.timeout(PATIENCE_S),
        ChatKitClient(survivor.url, user_id=victim.user, timeout_s=PATIENCE_S) as client,
    ):
        while True:
            begun = time.monotonic()
            try:
                async with client.stream(victim.body) as stream:
                    events = await stream.rest()
            except HttpFailure as refused:
                if refused.status not in (409, 503):
                    raise
                await asyncio.sleep(0.2)
                continue
            for event in events:
                _note_done(victim, event)
            if not any(event["type"] == "error" for event in events):
                victim.answered.append((begun, time.monotonic()))
                return


async def _check(database: str, victim: Victim) -> None:
    asked = await query(
        database,
        "SELECT thread_id FROM chatkit_thread_items WHERE type = 'user_message' AND data LIKE '%\"' || $1 || '\"%'",
        victim.text,
    )
    assert len(asked) == 1 or (victim.is_new and len(asked) == 2), f"{victim} is stored {len(asked)} times"
    if victim.thread_id:
        assert victim.thread_id in [one["thread_id"] for one in asked]
    for item_id, text in victim.done.items():
        kept = await query(database, "SELECT data FROM chatkit_thread_items WHERE id = $1", item_id)
        assert len(kept) == 1, f"{victim}: {item_id} was seen as done and is gone"
        assert f'"{text}"' in kept[0]["data"], f"{victim}: what was seen as done has changed: {kept[0]['data']}"
