"""What keeps the Next.js app's chat from working, told apart: each trouble has a panel of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.async_api import Browser, BrowserContext, Route, expect

from professor_lock.secret_strength import new_secret
from professor_lock.words import FOLDER, LANGUAGES
from tests.browser.web_site import MovedClock, SharedApp, Site, Visitor, running_site, visitor
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.web import FakeWeb, Reply

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.usefixtures("web_app")]

QUESTION = "Show me odds for Lakers vs Warriors"
BOARD = "NBA odds: Warriors @ Lakers"  # the card's title
NEVER_READY = b"customElements.define('openai-chatkit', class extends HTMLElement { setOptions() {} });"

OWN_SCRIPTS_ONLY = """
    new MutationObserver((_, observer) => {
        if (!document.head) return;
        observer.disconnect();
        const policy = document.createElement("meta");
        policy.httpEquiv = "Content-Security-Policy";
        policy.content = "script-src 'self' 'unsafe-inline'";
        document.head.prepend(policy);
    }).observe(document, { childList: true, subtree: true });
"""
"""A policy beside the page's own, which knows nothing of the server's script."""


async def came(context: BrowserContext, site: Site | SharedApp) -> Visitor:
    """Ann, signed in."""
    ann = await visitor(context, site.url)
    await ann.sign_in("ann")
    return ann


@pytest.fixture
def site(shared_app: SharedApp, database: str, tmp_path: Path) -> Iterator[Site]:
    """The app and a server that works."""
    with shared_app.site(database, tmp_path) as site:
        yield site


@pytest.fixture
def shots(artifacts: Path) -> Path:
    """Where the panels' pictures go."""
    folder = artifacts / "pplayweb-troubles"
    folder.mkdir(exist_ok=True)
    return folder


async def test_a_server_that_is_down_is_named_as_the_page_opens(
    shared_app: SharedApp, context: BrowserContext, shots: Path
) -> None:
    ann = await came(context, shared_app)
    panel = await ann.sees_trouble("server-down")
    await expect(panel.get_by_role("heading")).to_have_text("Professor Lock is not answering")
    await expect(panel.get_by_role("button", name="Try again")).to_be_visible()
    await panel.get_by_text("For the operator of this site").click()
    await expect(panel).to_contain_text(f"http://127.0.0.1:{shared_app.port} does not answer")
    await ann.page.screenshot(path=shots / "server-down.png")


def site_words(language: str) -> dict[str, Any]:
    """What the app's own pages and panels say in that language."""
    words: dict[str, Any] = json.loads(FOLDER.with_name(f"{language}.json").read_text(encoding="utf-8"))["site"]
    return words


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_sign_in_and_the_panels_speak_the_visitors_language(
    shared_app: SharedApp, browser: Browser, shots: Path, language: str
) -> None:
    words = site_words(language)
    context = await browser.new_context(locale=language, viewport={"width": 390, "height": 844})
    ann = await visitor(context, shared_app.url)
    page = ann.page
    await page.goto(f"{shared_app.url}/professor-lock")
    html = page.locator("html")
    await expect(html).to_have_attribute("lang", language)
    await expect(html).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    await expect(page.get_by_text(words["developmentSignIn"])).to_be_visible()
    await page.get_by_label(words["name"]).evaluate("(field) => field.removeAttribute('pattern')")
    await page.get_by_label(words["name"]).fill("A n n")
    await page.get_by_role("button", name=words["signIn"]).click()
    await expect(page.get_by_text(words["wrongName"])).to_be_visible()
    await page.screenshot(path=shots / f"sign-in-{language}.png")
    await page.get_by_label(words["name"]).fill("ann")
    await page.get_by_role("button", name=words["signIn"]).click()
    panel = await ann.sees_trouble("server-down")
    said = words["troubles"]["server-down"]
    await expect(panel.get_by_role("heading")).to_have_text(said["title"])
    await expect(panel).to_contain_text(said["advice"])
    await expect(panel.get_by_role("button", name=words["tryAgain"])).to_be_visible()
    await panel.get_by_text(words["forOperator"]).click()
    await expect(panel.locator("[lang=en][dir=ltr]")).to_contain_text("does not answer")
    await page.screenshot(path=shots / f"server-down-{language}.png")
    other = "de" if language == "fr" else "fr"  # what was chosen in the bar comes before the browser's
    await page.get_by_role("combobox").and_(page.locator(".language")).select_option(other)
    await expect(panel.get_by_role("heading")).to_have_text(site_words(other)["troubles"]["server-down"]["title"])
    await page.goto(f"{shared_app.url}/no-such-page")
    await expect(page.get_by_role("heading")).to_have_text(words["noSuchPage"])
    await context.close()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr;q=0.5, de-AT, en;q=0.1", "de"),
        ("nl, fr-CA;q=0.4, es;q=0.3", "fr"),
        ("de;q=0, es;q=0.2", "es"),
        ("de;q=much, *", "en"),
        ("nl, *;q=0.5", "en"),
        ("", "en"),
    ],
)
def test_a_page_is_in_the_language_that_is_preferred(shared_app: SharedApp, accepted: str, language: str) -> None:
    answer = httpx2.get(f"{shared_app.url}/sign-in", headers={"Accept-Language": accepted}, timeout=60)
    assert f'<html lang="{language}" dir="ltr"' in answer.text
    assert site_words(language)["developmentSignIn"] in answer.text


def test_the_apps_texts_are_there_in_every_language() -> None:
    def shape(texts: Any) -> Any:
        if not isinstance(texts, dict):
            assert texts.strip()
            return None
        return {key: shape(text) for key, text in texts.items()}

    assert all(shape(site_words(language)) == shape(site_words("en")) for language in LANGUAGES)


async def test_a_server_that_goes_down_leaves_what_was_read_on_the_page(
    site: Site, context: BrowserContext, shots: Path
) -> None:
    ann = await came(context, site)
    await ann.ask(QUESTION, sees=BOARD)
    site.server.stop()
    await ann.send("And the Celtics?")
    await ann.sees_trouble("server-down")
    await expect(ann.chat.get_by_text(BOARD).first).to_be_visible()
    await ann.page.screenshot(path=shots / "server-went-down.png")


async def test_another_service_at_the_servers_address_is_no_server(
    shared_app: SharedApp, context: BrowserContext
) -> None:
    log_in = Reply(body=b"<html>Log in first", content_type="text/html")
    with FakeWeb(lambda _: log_in, port=shared_app.port):
        await came(context, shared_app)
        answer = await context.request.post(f"{shared_app.url}/api/chatkit/session")
        assert answer.status == 503
        assert (await answer.json())["code"] == "server_down"


async def test_a_site_that_the_server_does_not_know_is_told_so(
    shared_app: SharedApp, database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    with production(shared_app, database, tmp_path) as site:
        ann = await came(context, site)
        panel = await ann.sees_trouble("wrong-origin")
        await panel.get_by_text("For the operator of this site").click()
        await expect(panel).to_contain_text("PP_ALLOWED_ORIGINS")
        await expect(panel).to_contain_text(f"not to pages of {site.url}")
        await ann.page.screenshot(path=shots / "wrong-origin.png")


@contextmanager
def production(app: SharedApp, database: str, tmp_path: Path) -> Iterator[Site]:
    """A server in production that serves another site's pages."""
    with (
        OpenAIServer([Turn.of("Hello.")]) as model,
        FakeOddsApi() as odds,
        app.site(
            database,
            tmp_path,
            model=model,
            odds=odds,
            PP_ENV="production",
            PP_SESSION_SECRET=new_secret(),
            PP_ALLOWED_ORIGINS="https://elsewhere.example",
        ) as site,
    ):
        yield site


async def test_a_script_that_is_not_there_is_told(
    database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    with running_site(database, tmp_path, NEXT_PUBLIC_CHATKIT_SCRIPT="{server}/static/no-such.js") as site:
        ann = await came(context, site)
        panel = await ann.sees_trouble("script-missing")
        await panel.get_by_text("For the operator of this site").click()
        await expect(panel).to_contain_text("/static/no-such.js answers 404")
        await ann.page.screenshot(path=shots / "script-missing.png")


async def test_a_script_that_the_browser_refuses_is_told_from_one_that_is_missing(
    site: Site, context: BrowserContext, shots: Path
) -> None:
    async def blocker(route: Route) -> None:
        await (route.abort("blockedbyclient") if route.request.resource_type == "script" else route.continue_())

    await context.route("**/chatkit.js", blocker)
    ann = await came(context, site)
    await ann.sees_trouble("script-blocked")
    await ann.page.screenshot(path=shots / "script-blocked.png")


async def test_a_script_that_the_pages_own_policy_forbids_is_told(site: Site, context: BrowserContext) -> None:
    ann = await came(context, site)
    await context.add_init_script(OWN_SCRIPTS_ONLY)
    await ann.page.reload()
    panel = await ann.sees_trouble("script-blocked")
    await panel.get_by_text("For the operator of this site").click()
    await expect(panel).to_contain_text("content security policy forbids")


async def test_an_outside_script_that_stays_closed_is_put_down_to_its_domain_key(
    database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    with (
        FakeWeb(lambda _: Reply(body=NEVER_READY, content_type="text/javascript")) as vendor,
        running_site(database, tmp_path, NEXT_PUBLIC_CHATKIT_SCRIPT=f"{vendor.url}/chatkit.js") as site,
    ):
        await context.clock.install()
        ann = await came(context, site)
        await expect(ann.page.get_by_text("which may collect data about its use")).to_be_visible()
        await ann.page.wait_for_function("() => customElements.get('openai-chatkit')")
        await context.clock.fast_forward("00:11")
        panel = await ann.sees_trouble("domain-key")
        await panel.get_by_text("For the operator of this site").click()
        await expect(panel).to_contain_text("NEXT_PUBLIC_CHATKIT_DOMAIN_KEY")
        await ann.page.screenshot(path=shots / "domain-key.png")


async def test_a_secret_that_is_refused_twice_is_told(
    shared_app: SharedApp, database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    # Each look at this clock is an hour after the one before: what was just minted has expired.
    with shared_app.site(database, tmp_path, MovedClock(per_call_s=3600).build) as site:
        ann = await came(context, site)
        await ann.send(QUESTION)
        await ann.sees_trouble("secret-refused")
        await ann.page.screenshot(path=shots / "secret-refused.png")
        assert len(site.refused()) == 2, "one new secret is tried, not more"


async def test_who_was_signed_out_is_asked_to_sign_in_and_comes_back_to_it(
    shared_app: SharedApp, database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    clock = MovedClock()
    with shared_app.site(database, tmp_path, clock.build) as site:
        ann = await came(context, site)
        await ann.ask(QUESTION, sees=BOARD)
        await context.clear_cookies()
        clock.ahead_s = 3600
        await ann.send("And the Celtics?")
        panel = await ann.sees_trouble("signed-out")
        await ann.page.screenshot(path=shots / "signed-out.png")
        await panel.get_by_role("link", name="Sign in").click()
        await ann.sign_in("ann")
        await ann.sees(BOARD)


async def test_a_wrong_server_key_is_the_sites_fault_and_said_so(
    shared_app: SharedApp, database: str, tmp_path: Path, context: BrowserContext, shots: Path
) -> None:
    with shared_app.site(database, tmp_path, PP_SERVER_KEY=new_secret()) as site:
        ann = await came(context, site)
        await ann.send(QUESTION)
        panel = await ann.sees_trouble("server-key")
        await panel.get_by_text("For the operator of this site").click()
        await expect(panel).to_contain_text("PP_SERVER_KEY is missing or is not the server’s")
        await ann.page.screenshot(path=shots / "server-key.png")
        assert shared_app.key not in await ann.everything_received()


async def test_a_panel_goes_when_the_trouble_is_over(site: Site, context: BrowserContext, shots: Path) -> None:
    ann = await came(context, site)
    await expect(ann.field).to_be_visible()
    await context.set_offline(True)
    await ann.send(QUESTION)
    await ann.sees_trouble("offline")
    await ann.page.screenshot(path=shots / "offline.png")
    await context.set_offline(False)
    await ann.sees_no_trouble()
    await ann.page.get_by_role("button", name="Try again").click()
    await ann.sees(BOARD)
