"""Which model answers: the default, or one that the user's tier may ask for, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.rows import all_rows
from tests.support.running_server import RunningServer, settings_for

COUNTERS = ("pp_rates", "pp_usage", "pp_usage_events", "pp_spend")


@pytest.fixture
async def model() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer(lambda _: Turn.of("Hello.")) as server:
        yield server


@pytest.fixture
async def url(database: str, tmp_path: Path, model: OpenAIServer) -> AsyncIterator[str]:
    settings = settings_for(
        database, tmp_path, model=model, PP_MODEL="plain", PP_MODELS_PRO="larger", PP_MODELS_ELITE="larger,largest"
    )
    with RunningServer(settings) as server:
        yield server.url


def client_of(url: str, tier: str) -> ChatKitClient:
    return ChatKitClient(url, user_id="ann", headers={"X-User-Tier": tier})


@pytest.mark.parametrize(
    ("tier", "asked", "answers"),
    [
        ("free", None, "plain"),
        ("free", "plain", "plain"),
        ("pro", "larger", "larger"),
        ("elite", "largest", "largest"),
        ("elite", None, "plain"),
    ],
)
async def test_a_model_of_the_tier_is_the_one_that_answers(
    url: str, model: OpenAIServer, tier: str, asked: str | None, answers: str
) -> None:
    async with client_of(url, tier) as client:
        chat = await client.chat().send("Hi", **({} if asked is None else {"model": asked}))
    assert chat.text == "Hello."
    assert [exchange.request.model for exchange in model.exchanges] == [answers]


@pytest.mark.parametrize(
    ("tier", "options"),
    [
        ("free", {"model": "larger"}),
        ("other", {"model": "larger"}),
        ("pro", {"model": "largest"}),
        ("elite", {"model": "gpt-99"}),
        ("elite", {"model": ""}),
        ("elite", {"tool": "delete_everything"}),
    ],
    ids=str,
)
async def test_what_the_tier_does_not_offer_is_refused_before_anything_is_stored_or_asked(
    database: str, url: str, model: OpenAIServer, tier: str, options: dict[str, str]
) -> None:
    async with client_of(url, tier) as client:
        chat = await client.chat().send("Hi")
        before = await all_rows(database)
        for body in (requests.create("Hi", **options), requests.add_user_message(chat.thread_id, "Hi", **options)):
            with pytest.raises(HttpFailure) as refusal:
                await client.send(body)
            assert (refusal.value.status, refusal.value.code) == (400, "bad_input")
            assert "not offered" in str(refusal.value.message)
        after = await all_rows(database)
    assert {name: rows for name, rows in after.items() if name not in COUNTERS} == {
        name: rows for name, rows in before.items() if name not in COUNTERS
    }
    assert len(model.exchanges) == 1


async def test_whoever_has_left_the_tier_is_answered_again_by_the_default(url: str, model: OpenAIServer) -> None:
    async with client_of(url, "pro") as client:
        chat = await client.chat().send("Hi", model="larger")
    async with client_of(url, "free") as client:
        page = await client.chat().load(chat.thread_id)
        await page.retry()
    assert [exchange.request.model for exchange in model.exchanges] == ["larger", "plain"]
