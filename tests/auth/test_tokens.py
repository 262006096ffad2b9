"""Every token that must not be believed, on every route that asks who calls, in every way of signing in: over sockets.

What one token is worth is in test_auth.py and test_supabase.py; here it is what a caller sees.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest

from app import services_for
from professor_lock.secret_strength import new_secret
from professor_lock.timings import SignInTimings, Timings
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.supabase_auth import API_KEY, FakeSupabaseAuth
from tests.fakes.web import Reply
from tests.support import chatkit_requests as requests
from tests.support.forgeries import FORGERIES, OWN_FORGERIES, UNASKED, USER, own_token
from tests.support.running_server import RunningServer, lasting_database, settings_for

SECRET = new_secret()
OLDER_SECRET = new_secret()
SERVER_KEY = new_secret()
MODES = ("session", "supabase", "headers in production")
ROUTES = ("/chatkit", "/chatkit/threads/thr_1/stop", "/api/chatkit/session")


@dataclass
class Site:
    """A running server, and the Supabase project it asks."""

    server: RunningServer
    project: FakeSupabaseAuth

    def client(self, token: str | None = None, **headers: str) -> httpx2.AsyncClient:
        """A caller with this token and these headers."""
        # httpx takes only ASCII in a text; a server has to live with any byte.
        bearer = [(b"Authorization", b"Bearer " + token.encode())] if token is not None else []
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        return httpx2.AsyncClient(base_url=self.server.url, headers=[*bearer, *named], timeout=20, trust_env=False)


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[str]:
    with lasting_database(postgres) as dsn:
        yield dsn


@pytest.fixture(scope="module", params=MODES)
def site(request: pytest.FixtureRequest, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server a mode, each with Supabase, a backend's key and yesterday's secret."""
    with running_site(request.param, database, tmp_path_factory.mktemp("data"), Timings()) as site:
        yield site


@pytest.fixture(params=MODES)
def eager_site(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[Site]:
    """The same, a server of the test's own that looks again at once: for unknown key ids, for a table of profiles."""
    timings = Timings(sign_in=SignInTimings(refetch_every_s=0.0, no_profiles_s=0.0))
    with running_site(request.param, database, tmp_path, timings) as site:
        yield site


@contextmanager
def running_site(mode: str, database: str, data_dir: Path, timings: Timings) -> Iterator[Site]:
    production = {
        "PP_ENV": "production",
        "PP_ALLOWED_ORIGINS": "https://app.example.com",
        "PP_MINTS_PER_MINUTE": "100000",
        "PP_LIMITS_FREE": "none",
        "PP_LIMITS_PRO": "none",
    }
    with FakeSupabaseAuth() as project, OpenAIServer(lambda _: Turn.of("Hello.")) as model:
        variables: dict[str, Any] = {
            "PP_AUTH": mode.split(maxsplit=1)[0],
            "PP_SESSION_SECRET": SECRET,
            "PP_SESSION_SECRET_PREVIOUS": OLDER_SECRET,
            "PP_SERVER_KEY": SERVER_KEY,
            "SUPABASE_URL": project.url,
            "SUPABASE_SERVICE_ROLE_KEY": API_KEY,
        } | (production if "production" in mode else {})
        settings = settings_for(database, data_dir, model=model, **variables)
        with RunningServer(settings, partial(services_for, timings=timings)) as server:
            yield Site(server, project)


def body_for(route: str) -> dict[str, object]:
    return {"user_id": "ann"} if route.startswith("/api") else dict(requests.list_threads())


def assert_refused(answer: httpx2.Response, *secrets: str) -> None:
    """401 in the one shape of errors, with nothing in it that helps a forger."""
    assert answer.status_code == 401, answer.text
    body = answer.json()
    assert set(body) == {"message", "code", "request_id"}
    assert body["code"] == "not_signed_in"
    assert answer.headers["www-authenticate"] == "Bearer"
    for told in ("Traceback", "jwt", "kid", "signature", "decode", SECRET, OLDER_SECRET, SERVER_KEY, API_KEY, *secrets):
        assert told.lower() not in answer.text.lower(), told


@pytest.mark.parametrize("name", FORGERIES)
async def test_a_supabase_token_that_is_not_whole_opens_nothing(site: Site, name: str) -> None:
    async with site.client(site.project.token(USER)) as whole:  # so that the project's keys are known
        await whole.post("/api/chatkit/session", json={})
    asked = len(site.project.requests)
    token = FORGERIES[name](site.project)
    async with site.client(token) as caller:
        for route in ROUTES:
            assert_refused(await caller.post(route, json=body_for(route)), token)
    if name in UNASKED:
        assert len(site.project.requests) == asked, "a forgery that shows must not cost Supabase a request"


@pytest.mark.parametrize("name", OWN_FORGERIES)
async def test_a_client_secret_that_is_not_whole_opens_nothing(site: Site, name: str) -> None:
    async with site.client(OWN_FORGERIES[name](SECRET)) as caller:
        for route in ROUTES:
            assert_refused(await caller.post(route, json=body_for(route)))


async def test_the_secrets_of_these_tests_open_everything_when_nothing_is_wrong_with_them(site: Site) -> None:
    for token in (own_token(SECRET), own_token(OLDER_SECRET)):
        async with site.client(token) as caller:
            assert (await caller.post("/chatkit", json=requests.list_threads())).status_code == 200


@pytest.mark.parametrize("route", ROUTES)
async def test_without_a_token_nobody_is_somebody(site: Site, route: str) -> None:
    async with site.client() as caller:
        answer = await caller.post(route, json=body_for(route))
    if site.server.parts.settings.auth == "headers" and not route.startswith("/api"):
        assert answer.status_code in (200, 404), "where headers are believed, no header is a guest with nothing"
    else:
        assert_refused(answer)


async def test_a_supabase_token_is_traded_for_a_secret_of_its_own_user(site: Site) -> None:
    async with site.client(site.project.token(USER)) as caller:
        # What the body says of the user is the caller's word only.
        minted = await caller.post("/api/chatkit/session", json={"user_id": "somebody else", "tier": "elite"})
    assert minted.status_code == 200
    assert minted.json()["user"] == {"id": USER, "tier": "free", "email": f"{USER[:8]}@example.com"}
    async with site.client(minted.json()["client_secret"]) as caller:
        assert (await caller.post("/chatkit", json=requests.list_threads())).status_code == 200


async def test_a_supabase_token_is_taken_as_it_is_except_where_only_secrets_are(site: Site) -> None:
    async with site.client(site.project.token(USER)) as caller:
        answer = await caller.post("/chatkit", json=requests.list_threads())
    if site.server.parts.settings.auth == "session":
        assert_refused(answer)
    else:
        assert answer.status_code == 200


async def test_a_user_header_may_only_agree_with_the_token(site: Site) -> None:
    mine = own_token(SECRET)
    for route in ROUTES[:2]:
        async with site.client(mine, X_User_Id="somebody else") as caller:
            assert_refused(await caller.post(route, json=body_for(route)))
    async with site.client(site.project.token(USER), X_User_Id="somebody else") as caller:
        assert_refused(await caller.post("/api/chatkit/session", json={}))
    async with site.client(mine, X_User_Id=USER, X_User_Tier="elite") as caller:
        assert (await caller.post("/chatkit", json=requests.list_threads())).status_code == 200


async def test_one_who_has_not_signed_up_has_their_own_data_and_the_free_tier(site: Site) -> None:
    nobody = str(uuid.uuid4())
    async with site.client(site.project.token(nobody, is_anonymous=True, email=None)) as caller:
        minted = (await caller.post("/api/chatkit/session", json={})).json()
    assert minted["user"] == {"id": nobody, "tier": "free", "email": None}


async def test_the_backends_key_names_anybody_and_is_nobody_itself(site: Site) -> None:
    async with site.client(SERVER_KEY) as backend:
        minted = await backend.post("/api/chatkit/session", json={"user_id": "ann", "tier": "pro"})
        assert minted.json()["user"] == {"id": "ann", "tier": "pro", "email": None}
        assert (await backend.post("/api/chatkit/session", json={})).status_code == 400
        assert_refused(await backend.post("/chatkit", json=requests.list_threads()))
    async with site.client(SERVER_KEY + "x") as stranger:
        assert_refused(await stranger.post("/api/chatkit/session", json={"user_id": "ann"}))


async def test_production_tells_browsers_to_come_by_tls_alone(site: Site) -> None:
    async with site.client() as caller:
        answers = [await caller.get("/health"), await caller.post("/chatkit", json={})]
    for answer in answers:
        assert ("strict-transport-security" in answer.headers) == site.server.parts.settings.production


async def test_the_profiles_tier_wins_over_what_the_backend_says(database: str, eager_site: Site) -> None:
    site = eager_site
    user_id = str(uuid.uuid4())
    connection = await asyncpg.connect(database)
    await connection.execute("CREATE TABLE IF NOT EXISTS profiles (id uuid PRIMARY KEY, subscription_tier text)")
    await connection.execute("INSERT INTO profiles VALUES ($1, 'Elite')", uuid.UUID(user_id))
    await connection.close()
    async with site.client(SERVER_KEY) as backend:
        minted = await backend.post("/api/chatkit/session", json={"user_id": user_id, "tier": "free"})
    assert minted.json()["user"]["tier"] == "elite"
    async with site.client(site.project.token(user_id)) as caller:
        assert (await caller.post("/api/chatkit/session", json={})).json()["user"]["tier"] == "elite"


async def test_an_outage_of_the_keys_keeps_known_ones_going_and_everybody_else_waiting_shortly(
    eager_site: Site,
) -> None:
    site = eager_site
    known = site.project.token(USER)
    async with site.client(known) as caller:
        assert (await caller.post("/api/chatkit/session", json={})).status_code == 200
        unknown = site.project.token(USER, key_id=site.project.add_key())
        site.project.always(Reply(hang=True))
        try:
            async with site.client(unknown) as other:
                began = time.monotonic()
                waiting = asyncio.create_task(other.post("/api/chatkit/session", json={}))
                await asyncio.sleep(0.3)
                assert (await caller.get("/health")).status_code == 200
                assert (await caller.post("/api/chatkit/session", json={})).status_code == 200
                assert not waiting.done(), "the others were answered while this one still waited"
                answer = await waiting
                waited = time.monotonic() - began
        finally:
            site.project.always(None)
        assert answer.status_code in (401, 503)
        assert answer.json()["message"]
        assert waited < 30, "the budget for an unknown key, and what a busy machine adds"
        async with site.client(unknown) as other:
            assert (await other.post("/api/chatkit/session", json={})).status_code == 200, "it recovers by itself"


async def test_headers_in_production_are_said_loudly(site: Site) -> None:
    warned = [line for line in site.server.log if line["level"] == "warn" and "PP_AUTH=headers" in line["message"]]
    async with site.client() as caller:
        ready = (await caller.get("/health/ready")).json()
    if site.server.parts.settings.auth == "headers":
        assert len(warned) == 1
        assert ready["auth"] == "headers"
        assert any("PP_AUTH=headers" in warning for warning in ready["warnings"])
    else:
        assert warned == []
        assert ready["warnings"] == []


async def test_no_token_ever_reaches_the_log(site: Site) -> None:
    tokens = [own_token(SECRET), site.project.token(USER), FORGERIES["an unknown key"](site.project)]
    for token in tokens:
        async with site.client(token) as caller:
            for route in ROUTES:
                await caller.post(route, json=body_for(route))
    logged = json.dumps(site.server.log)
    for secret in (*tokens, *(token.rpartition(".")[2] for token in tokens), SECRET, OLDER_SECRET, SERVER_KEY, API_KEY):
        assert secret not in logged
