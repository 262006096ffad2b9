"""A whole evening of a production server, mishaps included, at its most talkative: its log tells nobody's secrets.

Every line of the process's output is read: what it says, and that a log collector can read it.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from professor_lock.secret_strength import new_secret
from tests.fakes.betting_script import PARLAY, TONIGHTS_ODDS, betting_script
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_script import RATE_LIMITED, HttpError, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.supabase_auth import API_KEY, LEGACY_SECRET, FakeSupabaseAuth
from tests.fakes.supabase_storage import API, FakeSupabaseStorage
from tests.fakes.web import Reply, Seen
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.files import fetched, uploaded
from tests.support.forgeries import FORGERIES, OWN_FORGERIES
from tests.support.running_server import ServeProcess, environment_for, lasting_database

SECRET = new_secret()
SERVER_KEY = new_secret()
MODEL_KEY = "sk-the-models-key-of-this-test"
ADMIN_TOKEN = new_secret()
DIARY = "my rent money is gone and nobody may know"
UNSAID = "the model breaks over this very sentence"
FILE_NAME = "what I owe to whom"
FILE_TEXT = "two thousand to my brother"
ANSWER = "Here is what I found"
PERSON = str(uuid.uuid4())
EMAIL = "ann.bettor@private.example"


class Project(FakeSupabaseAuth):
    """A project that keeps files, too."""

    def __init__(self) -> None:
        super().__init__()
        self.storage = FakeSupabaseStorage()

    def _respond(self, seen: Seen) -> Reply:
        return self.storage.answer(seen) if seen.path.startswith(API) else super()._respond(seen)


@dataclass
class Evening:
    """What was written, and what must not be in it."""

    lines: list[str]
    secrets: dict[str, str]


def answers(request: ModelRequest) -> Turn:
    """The guides' script, and a model that fails in three ways."""
    if UNSAID in request.user_text:
        return Turn((HttpError(400, "invalid_request_error", f"could not read: {UNSAID}"),))
    if "too busy" in request.user_text:
        return Turn((RATE_LIMITED,))
    return betting_script()(request)


@pytest.fixture(scope="module")
def evening(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder = tmp_path_factory.mktemp("data")
    with (
        lasting_database(postgres) as database,
        Project() as project,
        FakeOddsApi(shift_to_now=True) as odds,
        OpenAIServer(answers, strict=False) as model,
    ):
        process = ServeProcess(_environment(database, folder, project, odds, model))
        with process:
            secrets = asyncio.run(_spend(process.url, project, odds))
        assert process.lines
        password = database.partition("://")[2].partition("@")[0].partition(":")[2]
        yield Evening(process.lines, secrets | ({"the database's password": password} if len(password) > 3 else {}))


async def test_every_line_is_one_json_object_with_a_message_and_a_level(evening: Evening) -> None:
    for line in evening.lines:
        record = json.loads(line)
        assert isinstance(record["message"], str), line
        assert record["level"] in {"debug", "info", "warn", "error", "critical"}, line


async def test_the_evening_of_this_test_had_its_mishaps(evening: Evening) -> None:
    messages = [json.loads(line)["message"] for line in evening.lines]
    assert messages.count("access_denied") == 3, "one line for each foreign access"
    assert messages.count("request") >= 30
    assert any("model" in message or "turn" in message for message in messages)


async def test_a_line_about_a_refusal_names_the_request_and_the_person_by_hash(evening: Evening) -> None:
    records = [json.loads(line) for line in evening.lines]
    for record in records:
        if record["message"] == "access_denied":
            assert len(record["request_id"]) >= 8
            assert len(record["user"]) == 16
            assert PERSON not in json.dumps(record)


async def test_no_token_key_address_or_word_of_anybodys_is_in_the_log(evening: Evening) -> None:
    log = "\n".join(evening.lines)
    for what, secret in evening.secrets.items():
        assert secret not in log, what


async def test_no_signed_or_keyed_address_is_in_the_log(evening: Evening) -> None:
    log = "\n".join(evening.lines).lower()
    for mark in ("apikey=", "api_key=", "token=", "signature=", "bearer ", "x-amz-", "eyj"):
        assert mark not in log, mark


def _environment(
    database: str, folder: Path, project: FakeSupabaseAuth, odds: FakeOddsApi, model: OpenAIServer
) -> dict[str, str]:
    return environment_for(
        database,
        folder,
        model=model,
        odds=odds,
        PP_ENV="production",
        HOST="127.0.0.1",
        PP_AUTH="supabase",
        PP_LOG_LEVEL="debug",
        PP_SESSION_SECRET=SECRET,
        PP_SERVER_KEY=SERVER_KEY,
        PP_ADMIN_TOKEN=ADMIN_TOKEN,
        PP_ALLOWED_ORIGINS="https://app.example.com",
        OPENAI_API_KEY=MODEL_KEY,
        SUPABASE_URL=project.url,
        SUPABASE_SERVICE_ROLE_KEY=API_KEY,
    )


async def _spend(url: str, project: FakeSupabaseAuth, odds: FakeOddsApi) -> dict[str, str]:
    """The evening; what was secret in it, by what it was."""
    access = project.token(PERSON, email=EMAIL)
    legacy = project.legacy_token(PERSON, email=EMAIL)
    secrets = {
        "an access token": access,
        "a legacy access token": legacy,
        "an access token's signature": access.rpartition(".")[2],
        "an e-mail address": EMAIL,
        "a user's id": PERSON,
        "the signing secret": SECRET,
        "the backend's key": SERVER_KEY,
        "the model's key": MODEL_KEY,
        "the odds key": odds.key,
        "the admin's token": ADMIN_TOKEN,
        "Supabase's key": API_KEY,
        "Supabase's secret": LEGACY_SECRET,
        "what a user said": DIARY,
        "what a user said to a model that failed": UNSAID,
        "what the model said": ANSWER,
        "what a user asked": PARLAY,
        "the instructions": "You are Professor Lock",
    }
    async with httpx2.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        for token in (access, legacy):
            minted = await http.post("/api/chatkit/session", headers=_bearer(token), json={})
            assert minted.status_code == 200, minted.text
        secret = minted.json()["client_secret"]
        secrets |= {"a client secret": secret, "its signature": secret.rpartition(".")[2]}
        named = {"user_id": "ben", "email": "ben@private.example"}
        other = (await http.post("/api/chatkit/session", headers=_bearer(SERVER_KEY), json=named)).json()
        secrets |= {"another's address": "ben@private.example"}
        for forge in FORGERIES.values():
            await http.post("/chatkit", headers=[(b"authorization", b"Bearer " + forge(project).encode())], json={})
        for make in OWN_FORGERIES.values():
            await http.post("/chatkit", headers=_bearer(make(SECRET)), json=requests.list_threads())
        await http.post("/chatkit", headers=_bearer(secret), content=f'{{"type": "{DIARY}"'.encode())
        await http.post(
            "/chatkit", headers=_bearer(secret), json={"type": "threads.create", "params": {"input": DIARY}}
        )
        await http.get("/metrics", headers=_bearer(ADMIN_TOKEN))
        await http.get("/metrics", headers=_bearer("wrong"))
        await http.get("/health/ready")
        await http.get(f"/nothing?token={secret}")
    async with ChatKitClient(url, token=secret) as ann, ChatKitClient(url, token=other["client_secret"]) as ben:
        thread_id = await _talk(ann, odds)
        for body in (requests.get_thread(thread_id), requests.update_thread(thread_id, DIARY)):
            answer = await ben.http.post("/chatkit", json=body)
            assert answer.status_code == 404
        secrets |= await _attach(ann, ben)
    return secrets


async def _attach(ann: ChatKitClient, ben: ChatKitClient) -> dict[str, str]:
    """A file that is sent and looked at, and links that do not hold."""
    file = await uploaded(ann, f"{FILE_NAME}.txt", FILE_TEXT.encode(), "text/plain")
    picture = await uploaded(ann)
    chat = await ann.chat().send(DIARY, attachments=[file["id"], picture["id"]])
    [_, shown] = chat.items[0]["attachments"]
    assert (await fetched(shown["preview_url"])).status_code == 200
    await fetched(shown["preview_url"][:-2])
    with pytest.raises(HttpFailure):
        await ben.call(requests.delete_attachment(picture["id"]))
    links = {"an upload": file["upload_descriptor"]["url"], "a picture": shown["preview_url"]}
    tokens = {f"{what}'s link": link.partition("token=")[2] for what, link in links.items()}
    return tokens | {"a file's name": FILE_NAME, "a file's words": FILE_TEXT}


async def _talk(client: ChatKitClient, odds: FakeOddsApi) -> str:
    """Questions that go well and questions that do not."""
    chat = client.chat()
    for question in (DIARY, TONIGHTS_ODDS, PARLAY, f"Look: {UNSAID}", "Are you too busy?"):
        await chat.send(question)
    odds.always(Reply(500, b"down"))
    await client.chat().send("Show me odds for Lakers vs Warriors")
    async with client.chat().sending(DIARY) as stream:
        await stream.hang_up()
    return chat.thread_id


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
