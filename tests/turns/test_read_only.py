"""A database that can be read and not written, as after a failover to a standby: said in words, and nothing is lost."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import asyncpg

from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.databases import named
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import ended, stored

REQUESTS = 40


async def set_read_only(database: str, on: bool) -> None:
    """For every session from now on; those there are end, as they do when a server fails over."""
    name = urlsplit(database).path.strip("/")
    admin = await asyncpg.connect(named(database, "postgres"))
    try:
        await admin.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {'on' if on else 'off'}")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
    finally:
        await admin.close()


def script(request: ModelRequest) -> Turn:
    """Forty words, one every fifth of a second; "short" is answered at once."""
    if request.user_text == "short":
        return Turn.of("Short.")
    return Turn.of(" ".join(f"word{number}" for number in range(15)), delay_s=0.2)


async def test_it_is_said_in_words_and_what_was_said_is_kept_until_it_can_be_stored(database, tmp_path):
    with (
        OpenAIServer(script) as model,
        RunningServer(settings_for(database, tmp_path, model=model, PP_GROUNDING="off")) as server,
    ):
        async with ChatKitClient(server.url, user_id="ann", timeout_s=60) as client:
            idle = await client.chat().send("short")
            chat = client.chat()
            async with chat.sending("long") as stream:
                await stream.until_said("word1 ")
                await set_read_only(database, True)
                body = requests.add_user_message(idle.thread_id, "hello?")
                answers = [await client.http.post("/chatkit", json=body) for _ in range(REQUESTS)]
                ready = await client.http.get("/health/ready")
                await stream.rest()
            assert (ready.status_code, ready.json()["database"]) == (503, "read-only")
            assert {answer.status_code for answer in answers} == {503}
            assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
            assert {answer.json()["message"] for answer in answers[3:]} == {
                "The conversation store can be read but not written right now. Please try again in a moment."
            }
            assert chat.error is not None
            assert "can be read but not written" in chat.error["message"]
            assert "word14" in chat.text
            await set_read_only(database, False)
            await ended(database, chat.thread_id)
            texts = [one["content"][0]["text"] for one in await stored(database, chat.thread_id) if "content" in one]
            assert texts == ["long", chat.text]
            async with asyncio.timeout(30):
                while (await client.http.get("/health/ready")).status_code != 200:  # noqa: ASYNC110 - over HTTP
                    await asyncio.sleep(0.1)
            await idle.send("short")
            assert idle.error is None
    told = [line for line in server.log if line["message"].startswith(("refused", "not ready", "leases", "dead turns"))]
    assert 0 < len(told) < 10
