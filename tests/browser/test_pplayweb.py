"""The Next.js app, built, in a browser, against the running server: sign in, ask, edit and lock a slip, come back."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, FilePayload, Request, Response, Route, expect

from dev.webapp import CANARY
from tests.browser.web_site import KEPT, MovedClock, SharedApp, Site, Visitor, running_site, visitor
from tests.support.files import png
from tests.support.running_server import settings_for
from tests.support.web_app import WebApp

pytestmark = [pytest.mark.browser, pytest.mark.node]

ODDS = "Show me odds for Lakers vs Warriors"
BOARD = "NBA odds: Warriors @ Lakers"  # the card's title
PARLAY = "Build me a 3-leg parlay for tonight's NBA games"
VENDORS_SCRIPT = "https://cdn.platform.openai.com/deployments/chatkit/chatkit.js"
LOOKS_SECRET = re.compile(r"sb_secret_|service_role|\bsk-[A-Za-z0-9_-]{20}|postgres(ql)?://")


def asking(kind: str) -> Callable[[Request | Response], bool]:
    """Requests of this kind to the server, or their answers."""

    def picks(one: Request | Response) -> bool:
        request = one.request if isinstance(one, Response) else one
        return f'"{kind}"' in (request.post_data or "")

    return picks


@pytest.fixture
def clock() -> MovedClock:
    """The server's clock, as far as tokens go by it."""
    return MovedClock()


@pytest.fixture
def site(shared_app: SharedApp, database: str, tmp_path: Path, clock: MovedClock) -> Iterator[Site]:
    """The app and a server whose clock the test may move."""
    with shared_app.site(database, tmp_path, clock.build) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def ann(context: BrowserContext, site: Site) -> AsyncIterator[Visitor]:
    """Somebody who has just signed in. Fails on a console error, and on a request elsewhere than site and server."""
    ann = await visitor(context, site.url)
    await ann.sign_in("ann", "pro")
    yield ann
    assert ann.problems == []
    elsewhere = [r.url for r in ann.requests if not r.url.startswith((site.url, site.server.url, "data:", "blob:"))]
    assert elsewhere == []


async def test_a_person_asks_edits_the_slip_locks_it_and_finds_it_after_a_reload(ann: Visitor, artifacts: Path) -> None:
    page = ann.page
    await ann.ask(ODDS, sees=BOARD)
    await page.get_by_role(
        "button", name="Refresh prices"
    ).first.scroll_into_view_if_needed()  # the card, not its words
    await page.screenshot(path=artifacts / "pplayweb-board.png")
    await ann.ask(PARLAY, sees="Lock It In")
    await page.get_by_role("button", name="Remove").first.click()
    await expect(page.get_by_role("button", name="Remove")).to_have_count(2)
    await ann.settled()
    async with page.expect_response(lambda r: "parlay.set_stake" in (r.request.post_data or "")) as priced:
        await page.get_by_label("Stake in dollars").fill("40")  # saved by itself
    await (await priced.value).finished()
    await page.get_by_role("button", name="Lock It In").click()
    await ann.sees("LOCKED IN")
    await ann.settled()
    await page.reload()
    await ann.sees(BOARD)
    await expect(page.get_by_role("button", name="Refresh prices").first).to_be_visible()
    await ann.sees("LOCKED IN")
    await ann.sees("$40.00")
    await expect(page.get_by_role("button", name="Lock It In")).to_have_count(0)
    await expect(page.get_by_text("DEMO", exact=True).first).to_be_visible()
    await ann.see("LOCKED IN").scroll_into_view_if_needed()
    await page.screenshot(path=artifacts / "pplayweb-locked.png")


async def test_the_language_is_chosen_among_those_of_the_page_and_kept(ann: Visitor) -> None:
    page = ann.page
    menu = page.get_by_label("Language")
    names = ["As the browser", "English", "العربية", "Deutsch", "Español", "Français"]
    assert await menu.locator("option").all_inner_texts() == names
    await ann.ask(ODDS, sees=BOARD)
    await ann.settled()
    async with page.expect_response(lambda answer: answer.url.endswith("/api/me/preferences")) as kept:
        await menu.select_option("de")
    assert (await kept.value).status == 200
    await ann.sees("Quoten aktualisieren")
    await page.reload()
    await expect(page.get_by_label("Sprache")).to_have_value("de")
    await expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    await expect(page.locator("footer")).to_contain_text("Das Chatfenster kommt von 127.0.0.1")
    await expect(page.locator(".pl-chat")).to_have_attribute("lang", "de")
    await page.get_by_label("Sprache").select_option("ar")
    await expect(page.locator(".pl-chat")).to_have_attribute("dir", "rtl")


async def test_one_row_heads_the_app_at_every_width(ann: Visitor) -> None:
    page = ann.page
    await ann.ask("What is vig?", sees="vig")
    await ann.settled()
    for width in (1280, 390):
        await page.set_viewport_size({"width": width, "height": 844})
        row = await page.locator("header").bounding_box()
        chat = await page.locator(".pl-element").bounding_box()
        assert row is not None
        assert chat is not None
        assert row["height"] <= 60
        assert chat["y"] <= row["height"] + 1
        assert await page.evaluate("() => document.documentElement.scrollWidth") == width
    await expect(page.locator("openai-chatkit .ck-header")).to_have_count(0)
    await page.get_by_role("button", name="New chat").click()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()


async def test_the_icon_is_also_where_browsers_look_for_it_unasked(ann: Visitor, context: BrowserContext) -> None:
    answer = await context.request.get(f"{ann.site}/favicon.ico")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")


async def test_the_server_is_told_who_asks_by_every_request(ann: Visitor, site: Site) -> None:
    await ann.ask(ODDS, sees=BOARD)
    sent = [r for r in ann.requests if r.url == f"{site.server.url}/chatkit" and r.method == "POST"]
    headers = await sent[-1].all_headers()
    assert headers["authorization"].startswith("Bearer ey")
    assert headers["x-user-id"] == "ann"
    assert headers["x-user-tier"] == "pro"
    assert headers["x-user-timezone"] == await ann.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")


async def test_a_picture_goes_to_the_server_by_its_link_alone_and_is_seen_again(ann: Visitor, site: Site) -> None:
    page = ann.page
    slip = FilePayload(name="my slip.png", mimeType="image/png", buffer=png(320, 200))
    await page.locator("input[type=file]").set_input_files(slip)
    await expect(page.locator(".ck-chip-ready")).to_have_count(1)
    await ann.ask("What does my slip say?", sees="I cannot look at files")
    shown = (
        "() => document.querySelector('openai-chatkit')?.shadowRoot"
        "?.querySelector('img.ck-file-image')?.naturalWidth === 320"
    )
    await page.wait_for_function(shown)
    await page.reload()
    await page.wait_for_function(shown)
    [upload] = [r for r in ann.requests if r.method == "POST" and "/attachments/" in r.url]
    assert upload.url.startswith(f"{site.server.url}/attachments/atc_")
    assert "authorization" not in await upload.all_headers()


async def test_a_starter_prompt_is_asked_rated_and_answered_again(ann: Visitor) -> None:
    await ann.page.get_by_role("button", name=ODDS).click()
    await ann.sees(BOARD)
    await ann.settled()
    async with ann.page.expect_response(asking("items.feedback")) as rated:
        await ann.page.get_by_role("button", name="Good answer").last.click()
    assert (await rated.value).status == 200
    async with ann.page.expect_response(asking("threads.retry_after_item")) as again:
        await ann.page.get_by_role("button", name="Answer again").last.click()
    assert (await again.value).status == 200
    await ann.sees(BOARD)
    await ann.settled()
    await expect(ann.page.get_by_role("button", name="Refresh prices")).to_have_count(1)


async def test_an_older_conversation_is_found_in_the_history_and_the_page_turns_dark(
    ann: Visitor, artifacts: Path
) -> None:
    page = ann.page
    await ann.ask(ODDS, sees=BOARD)
    await page.get_by_role("button", name="New chat").click()
    await expect(page.get_by_role("button", name=ODDS)).to_be_visible()  # the starter prompt
    await page.get_by_role("button", name="History").click()
    await page.get_by_role("dialog", name="History").get_by_text(ODDS).click()
    await ann.sees(BOARD)
    await expect(ann.chat.locator(".ck-dark")).to_have_count(0)
    await page.get_by_role("button", name="Dark").click()
    await expect(ann.chat.locator(".ck-dark").first).to_be_visible()
    await page.screenshot(path=artifacts / "pplayweb-dark.png")


async def test_a_widget_may_ask_the_browser_to_open_a_page(ann: Visitor, site: Site, context: BrowserContext) -> None:
    await ann.ask(ODDS, sees=BOARD)
    action = {"type": "open_link", "handler": "client", "payload": {"url": f"{site.url}/icon.svg"}}
    button = {"type": "Button", "label": "Read the rules", "onClickAction": action}

    async def with_a_link(route: Route) -> None:
        """The thread as the server gives it, and a card of an app's own."""
        if not asking("threads.get_by_id")(route.request):
            await route.fallback()
            return
        answer = await route.fetch()
        thread = await answer.json()
        card = {"type": "widget", "id": "msg_own", "widget": {"type": "Card", "children": [button]}}
        thread["items"]["data"].append(thread["items"]["data"][0] | {"content": None} | card)
        await route.fulfill(response=answer, json=thread)

    await context.route(f"{site.server.url}/chatkit", with_a_link)
    await ann.page.reload()
    async with context.expect_page() as opened:
        await ann.page.get_by_role("button", name="Read the rules").click()
    await expect(await opened.value).to_have_url(f"{site.url}/icon.svg")
    await context.unroute_all(behavior="wait")
    assert not any("open_link" in (request.post_data or "") for request in ann.requests)


async def test_a_secret_that_has_expired_is_replaced_unnoticed(ann: Visitor, site: Site, clock: MovedClock) -> None:
    await ann.ask(ODDS, sees=BOARD)
    clock.ahead_s = 3600
    await ann.ask(PARLAY, sees="Lock It In")
    await ann.sees_no_trouble()
    assert len(site.refused()) == 1
    assert site.minted() == 2
    ann.problems = [problem for problem in ann.problems if "401" not in problem]  # the browser's own note of it


async def test_a_secret_is_renewed_before_it_expires(
    shared_app: SharedApp, database: str, tmp_path: Path, context: BrowserContext
) -> None:
    with shared_app.site(database, tmp_path, PP_SESSION_TTL_S="300") as site:
        ann = await visitor(context, site.url)
        await ann.sign_in("ann")
        await ann.ask(ODDS, sees=BOARD)
        assert site.minted() == 1
        await ann.page.clock.set_fixed_time(datetime.fromtimestamp(time.time() + 250, UTC))
        await ann.ask(PARLAY, sees="Lock It In")
        assert site.minted() == 2
        assert site.refused() == []
        await ann.sees_no_trouble()


async def test_nobody_sees_another_persons_conversation(
    ann: Visitor, site: Site, browser: Browser, artifacts: Path
) -> None:
    await ann.ask(ODDS, sees=BOARD)
    anns_thread = await ann.last_thread("ann")
    bea = await visitor(await browser.new_context(locale="en-US"), site.url)
    await bea.sign_in("bea", "elite")
    async with bea.page.expect_response(asking("threads.list")) as listed:
        await bea.page.get_by_role("button", name="History").click()
    assert (await (await listed.value).json())["data"] == []
    await bea.sees("No conversations yet")
    await expect(bea.chat.get_by_text(ODDS)).to_have_count(1)  # the starter prompt
    await bea.page.screenshot(path=artifacts / "pplayweb-others-history.png")
    # Even one who has got hold of the id is told the same as of a thread that never was.
    await bea.page.evaluate("([name, id]) => localStorage.setItem(name, id)", [f"{KEPT}bea", anns_thread])
    async with bea.page.expect_response(lambda r: "threads.get_by_id" in (r.request.post_data or "")) as answer:
        await bea.page.reload()
    refused = await answer.value
    assert refused.status == 404
    assert ODDS not in await refused.text()
    await expect(bea.chat.get_by_text(BOARD)).to_have_count(0)
    stolen = await bea.page.evaluate(
        """async ([server, thread]) => {
            const { client_secret } = await (await fetch("/api/chatkit/session", { method: "POST" })).json();
            const ask = (headers) => fetch(`${server}/chatkit`, {
                method: "POST",
                headers: { authorization: `Bearer ${client_secret}`, "content-type": "application/json", ...headers },
                body: JSON.stringify({ type: "threads.get_by_id", params: { thread_id: thread } }),
            });
            return [(await ask({})).status, (await ask({ "x-user-id": "ann" })).status];
        }""",
        [site.server.url, anns_thread],
    )
    assert stolen == [404, 401]
    await ann.page.reload()
    await ann.sees(BOARD)


async def test_who_signs_in_next_on_the_same_machine_starts_with_nothing(ann: Visitor) -> None:
    await ann.ask(ODDS, sees=BOARD)
    await ann.sign_out()
    await ann.sign_in("bea")
    await expect(ann.field).to_be_visible()
    await expect(ann.chat.get_by_text(BOARD)).to_have_count(0)
    await ann.sign_out()
    await ann.sign_in("ann")
    await ann.sees(BOARD)


async def test_no_secret_reaches_the_browser(ann: Visitor, site: Site, web_app: Path) -> None:
    await ann.ask(ODDS, sees=BOARD)
    await ann.page.reload()
    await ann.sees(BOARD)
    received = await ann.everything_received()
    assert BOARD in received, "the answers must be among what was looked at"
    settings = site.server.parts.settings
    for secret in (settings.server_key, settings.session_secret):
        assert secret
        assert secret not in received
    assert LOOKS_SECRET.search(received) is None
    for file in (web_app / ".next" / "static").rglob("*"):
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
        assert CANARY not in text, file
        assert LOOKS_SECRET.search(text) is None, file


async def test_only_this_sites_pages_get_a_secret_and_only_for_who_is_signed_in(
    context: BrowserContext, ann: Visitor, site: Site, browser: Browser
) -> None:
    route = f"{site.url}/api/chatkit/session"
    assert (await context.request.post(route, headers={"sec-fetch-site": "same-origin"})).status == 200
    assert (await context.request.post(route, headers={"sec-fetch-site": "cross-site"})).status == 403
    for origin in ("https://elsewhere.example", "null"):
        assert (await context.request.post(route, headers={"origin": origin})).status == 403
    [cookie] = [c for c in await context.cookies() if c["name"] == "pp_development_person"]
    assert cookie["httpOnly"]
    body, _, signature = cookie["value"].partition(".")
    stranger = await browser.new_context()
    assert (await stranger.request.post(route)).status == 401
    forged = body[:-4] + "AAAA"
    for value in (f"{forged}.{signature}", f"{body}.", body, "nonsense", f"{body}.{signature}x"):
        answer = await stranger.request.post(route, headers={"cookie": f"pp_development_person={value}"})
        assert answer.status == 401, value


async def test_the_sign_in_that_believes_anybody_is_closed_in_production(
    web_app: Path, database: str, tmp_path: Path, context: BrowserContext
) -> None:
    with running_site(database, tmp_path, PP_DEVELOPMENT_SIGN_IN="") as site:
        page = await context.new_page()
        await page.goto(f"{site.url}/professor-lock")
        await expect(page.get_by_text("This site has no sign-in yet.")).to_be_visible()
        assert (await context.request.post(f"{site.url}/api/chatkit/session")).status == 401


async def test_it_works_as_the_docs_start_it_without_a_server_key(
    web_app: Path, database: str, tmp_path: Path, context: BrowserContext
) -> None:
    """`manage.py serve` and the app beside it, nothing set: the session route knows whom the page has signed in."""
    with running_site(database, tmp_path, settings=settings_for(database, tmp_path), PP_SERVER_KEY="") as site:
        ann = await visitor(context, site.url)
        await ann.sign_in("ann")
        await ann.ask(ODDS, sees=BOARD)
        await ann.ask(PARLAY, sees="Lock It In")
        await ann.page.reload()
        await ann.sees(BOARD)
        await ann.sees("Lock It In")
        await ann.sees_no_trouble()
        assert ann.problems == []


async def test_settings_that_cannot_be_used_get_a_panel_that_names_them(
    web_app: Path, context: BrowserContext, artifacts: Path
) -> None:
    wrong = {"NEXT_PUBLIC_CHATKIT_SERVER_URL": "lock.example.com", "NEXT_PUBLIC_SUPABASE_URL": "https://x.supabase.co"}
    with WebApp(wrong) as app:
        page = await context.new_page()
        for path in ("professor-lock", "sign-in"):
            answer = await page.goto(f"{app.url}/{path}")
            assert answer is not None
            panel = page.locator("[data-trouble=settings]")
            await expect(panel).to_contain_text("NEXT_PUBLIC_CHATKIT_SERVER_URL must be an http(s) address")
            await expect(panel).to_contain_text("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY")
        await page.screenshot(path=artifacts / "pplayweb-settings.png")


@pytest.mark.parametrize(("whose", "script"), [(0, ""), (1, VENDORS_SCRIPT)], ids=["the server's own", "the vendor's"])
def test_the_policy_that_is_sent_is_the_one_that_the_docs_have(whose: int, script: str, web_app: Path) -> None:
    server = "https://lock.example.com"
    with WebApp({"NEXT_PUBLIC_CHATKIT_SERVER_URL": server, "NEXT_PUBLIC_CHATKIT_SCRIPT": script}) as app:
        answers = [httpx2.get(f"{app.url}/sign-in", timeout=60) for _ in range(2)]
    nonces = [re.findall(r"'nonce-(\w+)'", answer.headers["content-security-policy"])[0] for answer in answers]
    assert nonces[0] != nonces[1]
    assert all(f'nonce="{nonce}"' in answer.text for nonce, answer in zip(nonces, answers, strict=True))
    said = re.findall(r"```\n(default-src .*?)\n```", (web_app.parent / "docs" / "nextjs.md").read_text(), re.DOTALL)
    sent = answers[0].headers["content-security-policy"].replace(nonces[0], "NONCE")
    assert sent == " ".join(said[whose].split())
