"""Two servers with HAProxy before them, PgBouncer, Postgres, its standby and a broker behind them; each is killed.

Twenty pages ask one thing after another, so that all the time twenty answers are open; meanwhile every engine and both
servers are killed, in any order, and started again. ENGINES_ROUNDS says how many times each; a round takes half a
minute, so that the gate leaves this out.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from professor_lock.db.schema import apply_schema
from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient, HttpFailure, StreamBroken
from tests.support.chatkit_state import text_of
from tests.support.databases import fast_folder
from tests.support.engines import Engine, HaProxy, PgBouncer
from tests.support.forked_server import ForkedServer, ServerNursery
from tests.support.free_port import free_port
from tests.support.metrics import samples, total
from tests.support.nats_server import NatsServer, until
from tests.support.running_server import environment_for
from tests.support.streaming_standby import Replicated, replicated
from tests.support.turns import RESUME, query

pytestmark = [pytest.mark.long, pytest.mark.engines]

ROUNDS = int(os.environ.get("ENGINES_ROUNDS", "1"))
PAGES = 20
WORDS = " ".join(f"word{number}" for number in range(40))
WORD_S = 0.08
PATIENCE_S = 120.0
EVENTS_BETWEEN = 150
"""So much is shown between two kills."""
AWAY_S = 0.4
"""For so long an engine is gone."""
REFUSALS = {409, 503}


def answer(_: ModelRequest) -> Turn:
    return Turn.of(WORDS, delay_s=WORD_S)


class Site:
    """All of it, and how to kill each part."""

    def __init__(self, home: Path, folder: Path, nursery: ServerNursery, model: OpenAIServer) -> None:
        self.stack = ExitStack()
        self.nursery = nursery
        self.postgres: Replicated = self.stack.enter_context(replicated(home))
        asyncio.run(apply_schema(self.postgres.primary))
        self.broker: NatsServer = self.stack.enter_context(NatsServer())
        self.pooler: PgBouncer = self.stack.enter_context(PgBouncer(home, self.postgres.primary))
        self.environ = environment_for(
            self.pooler.dsn,
            folder,
            model=model,
            DATABASE_READ_URL=self.postgres.standby,
            PP_BROKER_URL=self.broker.url,
            PP_SESSION_SECRET="s" * 48,
            PP_GROUNDING="off",
        )
        self.ports = [free_port() for _ in range(2)]
        self.servers: list[ForkedServer] = [nursery.start(self.environ, port) for port in self.ports]
        self.balancer: HaProxy = self.stack.enter_context(HaProxy(home, self.ports))

    async def kill(self, part: str) -> None:
        """Kill it and, a moment later, start it again."""
        match part:
            case "balancer" | "pooler" | "broker":
                engines: dict[str, Engine | NatsServer] = {
                    "balancer": self.balancer,
                    "pooler": self.pooler,
                    "broker": self.broker,
                }
                engine = engines[part]
                await asyncio.to_thread(engine.kill)
                await asyncio.sleep(AWAY_S)
                await asyncio.to_thread(engine.start)
            case "standby":
                await asyncio.to_thread(self.postgres.kill_standby)
                await asyncio.sleep(AWAY_S)
                await asyncio.to_thread(self.postgres.start_standby)
            case "primary":
                await asyncio.to_thread(self.postgres.kill_primary)
                await asyncio.sleep(AWAY_S)
                await asyncio.to_thread(self.postgres.start_primary)
            case _:
                place = int(part.removeprefix("server "))
                await asyncio.to_thread(self.servers[place].kill)
                self.servers[place] = await asyncio.to_thread(self.nursery.start, self.environ, self.ports[place])

    PARTS = ("balancer", "pooler", "broker", "standby", "primary", "server 0", "server 1")

    async def whole_again(self) -> None:
        """Until both servers have their broker back and read from the standby."""
        for server in self.servers:
            async with ChatKitClient(server.url, user_id="a look") as client, asyncio.timeout(PATIENCE_S):
                while True:
                    await client.call(requests.list_threads())
                    seen = samples((await client.http.get("/metrics")).text)
                    answered = total(seen, "professor_lock_standby_reads_total", outcome="answered")
                    if answered and total(seen, "professor_lock_broker_up") == 1:
                        break
                    await asyncio.sleep(0.1)


@dataclass
class Page:
    """One user's page. What it shows is held at each event to what the model says."""

    url: str
    user: str
    count: Counter[str]
    asked: list[str] = field(default_factory=list)

    async def ask_until(self, over: asyncio.Event) -> None:
        """One question after another; each is answered whole, however often it has to be asked again."""
        async with ChatKitClient(self.url, user_id=self.user, timeout_s=PATIENCE_S) as client:
            chat = client.chat()
            while not over.is_set():
                text = f"question {len(self.asked)} of {self.user}"
                self.asked.append(text)
                chat = await self._answered(client, chat, text)
                self.count["answers"] += 1

    async def _answered(self, client: ChatKitClient, chat: Chat, text: str) -> Chat:
        thread = None if chat.state.thread is None else chat.thread_id
        sent = requests.create(text) if thread is None else requests.add_user_message(thread, text)
        request = sent
        acknowledged = False
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    async with chat.streaming(request) as stream:
                        async for event in stream:
                            acknowledged = acknowledged or text in str(event)
                            self._hold(chat, text)
                    if chat.error is not None:
                        assert chat.error["allow_retry"], chat.error
                        self.count["ended with an error that can be tried again"] += 1
                        request = _retry(chat)
                        continue
                    if chat.text == WORDS:
                        return chat
                    self.count["had ended where nobody saw it"] += 1
                    request = _retry(chat)
                    continue
                except (StreamBroken, httpx2.TransportError):
                    self.count["streams broken off"] += 1
                except HttpFailure as refused:
                    self._note(refused, "refused")
                await asyncio.sleep(0.1)
                if not acknowledged:
                    request = sent  # as a page does that has not seen its message accepted
                    chat.state.drop_local()
                    continue
                chat = await self._loaded(client, chat.thread_id)
                assert [one["content"][0]["text"] for one in chat.user_messages] == self.asked
                request = requests.custom_action(chat.thread_id, None, RESUME)

    async def _loaded(self, client: ChatKitClient, thread_id: str) -> Chat:
        """The thread as it is now, once it can be read."""
        while True:
            try:
                return await client.chat().load(thread_id)
            except (StreamBroken, httpx2.TransportError):
                self.count["loads broken off"] += 1
            except HttpFailure as refused:
                self._note(refused, "loads refused")
            await asyncio.sleep(0.1)

    def _note(self, refused: HttpFailure, what: str) -> None:
        if refused.status not in REFUSALS:
            raise refused
        self.count[f"{what} {refused.status}"] += 1

    def _hold(self, chat: Chat, text: str) -> None:
        """What is shown of this answer is the beginning of what the model says: no word twice, none left out."""
        self.count["events"] += 1
        if chat.user_messages and chat.user_messages[-1]["content"][0]["text"] == text:
            assert WORDS.startswith(chat.text), f"{self.user} is shown {chat.text!r}"


def _retry(chat: Chat) -> requests.Body:
    """Ask for the newest message's answer again; what the page shows of the old one goes."""
    item_id = str(chat.user_messages[-1]["id"])
    place = next(number for number, item in enumerate(chat.items) if item["id"] == item_id)
    del chat.state.entries[place + 1 :]
    return requests.retry_after_item(chat.thread_id, item_id)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder that the accounts of Postgres and PgBouncer can reach."""
    folder = fast_folder() / f"professor-lock-engines-{tmp_path.stat().st_ino}"
    folder.mkdir(mode=0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


async def test_each_engine_is_killed_under_twenty_open_answers_and_nothing_is_lost_or_said_twice(
    home: Path, tmp_path: Path, nursery: ServerNursery
) -> None:
    seed = int(os.environ.get("TURNS_SEED", "0")) or random.randrange(1, 2**31)
    print(f"\nTURNS_SEED={seed}")
    chance = random.Random(seed)
    count: Counter[str] = Counter()
    async with OpenAIServer(answer) as model:
        site = await asyncio.to_thread(Site, home, tmp_path, nursery, model)
        try:
            over = asyncio.Event()
            pages = [Page(site.balancer.url, f"user{number}", count) for number in range(PAGES)]
            asking = [asyncio.create_task(page.ask_until(over)) for page in pages]
            for _ in range(ROUNDS):
                for part in chance.sample(Site.PARTS, len(Site.PARTS)):
                    await _more_shown(count, lambda: any(task.done() for task in asking))
                    count[f"open when {part} was killed"] += await _open(site)
                    await site.kill(part)
                    count["kills"] += 1
            over.set()
            await asyncio.gather(*asking)
            await site.whole_again()
            for page in pages:
                await _check(site, page)
            assert await _open(site) == 0
        finally:
            await asyncio.to_thread(site.stack.close)
    print(dict(sorted(count.items())))
    assert count["kills"] == ROUNDS * len(Site.PARTS)
    assert all(count[f"open when {part} was killed"] >= ROUNDS * PAGES // 2 for part in Site.PARTS)
    assert count["streams broken off"] >= ROUNDS * PAGES // 2, "the balancer breaks all that are there"


async def _more_shown(count: Counter[str], failed: Callable[[], bool]) -> None:
    """Until pages have been shown more, or one of them has failed."""
    enough = count["events"] + EVENTS_BETWEEN
    await until(lambda: count["events"] >= enough or failed(), PATIENCE_S)


async def _open(site: Site) -> int:
    running = "SELECT count(*) AS n FROM pp_turns WHERE state IN ('running', 'stopping')"
    return int((await query(site.postgres.primary, running))[0]["n"])


async def _check(site: Site, page: Page) -> None:
    """The one thread has every question once, each with its whole answer and nothing else that was said."""
    rows: list[Any] = await query(
        site.postgres.primary,
        "SELECT thread_id, data::json AS item FROM chatkit_thread_items WHERE user_id = $1 AND NOT hidden ORDER BY seq",
        page.user,
    )
    assert len({row["thread_id"] for row in rows}) == 1, f"{page.user} has a conversation twice"
    async with ChatKitClient(site.balancer.url, user_id=page.user) as client:
        chat = await client.chat().load(rows[0]["thread_id"])
    said = [text_of(item) for item in chat.items if item["type"] in ("user_message", "assistant_message")]
    assert said == [one for text in page.asked for one in (text, WORDS)]
