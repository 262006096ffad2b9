"""The Next.js app with Supabase as its sign-in: who Supabase says it is, and nobody else."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Cookie, expect

from tests.browser.web_site import MovedClock, SharedApp, Site, Visitor, visitor
from tests.fakes.supabase_sign_in import PUBLISHABLE_KEY, FakeSupabaseSignIn
from tests.fakes.web import Reply
from tests.support.free_port import free_port

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.usefixtures("web_app")]

EMAIL, PASSWORD = "cleo@example.com", "correct horse battery staple"
QUESTION = "Show me odds for Lakers vs Warriors"
BOARD = "NBA odds: Warriors @ Lakers"  # the card's title


@pytest.fixture(scope="module")
def project_port() -> int:
    """Where the project listens, whichever test's it is: the app is told at its start."""
    return free_port()


@pytest.fixture(scope="module")
def app(web_app: Path, project_port: int) -> Iterator[SharedApp]:
    """The app with that project. The development sign-in is asked for, too, and must not be had."""
    address = f"http://127.0.0.1:{project_port}"
    with SharedApp.running(
        NEXT_PUBLIC_SUPABASE_URL=address, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY=PUBLISHABLE_KEY
    ) as app:
        yield app


@pytest.fixture
def supabase(project_port: int) -> Iterator[FakeSupabaseSignIn]:
    """A project with nobody in it."""
    with FakeSupabaseSignIn(project_port) as project:
        yield project


@pytest.fixture
def clock() -> MovedClock:
    """The server's clock, as far as its client secrets go by it."""
    return MovedClock()


@pytest.fixture
def site(
    app: SharedApp, database: str, tmp_path: Path, supabase: FakeSupabaseSignIn, clock: MovedClock
) -> Iterator[Site]:
    """The app with that project, and a server whose clock the test may move."""
    with app.site(database, tmp_path, clock.build) as site:
        yield site


async def signed_in(context: BrowserContext, site: Site, password: str = PASSWORD) -> Visitor:
    """Through the form with this password."""
    cleo = await visitor(context, site.url)
    await cleo.page.goto(f"{site.url}/professor-lock")
    await cleo.page.get_by_label("E-mail").fill(EMAIL)
    await cleo.page.get_by_label("Password").fill(password)
    await cleo.page.get_by_role("button", name="Sign in").click()
    return cleo


async def test_the_person_and_tier_are_what_supabase_says(
    context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn
) -> None:
    user_id = supabase.add_person(EMAIL, PASSWORD, tier="pro")
    cleo = await signed_in(context, site)
    await cleo.ask(QUESTION, sees=BOARD)
    await expect(cleo.page.get_by_text(EMAIL)).to_be_visible()
    sent = [r for r in cleo.requests if r.url == f"{site.server.url}/chatkit" and r.method == "POST"]
    headers = await sent[-1].all_headers()
    assert (headers["x-user-id"], headers["x-user-tier"], headers["x-user-email"]) == (user_id, "pro", EMAIL)
    assert cleo.problems == []
    forged = await context.request.post(
        f"{site.url}/api/chatkit/session", headers={"cookie": "pp_development_person=anything"}
    )
    assert forged.status == 401


async def test_a_wrong_password_is_said_to_be_wrong(
    context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn
) -> None:
    supabase.add_person(EMAIL, PASSWORD)
    cleo = await signed_in(context, site, "guessed")
    await expect(cleo.page.get_by_text("Invalid login credentials")).to_be_visible()
    assert (await context.request.post(f"{site.url}/api/chatkit/session")).status == 401


async def test_a_session_that_was_revoked_gets_no_further_secret(
    context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn, clock: MovedClock
) -> None:
    supabase.add_person(EMAIL, PASSWORD)
    cleo = await signed_in(context, site)
    await cleo.ask(QUESTION, sees=BOARD)
    supabase.revoke(EMAIL)
    clock.ahead_s = 3600
    await cleo.send("And the Celtics?")
    await cleo.sees_trouble("signed-out")


async def test_supabase_being_down_is_told_from_being_signed_out(
    context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn, clock: MovedClock, artifacts: Path
) -> None:
    supabase.add_person(EMAIL, PASSWORD)
    cleo = await signed_in(context, site)
    await cleo.ask(QUESTION, sees=BOARD)
    supabase.always(Reply(raw=b""))  # hangs up
    clock.ahead_s = 3600
    await cleo.send("And the Celtics?")
    await cleo.sees_trouble("sign-in-down")
    await cleo.page.screenshot(path=artifacts / "pplayweb-sign-in-down.png")


async def test_a_session_that_is_about_to_end_is_renewed_once_and_kept(
    context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn
) -> None:
    supabase.add_person(EMAIL, PASSWORD)
    cleo = await signed_in(context, site)
    await expect(cleo.field).to_be_visible()
    await let_end(context, in_s=30)
    await cleo.page.reload()
    await expect(cleo.field).to_be_visible()
    assert supabase.refreshed == 1
    await cleo.page.reload()  # the old refresh token is used up: this one was remembered
    await cleo.ask(QUESTION, sees=BOARD)
    assert supabase.refreshed == 1


async def let_end(context: BrowserContext, in_s: int) -> None:
    """The session in the cookies ends so soon."""
    cookies = sorted(await sign_in_cookies(context), key=lambda cookie: str(cookie["name"]))
    text = "".join(str(cookie["value"]) for cookie in cookies).removeprefix("base64-")
    session = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    session["expires_at"] = int(time.time()) + in_s
    changed = "base64-" + base64.urlsafe_b64encode(json.dumps(session).encode()).decode().rstrip("=")
    [whole] = cookies  # a session of this size is in one piece
    await context.add_cookies([{"name": whole["name"], "value": changed, "url": f"http://{whole['domain']}"}])


async def sign_in_cookies(context: BrowserContext) -> list[Cookie]:
    """Those that hold Supabase's session."""
    return [cookie for cookie in await context.cookies() if str(cookie["name"]).startswith("sb-")]


@pytest.mark.parametrize("down", [False, True], ids=["supabase up", "supabase down"])
async def test_signing_out_leaves_no_session_in_the_browser(
    down: bool, context: BrowserContext, site: Site, supabase: FakeSupabaseSignIn
) -> None:
    supabase.add_person(EMAIL, PASSWORD)
    cleo = await signed_in(context, site)
    await expect(cleo.field).to_be_visible()
    assert await sign_in_cookies(context)
    if down:
        supabase.always(Reply(raw=b""))  # hangs up
    await cleo.sign_out()
    assert await sign_in_cookies(context) == []
    assert (await context.request.post(f"{site.url}/api/chatkit/session")).status == 401
