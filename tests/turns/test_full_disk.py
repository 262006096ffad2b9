"""A disk that is full under the database: refused in words, the running answer is kept, and all goes on by itself.

The disk is a small file system in memory, mounted for the test.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support import databases
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.small_disk import mounted
from tests.support.turns import ended, stored

DISK = "240m"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 "
MOST_SENT = 400
WORDS = ("can be read but not written", "cannot be reached")
MIB = 1024 * 1024


@dataclass
class Disk:
    """A folder on a disk of its own."""

    folder: Path

    def fill(self) -> None:
        """Leave no byte."""
        with (self.folder / "filler").open("ab", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(b"\0" * MIB)
        with (self.folder / "filler").open("ab", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(b"\0" * 512)

    def free(self) -> None:
        """As it was."""
        (self.folder / "filler").unlink()


@pytest.fixture
def disk() -> Iterator[Disk]:
    with mounted(DISK) as folder:
        yield Disk(folder)


def script(request: ModelRequest) -> Turn:
    """Thirty words, one every fifth of a second; all but "long" is answered at once."""
    if request.user_text != "long":
        return Turn.of("Short.")
    return Turn.of(" ".join(f"word{number}" for number in range(30)), delay_s=0.2)


def long_text(chance: random.Random) -> str:
    """A message that does not compress."""
    return "".join(chance.choices(LETTERS, k=30_000))


@pytest.mark.mount
async def test_a_full_disk_is_said_in_words_and_nothing_that_was_accepted_is_lost(disk, tmp_path):
    chance = random.Random(12)
    with databases.server(disk.folder / "postgres") as admin, OpenAIServer(script) as model:
        async with databases.fresh(admin, await databases.schema_template(admin)) as database:
            settings = settings_for(database, tmp_path, model=model, PP_GROUNDING="off")
            with RunningServer(settings) as server:
                async with ChatKitClient(server.url, user_id="ann", timeout_s=60) as client:
                    chat = client.chat()
                    accepted: list[Any] = []
                    refused: list[Any] = []
                    async with chat.sending("long") as stream:
                        await stream.until_said("word1 ")
                        disk.fill()
                        while not refused and len(accepted) < MOST_SENT:
                            text = long_text(chance)
                            answer = await client.http.post("/chatkit", json=requests.create(text))
                            (accepted if answer.status_code == 200 else refused).append(answer)
                            assert answer.status_code in (200, 503)
                        assert refused, "the disk is full and everything was taken"
                        assert any(word in refused[0].json()["message"] for word in WORDS)
                        assert int(refused[0].headers["retry-after"]) > 0
                        await stream.rest()
                    assert "word29" in chat.text
                    assert chat.error is None or any(word in chat.error["message"] for word in WORDS)
                    disk.free()
                    async with asyncio.timeout(90):
                        while (await client.http.get("/health/ready")).status_code != 200:  # noqa: ASYNC110 - over HTTP
                            await asyncio.sleep(0.2)
                        await ended(database, chat.thread_id)
                    items = await stored(database, chat.thread_id)
                    # What the client was told had failed may end with a line that says so.
                    texts = [one["content"][0]["text"] for one in items if one["type"] != "task"]
                    assert texts == ["long", chat.text]
                    threads = (await client.call(requests.list_threads(100)))["data"]
                    assert len(threads) >= min(100, len(accepted) + 1)
                    again = await client.chat().send("hello")
                    assert (again.text, again.error) == ("Short.", None)
